"""One place puts days and times into words (`apps/core/moments.py`), so that all of them are said alike."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {
    ".py": re.compile(r"strftime|dateformat|date_format|:%-?[ABbdejlHIp]"),
    ".html": re.compile(r"\|\s*(date|time)\b"),
    ".txt": re.compile(r"\|\s*(date|time)\b"),
}
# Not for people.
MACHINES = {"apps/core/moments.py", "apps/practices/published/containers.py"}


def said_elsewhere(suffix: str, text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if ELSEWHERE[suffix].search(line)]


def test_days_and_times_are_said_in_one_place():
    found = {
        name: lines
        for folder in ("apps", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in ELSEWHERE and (name := path.relative_to(ROOT).as_posix()) not in MACHINES
        if (lines := said_elsewhere(path.suffix, path.read_text()))
    }

    assert found == {}


def test_another_way_would_be_found():
    assert said_elsewhere(
        ".html", '<p>{{ round.closed_at|date:"j F" }}</p>\n<p>{{ round.closed_at|day }}</p>'
    )
    assert said_elsewhere(".py", 'f"{at:%d %B}"')
    assert not said_elsewhere(".py", 'f"list-{today:%Y-%m-%d}.csv"')
