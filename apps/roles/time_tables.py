"""Time as tables: one's own months, settled quarters, shares of work."""

from apps.core.moments import month
from apps.core.table_html import quiet
from apps.core.tables import Column, Noun, Table, build

from .time_rules import KINDS

KINDS_OF_WORK = Noun("kind of work", "kinds of work")
_SHORT = {
    "meetings": "Meetings",
    "change": "Change",
    "people": "People",
    "partners": "Partners",
    "running": "Running it",
}


WITHHELD = "Not shown, to protect people"


def _amount(kind):
    return lambda row: f"{getattr(row, kind):g}"


_OWN = (
    Column("month", "Month", lambda row: month(row.month), head=True),
    *(Column(kind, _SHORT[kind], _amount(kind), numeric=True) for kind in KINDS),
    Column("total", "Sessions", lambda row: f"{row.total:g}", numeric=True),
)
QUARTERS = (
    Column("quarter", "Quarter", lambda quarter: quarter.words, head=True),
    Column(
        "sessions",
        "Sessions, about",
        lambda quarter: quarter.sums.sessions if quarter.sums else WITHHELD,
        cell=lambda quarter: str(quarter.sums.sessions) if quarter.sums else quiet(WITHHELD),
    ),
    Column(
        "beyond",
        "Beyond director and manager, about",
        lambda quarter: _beyond(quarter.sums) or WITHHELD,
        cell=lambda quarter: _beyond_cell(quarter.sums),
    ),
)
LOADS = (
    Column("kind", "Kind of work", lambda load: load.kind, head=True),
    Column(
        "beyond", "Beyond director and manager", lambda load: f"{load.beyond} of {load.pieces}", numeric=True
    ),
    Column(
        "share", "Percent", lambda load: (200 * load.beyond + load.pieces) // (2 * load.pieces), numeric=True
    ),
)


def _beyond(sums) -> str:
    return "" if sums is None or sums.beyond is None else f"{sums.beyond}%"


def _beyond_cell(sums) -> str:
    """Said once a row that it is withheld."""
    return _beyond(sums) or (quiet(WITHHELD) if sums else "")


def months(rows, *, path: str) -> Table:
    return build(
        rows,
        _OWN,
        {},
        id="months",
        caption="Your months",
        noun=Noun("month", "months"),
        path=path,
        is_start=True,
    )


def quarters(found, *, path: str, csv: str) -> Table:
    return build(
        found, QUARTERS, {}, id="quarters", caption="Time logged, by quarter", noun=Noun("quarter", "quarters"),
        path=path, csv=csv, is_start=True,
    )  # fmt: skip
