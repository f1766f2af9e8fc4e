"""One path: envelopes are opened by the closing of a round and nowhere else, figures come from findings."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SURVEYS = ROOT / "apps" / "surveys"
# The module that defines it, and who may use it besides.
KEPT = {
    "open_all": {"ballot_box.py", "closing.py"},
    "decrypt": {"ballot_box.py", "keyring.py"},
    "SealedBox": {"ballot_box.py"},
    "PrivateKey": {"ballot_box.py", "keyring.py"},
    "private_key": {"ballot_box.py", "keyring.py", "closing.py"},
    "Opened": {"ballot_box.py", "closing.py"},
    "tabulate": {"closing.py"},
    "KEYRING_DIR": {"keyring.py"},
    "KEYRING_KEY": {"keyring.py"},
}
# Opens the secrets of second factors, with a key derived from SECRET_KEY; knows no round's key.
# Anonymous notes have batches and keys of their own, by the same keyring, and open no round's envelope.
OPENS_SOMETHING_ELSE = {
    "decrypt": {"apps/accounts/adapter.py", "apps/notes/envelopes.py"},
    "SealedBox": {"apps/notes/envelopes.py"},
    "private_key": {"apps/notes/envelopes.py", "apps/notes/delivery.py"},
    "Opened": {"apps/notes/envelopes.py"},
}
# Rows of people: models.py and migrations aside, only these touch them.
ROWS = {
    "Ballot": {"actions.py", "closing.py", "open_link.py", "queries.py"},
    "Invitation": {
        "actions.py",
        "closing.py",
        "letters.py",
        "links.py",
        "opening.py",
        "personal_data.py",  # whom a round asks, never whether they answered
        "queries.py",
        "slips.py",
    },
}
# They answer on behalf of their invented people.
INVITED_ELSEWHERE = {"apps/demo/year.py", "apps/demo/check_ins.py"}


def names(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name.rpartition(".")[2])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def users(name: str) -> set[str]:
    paths = [path for path in (ROOT / "apps").rglob("*.py") if "migrations" not in path.parts]
    return {str(path.relative_to(ROOT)) for path in paths if name in names(path.read_text())}


@pytest.mark.parametrize("name", KEPT)
def test_only_closing_opens_envelopes(name):
    allowed = {f"apps/surveys/{file}" for file in KEPT[name]}
    assert users(name) - OPENS_SOMETHING_ELSE.get(name, set()) == allowed


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_people_stay_in_the_engine(name):
    allowed = {f"apps/surveys/{file}" for file in ROWS[name] | {"models.py"}}
    assert users(name) - INVITED_ELSEWHERE == allowed


def test_queries_read_envelopes_only_to_say_how_many():
    uses = [
        ast.unparse(node)
        for node in ast.walk(ast.parse((SURVEYS / "queries.py").read_text()))
        if isinstance(node, ast.Call) and "Ballot" in ast.unparse(node)
    ]
    counts = "Ballot.objects.filter(round__in=running).values_list('round').annotate(Count('pk'))"
    assert max(uses, key=len) == counts
    assert "sealed" not in names((SURVEYS / "queries.py").read_text())


def test_an_opener_elsewhere_is_seen():
    assert "open_all" in names("from apps.surveys.ballot_box import open_all as harmless")
    assert "private_key" in names("import apps.surveys.keyring as k\nk.private_key(1)")


@pytest.mark.parametrize("module", ["disclosure.py", "statistics.py", "questionnaire.py", "ballot_box.py"])
def test_arithmetic_and_sealing_know_no_django(module):
    assert "django" not in (SURVEYS / module).read_text().split('"""')[2]


def test_disclosure_can_be_read_in_one_sitting():
    assert len((SURVEYS / "disclosure.py").read_text().splitlines()) < 200
