"""The directory as a table: what the page and the CSV say of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from apps.core.moments import day
from apps.core.table_html import email, link, quiet
from apps.core.tables import Column, Noun

from .models import Person, StaffGroup

PEOPLE = Noun("person", "people")
_GROUPS = sorted(StaffGroup, key=lambda group: group.label)
_BY_GROUP = Case(*(When(staff_group=group, then=place) for place, group in enumerate(_GROUPS)))
_PLACE = Coalesce(Lower("practice__name"), NullIf(Lower("organisation"), Value("")))

NAME = Column("name", "Name", lambda person: person.name, order=(Lower("name"),))
EMAIL = Column("email", "Email", lambda person: person.email)
PRACTICE = Column("practice", "Practice", lambda person: person.practice.name if person.practice else "")
GROUP = Column("group", "Staff group", Person.get_staff_group_display, order=(_BY_GROUP,))
PHONE = Column("phone", "Phone", lambda person: person.phone)
ORGANISATION = Column("organisation", "Organisation", lambda person: person.organisation)
FROM = Column("from", "First day", lambda person: _iso(person.active_from))
TO = Column("to", "Leaving date", lambda person: _iso(person.active_to))
# In the order in which a list of people is uploaded.
CSV = (NAME, EMAIL, PRACTICE, GROUP, PHONE, ORGANISATION, FROM, TO)


def _iso(day) -> str:
    return day.isoformat() if day else ""


# --- An uploaded list that is being checked: in the order of its lines -------------------
LINES = Noun("line", "lines")
_PROBLEM = Column("line", "Line", lambda problem: problem.line, numeric=True)
_WHO = Column("who", "Who", lambda problem: problem.begins, head=True)


def _wrong(problem) -> list[str]:
    return [f"This line {words}." for words in problem.words]


PROBLEMS = (
    _PROBLEM,
    _WHO,
    Column(
        "wrong",
        "What is wrong",
        lambda problem: " ".join(_wrong(problem)),
        lambda problem: format_html_join(mark_safe("<br>"), "{}", ((words,) for words in _wrong(problem))),
        breaks=True,
    ),
)


def to_add(practices: Mapping[str, str]) -> tuple[Column, ...]:
    """Of people who can be added; ``practices`` maps codes to names."""
    return (
        Column("name", "Name", lambda row: row.name, head=True),
        Column("email", "Email", cell=lambda row: email(row.email) if row.email else quiet("No email")),
        Column("practice", "Practice", lambda row: practices.get(row.practice, "The network")),
        Column("group", "Staff group", lambda row: StaffGroup(row.staff_group).label),
        Column("phone", "Phone and organisation", cell=_besides),
        Column("days", "Here", cell=lambda row: _days(_day(row.active_from), _day(row.active_to))),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _besides(row):
    return format_html_join(
        mark_safe("<br>"), "{}", ((part,) for part in (row.phone, row.organisation) if part)
    )


def _days(first: date | None, last: date | None) -> str:
    """ "From 3 May 2026", "until 1 June 2027", both, or nothing: the day on which they are added."""
    parts = [f"from {day(first)}" if first else "", f"until {day(last)}" if last else ""]
    words = " ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


# --- The directory -------------------------------------------------------------------------
def columns(network, *, focus: bool = False) -> tuple[Column, ...]:
    """What the page shows; where something can be changed, a way to do so in the row, with the ``focus``."""
    shown = (
        Column("name", "Name", cell=lambda person: _name(network, person), order=NAME.order, head=True),
        Column("practice", "Practice or organisation", cell=_place, order=(_PLACE,)),
        GROUP,
        Column("email", "Email and phone", cell=_contact, order=(NullIf(Lower("email"), Value("")),)),
        Column("days", "Here", cell=_here, order=("active_from",)),
    )
    if network.is_read_only:
        return shown
    return (
        *shown,
        Column("change", "Change", cell=lambda person: _change(network, person, focus), hidden=True),
    )


def _name(network, person):
    return link(person.name, reverse("people:edit", args=[network.code, person.pk]))


def _place(person):
    return (person.practice and person.practice.name) or person.organisation or quiet("The network")


def _contact(person):
    address = email(person.email) if person.email else quiet("No email")
    return format_html("{}<br>{}", address, person.phone) if person.phone else address


def _here(person):
    return _days(person.active_from, person.active_to) or quiet("Not said")


def _change(network, person, focus):
    """A link to the person's page; htmx opens practice and staff group in the row instead."""
    return format_html(
        '<a href="{}" hx-get="{}" hx-target="closest tr" hx-push-url="false" id="change-{}"{}>Change'
        '<span class="nhsuk-u-visually-hidden"> practice or staff group of {}</span></a>',
        reverse("people:edit", args=[network.code, person.pk]),
        reverse("people:row", args=[network.code, person.pk]),
        person.pk,
        mark_safe(" autofocus" if focus else ""),  # noqa: S308 - ours
        person.name,
    )


# --- Entries that look alike ---------------------------------------------------------------
PAIRS, ENTRIES = Noun("pair", "pairs"), Noun("entry", "entries")


@dataclass(frozen=True)
class Alike:
    """Two entries that may be one person, the older first, and ``why``."""

    first: Person
    second: Person
    why: str


@dataclass(frozen=True)
class Line:
    """One fact of two entries, and what it will be when they are one."""

    what: str
    kept: str
    merged: str
    result: str


def alike(network) -> tuple[Column, ...]:
    return (
        Column("first", "Entry", cell=lambda pair: _entry(network, pair.first), head=True, breaks=True),
        Column("second", "Looks like", cell=lambda pair: _entry(network, pair.second), breaks=True),
        Column("why", "Why", lambda pair: pair.why),
        Column("look", "Compare", cell=lambda pair: _compare(network, pair.first, pair.second), hidden=True),
    )


def twins(network, person) -> tuple[Column, ...]:
    """Of entries found for ``person``, who is kept."""
    return (
        Column("name", "Entry", cell=lambda found: _entry(network, found), head=True, breaks=True),
        Column("look", "Compare", cell=lambda found: _compare(network, person, found), hidden=True),
    )


def _entry(network, person):
    """Name, address, place and, of somebody who left, since when."""
    place = str(person.practice or "") or person.organisation or network.name
    parts = [person.email or "No email", place, f"left on {day(person.active_to)}" if person.has_left else ""]
    lines = format_html_join("", "<br>{}", ((part,) for part in parts if part))
    return format_html("{}{}", _name(network, person), lines)


def _compare(network, kept, merged):
    # Whoever is here stays, rather than whoever left.
    if kept.has_left and not merged.has_left:
        kept, merged = merged, kept
    address = reverse("people:merge", args=[network.code, kept.pk, merged.pk])
    return link("Compare", address, hidden=f"{kept.name} with {merged.name}")


BESIDE = (
    Column("what", "What", lambda line: line.what, head=True),
    Column("kept", "Entry to keep", lambda line: line.kept, breaks=True),
    Column("merged", "Other entry", lambda line: line.merged, breaks=True),
    Column("result", "Afterwards", lambda line: line.result, breaks=True),
)


def beside(kept: Person, merged: Person, result) -> list[Line]:
    """What both say and what stays of it; ``result`` has the fields of a person."""

    def line(what, said):
        return Line(what, *(said(one) or "–" for one in (kept, merged, result)))

    return [
        line("Name", lambda one: one.name),
        line("Email", lambda one: one.email),
        line("Phone", lambda one: one.phone),
        line("Practice", lambda one: str(one.practice or "")),
        line("Organisation", lambda one: one.organisation),
        line("Staff group", lambda one: StaffGroup(one.staff_group).label),
        line("First day", lambda one: day(one.active_from)),
        line("Leaving date", lambda one: day(one.active_to)),
    ]


# --- What is kept about one person ---------------------------------------------------------
def section_columns(section) -> tuple[Column, ...]:
    """Of a `contributions.Section`, whose rows are tuples."""
    return tuple(
        Column(f"c{place}", title, lambda row, place=place: row[place], head=place == 0, breaks=True)
        for place, title in enumerate(section.columns)
    )
