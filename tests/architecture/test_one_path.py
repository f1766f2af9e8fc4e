"""One path from an envelope to a page: opened by the closing job, written down as findings, read as findings.

`test_sealed_answers.py` says who may name what; this reads how modules get at it: imports of any spelling, text that
names a table, a model or a module, and relations that lead there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SURVEYS = "apps.surveys"

# Modules of the engine that hold envelopes, keys or counts, and the modules that may import them.
INNER = {
    f"{SURVEYS}.ballot_box": {"answering", "open_link", "closing", "handlers"},
    f"{SURVEYS}.keyring": {"opening", "closing", "handlers", "letters"},
    f"{SURVEYS}.closing": {"handlers"},
}
# Anonymous notes keep the keys of their batches on the same keyring. They open no round's envelope: who may decrypt is
# held by `test_sealed_answers`, and `ballot_box` is shut to them as to everybody.
KEYS_OF_NOTES = {("apps.notes.delivery", f"{SURVEYS}.keyring"), ("apps.notes.handlers", f"{SURVEYS}.keyring")}
# Names that only the engine itself may import. Everybody else has queries.
ENGINE_ONLY = {
    "Ballot",
    "Invitation",
    "Finding",
    "Opened",
    "open_all",
    "seal",
    "private_key",
    "make_pair",
    "tabulate",
}
# Arithmetic on counts of people: shown only through `disclosure.publish`, which only closing calls.
ON_COUNTS = {"histogram", "valid", "mean_tenths", "whole_percents", "band", "third"}
PUBLISHING = {"publish", "publish_blocks", "shown_blocks"}
MAY_COUNT = {f"{SURVEYS}.closing", f"{SURVEYS}.disclosure", f"{SURVEYS}.statistics"}
# Text that leads to rows of people: a table, a model by its name, a lookup through a relation.
TRACES = re.compile(
    r"surveys_(ballot|invitation|finding)|surveys\.(ballot|invitation|finding|closing|keyring|ballot_box)"
    r"|^(Ballot|Invitation|Finding)$|^(ballot|ballot_set|sealed|private_key|open_all)$|invitations?__(answered|person)"
)
LOOKUPS = re.compile(r"^(ballot|finding|invitations?)s?__")
MAY_NAME = {
    f"{SURVEYS}.{name}"
    for name in ("actions", "answering", "models", "closing", "keyring", "ballot_box", "queries", "open_link")
}
# The demo answers for its invented people, through `answering.submit`; rounds that are invented as a whole are written
# in bulk, what they show through `publish`.
EXCEPTIONS = {
    ("apps.demo.year", "Invitation"),
    ("apps.demo.check_ins", "Invitation"),
    ("apps.demo.synthetic", "Finding"),
    ("apps.demo.synthetic", "publish"),
}


def imported(tree: ast.AST, module: str):
    """(module, name) of every import, relative ones resolved; the name is empty where a module itself is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: -node.level] if node.level else []
            whole = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield whole, alias.name
                yield f"{whole}.{alias.name}", ""


def texts(tree: ast.AST):
    """Every text in a module that is no docstring, also parts of f-strings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def faults(source: str, module: str) -> list[str]:
    """Where ``module`` leaves the one path."""
    tree, found = ast.parse(source), []
    engine = module.startswith(f"{SURVEYS}.")
    own = module.removeprefix(f"{SURVEYS}.") if engine else ""
    for whole, name in imported(tree, module):
        if whole in INNER and own not in INNER[whole] and (module, whole) not in KEYS_OF_NOTES:
            found.append(f"imports {whole}")
        if name == "*" and whole.startswith(SURVEYS):
            found.append(f"imports everything of {whole}")
        if (
            whole.startswith(SURVEYS)
            and not engine
            and name in ENGINE_ONLY
            and (module, name) not in EXCEPTIONS
        ):
            found.append(f"imports {name}")
        if (
            whole.startswith(SURVEYS)
            and name in ON_COUNTS | PUBLISHING
            and module not in MAY_COUNT
            and (module, name) not in EXCEPTIONS
        ):
            found.append(f"imports {name}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and module not in MAY_COUNT:
            owner = ast.unparse(node.value).rpartition(".")[2]
            counts = (owner == "statistics" and node.attr in ON_COUNTS) or (
                owner == "disclosure" and node.attr in PUBLISHING
            )
            if counts:
                found.append(f"uses {owner}.{node.attr}")
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("ballot_set", "sealed")
            and module not in MAY_NAME
        ):
            found.append(f"reads .{node.attr}")
        if isinstance(node, ast.keyword) and node.arg and LOOKUPS.search(node.arg) and module not in MAY_NAME:
            found.append(f"looks through {node.arg}")
    if module not in MAY_NAME:
        found += [f"names {text[:40]!r}" for text in texts(tree) if TRACES.search(text)]
    return found


def modules():
    for folder in ("apps", "pcnportal"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text()


def test_nothing_leaves_the_one_path():
    found = {module: wrong for module, source in modules() if (wrong := faults(source, module))}
    assert found == {}


def test_exceptions_are_still_needed():
    sources = dict(modules())
    for module, name in EXCEPTIONS:
        assert name in sources[module]
    for module, inner in KEYS_OF_NOTES:
        assert any(whole == inner for whole, _ in imported(ast.parse(sources[module]), module))
    for inner, users in INNER.items():
        for user in users:
            module = f"{SURVEYS}.{user}"
            assert any(whole == inner for whole, _ in imported(ast.parse(sources[module]), module)), (
                inner,
                user,
            )


def test_no_template_reaches_rows_of_people():
    traces = re.compile(r"\.(ballot|ballot_set|sealed|invitations|delivered_to|public_key)\b")
    wrong = [path.name for path in (ROOT / "templates").rglob("*.*") if traces.search(path.read_text())]
    assert wrong == []


MADE_UP = {
    "opens an envelope": "from apps.surveys.ballot_box import open_all as harmless",
    "opens one by its module": "import apps.surveys.ballot_box as box",
    "reads a key in a function": "def page(request):\n    from apps.surveys import keyring\n    keyring.private_key(1)",
    "closes by itself": "from apps.surveys import closing",
    "takes everything": "from apps.surveys.models import *",
    "reads envelopes": "from apps.surveys.models import Ballot",
    "reads who answered": "from apps.surveys.models import Invitation",
    "reads findings beside the queries": "from apps.surveys.models import Finding",
    "asks for a model by its name": "from django.apps import apps\nM = apps.get_model('surveys', 'Ballot')",
    "asks for both in one text": "M = apps.get_model('surveys.Ballot'.lower())\nN = apps.get_model('surveys.ballot')",
    "writes SQL": "cursor.execute('SELECT answered FROM surveys_invitation')",
    "writes SQL in pieces": "cursor.execute(f'SELECT {column} FROM surveys_ballot')",
    "imports by text": "import importlib\nm = importlib.import_module('apps.surveys.keyring')",
    "gets an attribute by text": "key = getattr(module, 'private_key')",
    "looks through a relation": "rounds = Round.objects.filter(invitations__answered=True)",
    "orders by a relation": "rounds = Round.objects.order_by('invitations__answered')",
    "counts by itself": "from apps.surveys import statistics\nshares = statistics.whole_percents(counts)",
    "publishes by itself": "from apps.surveys import disclosure\nfigure = disclosure.publish(counts)",
    "publishes under another name": "from apps.surveys.disclosure import publish as show",
}  # fmt: skip


@pytest.mark.parametrize("what", MADE_UP)
def test_module_that_leaves_the_path_is_seen(what):
    assert faults(MADE_UP[what], "apps.scorecard.made_up")


@pytest.mark.parametrize("module", ["letters", "queries", "links", "views"])
def test_the_engines_own_rooms_may_not_open_either(module):
    assert faults("from . import closing", f"{SURVEYS}.{module}")
    assert faults("from .ballot_box import open_all", f"{SURVEYS}.{module}")


def test_module_on_the_path_is_left_alone():
    source = (
        "from apps.surveys.queries import round_results\nfrom apps.surveys.disclosure import Figure, WITHHELD"
    )
    assert faults(source, "apps.scorecard.made_up") == []
