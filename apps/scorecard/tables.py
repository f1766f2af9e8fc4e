"""Rounds as a table: page and CSV say the same."""

from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from apps.core.moments import day
from apps.core.table_html import link, tag
from apps.core.tables import Column, Noun, Table, build

from . import beside

ROUNDS = Noun("round", "rounds")
PLACES = {"practice": Noun("practice", "practices"), "staff_group": Noun("staff group", "staff groups")}
# Rows are pairs of the name of a practice or staff group and how many slips are handed out there.
SLIPS = (
    Column("where", "Hand out in", lambda pair: pair[0], head=True),
    Column("slips", "Slips", lambda pair: pair[1], numeric=True),
)
_STATES = {
    "opening": ("Opening", "blue"),
    "open": ("Open", "green"),
    "closing": ("Being counted", "blue"),
    "closed": ("Closed", "grey"),
    "cancelled": ("Cancelled", "grey"),
}


def state_of(round_) -> tuple[str, str]:
    """How far a round is, in words, and the colour they stand in."""
    if round_.state == "closed" and not round_.is_released:
        return ("Being read", "blue")
    if round_.state == "opening" and round_.opens_at > timezone.now():
        return "Planned", "blue"
    return _STATES.get(round_.state, ("Ended without result", "grey"))


def _ends(round_) -> str:
    return day(round_.closed_at or round_.closes_at)


def _invited(round_) -> str:
    return "open link" if round_.has_open_link else str(round_.invited)


def _answered(round_) -> str:
    if not round_.is_released:
        return "–"
    return "too few" if round_.answered is None else str(round_.answered)


TITLE = Column("round", "Round", lambda round_: round_.title, order=(Lower("title"),))
_REST = (
    Column("state", "State", lambda round_: state_of(round_)[0], lambda round_: tag(*state_of(round_))),
    Column("closes", "Closes or closed", _ends, order=(Coalesce("closed_at", "closes_at"),)),
    Column("invited", "Invited", _invited, order=("invited",), numeric=True),
    # Not sorted: too few is no number, and its place in an order would be one.
    Column("answered", "Answered", _answered, numeric=True),
)
CSV = (TITLE, *_REST)


def columns(network, *, may_run: bool) -> tuple[Column, ...]:
    def title(round_):
        if round_.state == "closed":
            address = reverse("scorecard:results", args=[network.code, round_.pk])
            return link(round_.title, address, hidden="– results")
        if may_run:
            return link(round_.title, reverse("scorecard:round", args=[network.code, round_.pk]))
        return round_.title

    return (Column("round", "Round", cell=title, order=TITLE.order, head=True), *_REST)


# --- Practices or staff groups apart ---------------------------------------------------------
_WITHHELD = mark_safe('<span class="portal-withheld">Not shown, to protect people</span>')  # noqa: S308 - ours


def apart_table(apart, *, path: str) -> Table:
    """A `results.Apart`, in order of names and not to be sorted, since it is no ranking; the page's CSV holds each
    question of it."""

    def mean(number: int, theme: str) -> Column:
        return Column(f"theme-{number}", theme, cell=lambda row: row[1][number] or _WITHHELD, numeric=True)

    columns = (
        Column("name", apart.kind, lambda row: row[0], head=True),
        *(mean(number, theme) for number, theme in enumerate(apart.themes)),
    )
    return build(
        apart.rows,
        columns,
        {},
        id="means",
        caption=f"Mean of each theme’s questions, {apart.title.lower()}",
        noun=Noun(apart.kind.lower(), f"{apart.kind.lower()}s"),
        path=path,
        size=max(len(apart.rows), 1),
    )


# --- Beside others -------------------------------------------------------------------
def context_table(rows, *, path: str) -> Table:
    """`beside.context`: what is published about us and about others, which stands beside every comparison."""

    def name(row):
        if not row.about:
            return row.name
        return format_html('{}<br><span class="portal-quiet">{}</span>', row.name, row.about)

    def fact(key: str, title: str) -> Column:
        return Column(key, title, cell=lambda row: row.facts[key], numeric=True)

    return build(
        rows,
        (
            Column("name", "Networks", cell=name, head=True),
            *(fact(key, title) for key, title in beside.FACTS.items()),
        ),
        {},
        id="context",
        caption="List size, practices and deprivation: ours, and of the middle half of other networks",
        noun=Noun("group", "groups"),
        path=path,
    )
