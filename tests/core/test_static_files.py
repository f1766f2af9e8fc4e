"""What `collectstatic` makes for production: hashed names that still find each other, and a light first visit."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

MOST_BYTES = 100_000


@pytest.fixture
def collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "apps.core.static_files.PortalStaticFiles"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "static"


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_modules_import_each_other_by_hashed_names(collected):
    script = collected / staticfiles_storage.stored_name("js/portal.js")
    imported = re.findall(r'from "\./([^"]+)"', script.read_text())
    assert re.fullmatch(r"portal\.[0-9a-f]{12}\.js", script.name)
    assert len(imported) == 1
    assert re.fullmatch(r"nhsuk-frontend\.min\.[0-9a-f]{12}\.js", imported[0])
    assert (script.parent / imported[0]).exists()


def test_the_first_visit_is_light(collected, client, db):
    page = client.get("/log-in/").content
    names = set(re.findall(r'/static/([^"]+)', page.decode())) | {"js/nhsuk-frontend.min.js"}
    fetched = {name: weight(collected / name) for name in names}
    assert {"portal.css", "js/portal.js"} <= {re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in names}
    assert sum(fetched.values()) + len(gzip.compress(page)) <= MOST_BYTES, fetched
