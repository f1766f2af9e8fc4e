import stat
import uuid

import pytest
from nacl.public import PublicKey, SealedBox

from apps.surveys import keyring

ROUND = uuid.UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def folder(settings, tmp_path):
    return tmp_path / "keyring"


def files(folder):
    return [path for path in folder.iterdir() if path.name != keyring.README]


def test_pair_seals_and_opens(folder):
    public = keyring.make_pair(ROUND)
    sealed = SealedBox(PublicKey(public)).encrypt(b"answers")
    assert SealedBox(keyring.private_key(ROUND)).decrypt(sealed) == b"answers"


def test_key_file_is_private_and_wrapped(folder):
    keyring.make_pair(ROUND)
    [path] = files(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert bytes(keyring.private_key(ROUND)) not in path.read_bytes()


def test_pair_is_made_once(folder):
    assert keyring.make_pair(ROUND) == keyring.make_pair(ROUND)
    assert len(files(folder)) == 1


def test_process_without_a_keyring_can_do_nothing(settings):
    settings.KEYRING_DIR = ""
    for use in (keyring.make_pair, keyring.private_key, keyring.destroy):
        with pytest.raises(keyring.NoKeyring):
            use(ROUND)


def test_unmounted_volume_is_not_a_lost_key(folder, settings):
    settings.KEYRING_DIR = str(folder / "not-mounted")
    with pytest.raises(keyring.NoKeyring):
        keyring.private_key(ROUND)


def test_empty_volume_is_not_a_lost_key(folder):
    with pytest.raises(keyring.NoKeyring):
        keyring.private_key(ROUND)


def test_missing_key_among_others_is_lost(folder):
    keyring.make_pair(uuid.uuid4())
    with pytest.raises(keyring.KeyLost):
        keyring.private_key(ROUND)


def test_key_under_another_wrapping_is_lost(folder, settings):
    keyring.make_pair(ROUND)
    settings.KEYRING_KEY = "another-key-of-more-than-forty-random-characters-0123"
    with pytest.raises(keyring.KeyLost):
        keyring.private_key(ROUND)


def test_key_file_of_another_round_is_refused(folder):
    other = uuid.uuid4()
    keyring.make_pair(other)
    (folder / str(other)).rename(folder / str(ROUND))
    with pytest.raises(keyring.KeyLost, match="holds another key"):
        keyring.private_key(ROUND)


def test_destroyed_key_is_gone_with_its_leftovers(folder):
    keyring.make_pair(ROUND)
    leftover = folder / f".{ROUND}.0123456789abcdef"
    leftover.hardlink_to(folder / str(ROUND))
    content = leftover.read_bytes()
    kept_open = leftover.open("rb")
    keyring.destroy(ROUND)
    keyring.destroy(ROUND)
    assert files(folder) == []
    assert kept_open.read() != content
    kept_open.close()
    with pytest.raises(keyring.KeyLost):
        keyring.private_key(ROUND)


def test_interrupted_making_leaves_nothing(folder, monkeypatch):
    def fail(*paths):
        raise OSError("disk full")

    monkeypatch.setattr(keyring.os, "link", fail)
    with pytest.raises(OSError, match="disk full"):
        keyring.make_pair(ROUND)
    assert files(folder) == []


def test_kept_names_rounds(folder):
    other = uuid.uuid4()
    keyring.make_pair(ROUND)
    keyring.make_pair(other)
    assert keyring.kept() == {ROUND, other}
