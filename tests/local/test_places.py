"""What this installation keeps is its own."""

import os
import stat

import pytest

from pcnportal.local import environment, places
from pcnportal.local.places import LocalError, open_to_others, private_folder


def mode(path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VAR", tmp_path)
    return tmp_path


def test_secret_is_long_private_and_made_once(var):
    first = environment.secret("django")
    assert len(first) >= 40
    assert environment.secret("django") == first
    assert environment.secret("links") != first
    assert mode(var / "secrets" / "django") == 0o600
    assert mode(var / "secrets") == 0o700


def test_secret_is_private_whatever_the_umask(var):
    before = os.umask(0)
    try:
        environment.secret("django")
    finally:
        os.umask(before)
    assert mode(var / "secrets" / "django") == 0o600


def test_web_process_gets_no_way_to_open_a_ballot(var):
    given = environment.portal_environment(
        database_url="postgresql://app@/x",
        owner_url="postgresql://owner@/x",
        redis_url="redis://",
        files=var,
        port=1,
    )
    assert not [name for name in given if "KEYRING" in name]
    assert environment.secret("keyring") not in given.values()


def test_workers_keyring_is_private(var):
    given = environment.worker_environment(files=var)
    assert set(given) == {"KEYRING_DIR", "KEYRING_KEY"}
    assert mode(var / "keyring") == 0o700


def test_private_folder_closes_what_stood_open(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    assert mode(private_folder(folder)) == 0o700


def test_private_folder_makes_no_parent_wider(tmp_path):
    parent = tmp_path / "parent"
    parent.mkdir(mode=0o700)
    private_folder(parent / "child")
    assert mode(parent) == 0o700


def test_private_folder_refuses_somebody_elses(tmp_path, monkeypatch):
    folder = tmp_path / "theirs"
    folder.mkdir()
    monkeypatch.setattr(places.os, "getuid", lambda: os.stat(folder).st_uid + 1)
    with pytest.raises(LocalError, match="belongs to somebody else"):
        private_folder(folder)


def test_private_folder_refuses_a_link_planted_there(tmp_path):
    """In a folder everybody may write to, a link could lead our files anywhere."""
    (tmp_path / "elsewhere").mkdir()
    planted = tmp_path / "ours"
    planted.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LocalError):
        private_folder(planted)


def test_private_folder_refuses_a_file(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalError):
        private_folder(tmp_path / "file")


def test_folder_under_a_private_parent_is_not_open_to_others(tmp_path):
    parent = tmp_path / "home"
    (parent / "clone").mkdir(parents=True)
    parent.chmod(0o700)
    assert not open_to_others(parent / "clone")
    assert open_to_others(places.Path("/usr/bin"))


def test_runtime_folder_is_short_enough_for_a_socket():
    assert len(f"/tmp/pcn-{places.CLONE}-{2**32}-scratch-{2**22}/.s.PGSQL.5432") < 100
