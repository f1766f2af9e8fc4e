"""Two database roles: the owner migrates; the portal runs as a role that can change rows, not the schema."""

import contextlib

import environ
from django.conf import settings
from psycopg import sql

# Tables the app role may read and add to, and nothing else: what was done stays on record.
APPEND_ONLY = ("core_auditevent",)
READ_ONLY = ("django_migrations",)


@contextlib.contextmanager
def as_owner(connection):
    """Let ``connection`` speak as the owner within the block; reconnects on both ends."""
    owner = environ.Env.db_url_config(settings.DATABASE_OWNER_URL)
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({key: owner[key] for key in before})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def grant_app_role(connection, role: str) -> None:
    """Give ``role`` exactly what the portal needs on every table there is now."""
    app = sql.Identifier(role)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))

        def run(statement, *names):
            cursor.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names), role=app))

        run("GRANT USAGE ON SCHEMA public TO {role}")
        run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in tables.intersection(APPEND_ONLY):
            run("REVOKE UPDATE, DELETE ON {} FROM {role}", table)
        for table in tables.intersection(READ_ONLY):
            run("REVOKE INSERT, UPDATE, DELETE ON {} FROM {role}", table)
