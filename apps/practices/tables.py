"""A network's practices, what happened to them and what people need, as tables: page and CSV say the same."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.html import format_html

from apps.core import table_html
from apps.core.moments import day
from apps.core.tables import Column, Noun

from .change_words import sentence
from .queries import PracticeFact

PRACTICES = Noun("practice", "practices")
_NONE = "not published"


def _score(practice: PracticeFact) -> str:
    return "" if practice.imd_score is None else f"{practice.imd_score:.1f}"


COLUMNS = (
    Column("practice", "Practice", lambda practice: practice.name, head=True),
    Column("code", "Code", lambda practice: practice.code),
    Column("since", "Member since", lambda practice: day(practice.since)),
    Column(
        "patients",
        "Registered patients",
        lambda practice: practice.patients,
        lambda practice: _NONE if practice.patients is None else f"{practice.patients:,}",
        numeric=True,
    ),
    Column("score", "Deprivation score", _score, lambda practice: _score(practice) or _NONE, numeric=True),
)


# --- The profile ---------------------------------------------------------------------
def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _share(key: str, title: str) -> Column:
    """Of a `Member`: a percentage to one decimal."""
    return Column(
        key,
        title,
        lambda member: _percent(getattr(member, key)),
        lambda member: _percent(getattr(member, key)) or _NONE,
        numeric=True,
    )


def member_columns(link: Callable | None = None) -> tuple[Column, ...]:
    """Of `profile.Member`; ``link(member)`` is where its name is corrected, for whoever may."""

    def name(member):
        known = (
            f"{member.code}, published as {member.published_name}" if member.published_name else member.code
        )
        said = format_html('{}<br><span class="portal-quiet">{}</span>', member.name, known)
        if not link:
            return said
        correct = table_html.link("Correct the name", link(member), hidden=f"of {member.name}")
        return format_html(
            '{}<span class="nhsuk-u-font-size-16 portal-only-screen"><br>{}</span>', said, correct
        )

    return (
        Column("name", "Practice", lambda member: member.name, name, head=True),
        Column("code", "Code", lambda member: member.code),
        Column(
            "patients",
            "Registered patients",
            lambda member: "" if member.patients is None else member.patients,
            lambda member: _NONE if member.patients is None else f"{member.patients:,}",
            numeric=True,
        ),
        _share("share", "Share of ours (%)"),
        Column("score", "Deprivation score", _score, lambda member: _score(member) or _NONE, numeric=True),
        _share("young", "Under 20 (%)"),
        _share("old", "65 or over (%)"),
        Column("supplier", "Clinical system", lambda member: member.supplier or "not published"),
        Column("since", "Member since", lambda member: day(member.since)),
    )


MOVEMENTS = Noun("change", "changes")
MOVEMENT_COLUMNS = (
    Column("day", "Date", lambda one: day(one.day)),
    Column("practice", "Practice", lambda one: one.practice, head=True),
    Column("code", "Code", lambda one: one.code),
    Column("what", "What happened", lambda one: one.what.capitalize()),
    Column("other", "From or to", lambda one: one.other),
)


# --- What imports changed, and needs ------------------------------------------------------
CHANGES = Noun("change", "changes")
CHANGE_COLUMNS = (
    Column("what", "What changed", sentence, head=True),
    Column("noted", "Noted", lambda change: day(change.noted_at)),
    Column(
        "state",
        "Seen",
        lambda change: day(change.seen_at) or "new",
        lambda change: day(change.seen_at) or table_html.tag("New", "blue"),
    ),
)

NEEDS = Noun("need", "needs")


def need_columns(code: str, *, keeps: bool) -> tuple[Column, ...]:
    """``keeps``: with a link to change each."""

    def name(need):
        if not keeps:
            return need.need
        return table_html.link(need.need, reverse("practices:need", args=[code, need.pk]))

    return (
        Column("need", "Need", lambda need: need.need, name, head=True),
        Column("source", "Where it shows", lambda need: f"{need.source}, {day(need.source_day)}"),
        Column("action", "What we do", lambda need: need.action, lambda need: need.action or "Nothing yet"),
        Column("measure", "How we measure it", lambda need: need.measure),
        Column("since", "Recorded", lambda need: day(need.created_at), order=("created_at",)),
        Column(
            "closed",
            "Closed",
            lambda need: f"{day(need.closed_on)}: {need.outcome}" if need.closed_on else "",
        ),
    )
