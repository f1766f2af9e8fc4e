"""Imports point one way, lazy ones too; features don't know each other."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GROUND = ["core", "jobs", "mail", "documents", "accounts", "networks", "practices", "people", "surveys"]
FEATURES = [
    "scorecard",
    "notes",
    "wellbeing",
    "roles",
    "purpose",
    "meetings",
    "finance",
    "partners",
    "services",
    "library",
]
ROOF = ["maturity", "reports", "desk", "asks", "overview", "home", "demo"]
LEVEL = (
    {room: i for i, room in enumerate(GROUND)}
    | {room: len(GROUND) for room in FEATURES}
    | {room: len(GROUND) + 1 + i for i, room in enumerate(ROOF)}
)
ROOMS = sorted(path.name for path in (ROOT / "apps").iterdir() if (path / "apps.py").exists())


def rooms_imported(source: str, module: str):
    """The rooms a module imports anywhere in its text; relative imports are resolved."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: -node.level] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{prefix}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "apps" and len(parts) > 1:
                yield parts[1]


def wrong(room: str, other: str) -> bool:
    return other != room and LEVEL[other] >= LEVEL[room]


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room):
    bad = []
    for path in (ROOT / "apps" / room).rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        bad += [
            f"{module} imports {other}"
            for other in rooms_imported(path.read_text(), module)
            if wrong(room, other)
        ]
    assert not bad


def test_project_package_imports_rooms_only_in_urls():
    """The server's settings share with core what may stand in a log line."""
    for path in (ROOT / "pcnportal").rglob("*.py"):
        found = set(rooms_imported(path.read_text(), "pcnportal.x"))
        if path.name not in ("urls.py", "settings.py"):
            assert found <= ({"core"} if path.name == "gunicorn.py" else set()), path


def test_a_wrong_arrow_is_seen():
    lazy = "def f():\n    from apps.reports.models import Report\n    from ..home import views\n"
    found = set(rooms_imported(lazy, "apps.scorecard.actions"))
    assert found == {"reports", "home"}
    assert all(wrong("scorecard", room) for room in found)
    assert wrong("scorecard", "wellbeing")
    assert not wrong("scorecard", "surveys")
