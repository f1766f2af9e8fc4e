"""Which networks are like which: fixed classes by list size and deprivation. Pure.

A network's class on a day follows from what was published by then: its registered patients (under 35,000, to under
50,000, or more) and its deprivation score (least deprived, middle or most deprived third of all networks). The bounds
are data with a date and a source (`data/peer-classes.json`), chosen once for everybody and never by who asks; another
entry, with the day from which it counts, changes them. Without one of the two figures a network has no class.
Rurality is none of it: no dated published source of it is imported."""

import json
from bisect import bisect_right
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

SIZES, THIRDS = ("small", "medium", "large"), ("least", "middle", "most")
_THIRDS = {
    "least": "the least deprived third",
    "middle": "the middle third",
    "most": "the most deprived third",
}


@cache
def _editions() -> list[dict]:
    editions = json.loads(Path(__file__).with_name("data").joinpath("peer-classes.json").read_text())
    return sorted(editions, key=lambda edition: edition["from"])


def _edition(on: date) -> dict:
    found = [edition for edition in _editions() if edition["from"] <= on.isoformat()]
    return (found or _editions()[:1])[-1]


def class_of(patients: int | None, deprivation: Decimal | float | None, on: date) -> str:
    """ "large-middle" and the like; empty where one of the figures is not published."""
    if not patients or deprivation is None:
        return ""
    bounds = _edition(on)
    size = SIZES[bisect_right(bounds["patients"], patients)]
    return f"{size}-{THIRDS[bisect_right(bounds['deprivation'], float(deprivation))]}"


def words(code: str, on: date) -> str:
    """ "50,000 patients or more, in the middle third by deprivation"."""
    size, third = code.split("-")
    low, high = (f"{bound:,}" for bound in _edition(on)["patients"])
    sizes = {
        "small": f"fewer than {low} patients",
        "medium": f"{low} to fewer than {high} patients",
        "large": f"{high} patients or more",
    }
    return f"{sizes[size]}, in {_THIRDS[third]} by deprivation"
