"""Every list is shown by the one table (`components/table.html`)."""

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
# What is no list, and why. Printed pages have tables of their own.
OTHERS = {
    "components/table.html": "the one table",
    "desk/archive/index.html": "a page of a file that is taken home, not of the portal",
    "meetings/risks.html": "the picture of risks, five by five; their list is the one table",
    "people/_example.html": "shows how a list may look that is pasted",
    "reports/_read_table.html": "a table of a report: frozen, never sorted or paged",
    "scorecard/paper.html": "a printed page",
    "scorecard/results.html": "figures then and now, in groups: a chart's table",
}


def test_lists_are_shown_by_the_one_table():
    found = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if "<table" in path.read_text() and "document" not in path.parts
    }

    assert found == set(OTHERS)
