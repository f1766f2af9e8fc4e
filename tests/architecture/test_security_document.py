"""docs/security.md answers every requirement of ASVS 5.0.0 at levels 1 and 2, and names files that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \|$", TEXT, flags=re.MULTILINE)
ANSWERS = ("Met", "Partly", "Not met", "Operator", "n/a")

# Requirements of levels 1 and 2 by section: how many there are, from 1 on. Sections without any are left out.
ASKED = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.5": 5,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1,
    "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1,
    "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip


def test_every_requirement_has_an_answer_in_order():
    wanted = [f"{section}.{n}" for section, count in ASKED.items() for n in range(1, count + 1)]
    assert [number for number, *_ in ROWS] == wanted


def test_answers_are_plain():
    assert not [row for row in ROWS if not row[2].startswith(ANSWERS)]
    # What does not hold says why.
    assert not [row for row in ROWS if row[2] in ("Partly", "Not met")]


def test_files_that_are_named_exist():
    named = re.findall(
        r"`((?:apps|tests|docs|pcnportal|templates|deploy)/[\w/.-]+|[\w.-]+\.(?:txt|json|toml))`", TEXT
    )
    assert len(named) > 60
    assert not [name for name in named if not (ROOT / name).exists()]
