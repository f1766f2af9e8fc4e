"""The directory as a table: what the page and the CSV say of a person."""

from collections.abc import Mapping

from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

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
# In the order in which a list of people is uploaded.
CSV = (NAME, EMAIL, PRACTICE, GROUP)


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
    )


# --- The directory -------------------------------------------------------------------------
def columns(network, *, focus: bool = False) -> tuple[Column, ...]:
    """What the page shows; where something can be changed, a way to do so in the row, with the ``focus``."""
    shown = (
        Column("name", "Name", cell=lambda person: _name(network, person), order=NAME.order, head=True),
        Column("practice", "Practice or organisation", cell=_place, order=(_PLACE,)),
        GROUP,
        Column("email", "Email", cell=_email, order=(NullIf(Lower("email"), Value("")),)),
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


def _email(person):
    return email(person.email) if person.email else quiet("No email")


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
