"""Check-ins, and practices or staff groups of one, as tables."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from apps.core.moments import day
from apps.core.tables import Column, Noun, Sorting, Table, build
from apps.surveys.queries import turnout_words

PAGE = 13

_WITHHELD = mark_safe('<span class="portal-withheld">Not shown, to protect people</span>')  # noqa: S308 - ours


def apart_table(apart, *, path: str) -> Table:
    """A `results.Apart`, in order of names and not to be sorted, since it is no ranking; the page's CSV holds more of
    it."""

    def third(number: int, statement: str) -> Column:
        return Column(f"statement-{number}", statement, cell=lambda row: row[1][number] or _WITHHELD)

    columns = (
        Column("name", apart.kind, lambda row: row[0], head=True),
        *(third(number, statement) for number, statement in enumerate(apart.statements)),
    )
    return build(
        apart.rows,
        columns,
        {},
        id="apart",
        caption=f"Share who say “mostly” or “completely”, {apart.title.lower()}",
        noun=Noun(apart.kind.lower(), f"{apart.kind.lower()}s"),
        path=path,
        size=max(len(apart.rows), 1),
    )


CHECK_INS = Noun("check-in", "check-ins")


def _named(round_) -> str:
    url = reverse("wellbeing:results", args=[round_.network.code, round_.pk])
    return format_html('<a href="{}">{}</a>', url, round_.title)


def _response(round_) -> str:
    if round_.answered is None:
        return "Nothing to respond to"
    return "Sent" if round_.has_response else "None yet"


PAST = (
    Column("title", "Check-in", lambda round_: round_.title, cell=_named, head=True),
    Column("closed", "Closed", lambda round_: day(round_.closed_at), order=("closed_at",)),
    Column("answered", "Answered", turnout_words),
    Column("response", "Response", _response),
)


def past_table(rounds, params, *, path: str) -> Table:
    """Closed check-ins, the latest first; ``rounds`` know whether each ``has_response``."""
    sorting = Sorting.of(PAST, params, default="-closed")
    return build(
        sorting.apply(rounds),
        PAST,
        params,
        id="check-ins",
        caption="Check-ins that have closed",
        noun=CHECK_INS,
        path=path,
        sorting=sorting,
        size=PAGE,
    )
