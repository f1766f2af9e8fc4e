"""The test database: migrated once into a template, copied from there until a migration changes.

A copy takes a second, migrating takes half a minute in each process of each run. Django's own migrate runs on every
copy all the same: a migration that the template lacks is applied there."""

import hashlib
from importlib.metadata import version

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from apps.core.database import as_owner

PREFIX = "template_pcn_"
# What migrations call besides themselves: the questionnaires they install, the rights they end with.
CALLED = (
    "apps/core/database.py", "apps/core/management/commands/migrate.py",
    "apps/surveys/questionnaire.py", "apps/surveys/data/*",
)  # fmt: skip


def fingerprint() -> str:
    """Of everything that decides what a fresh database holds."""
    parts = [f"{name} {version(name)}" for name in ("django", "django-allauth")]
    # Each model has a row, written after migrating.
    parts += sorted(model._meta.label for model in apps.get_models())
    for pattern in ("apps/*/migrations/*.py", *CALLED):
        found = sorted(settings.BASE_DIR.glob(pattern))
        assert found, f"{pattern} is no more"
        parts += [f"{path.relative_to(settings.BASE_DIR)} {path.read_text()}" for path in found]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def make_test_database() -> None:
    """Make the test database and point the default connection at it."""
    name, template = connection.creation._get_test_db_name(), PREFIX + fingerprint()
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        # Processes that start together wait for the first to make the template; the lock ends with the connection.
        owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        known = {row[0] for row in owner.execute("SELECT datname FROM pg_database")}
        if template in known:
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            copy(owner, template, to=name)
        else:
            _migrate()
            for old in known:
                if old.startswith(PREFIX):
                    owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
            copy(owner, name, to=template)
    _migrate(keepdb=True)


def _migrate(**options) -> None:
    with as_owner(connection):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, **options)


def copy(owner, source: str, *, to: str) -> None:
    owner.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(to), sql.Identifier(source))
    )
