"""What is kept about one person: handed out to whoever asks for it, and erased."""

from django.db import transaction
from django.utils import timezone

from apps.core import contributions
from apps.core.audit import Event, record
from apps.core.contributions import Section
from apps.core.moments import day

from .actions import hold
from .models import Person

CSV_HEADER = ("Section", "Line", "What", "Value")


def everything(person: Person, *, own: bool) -> list[Section]:
    """All that rooms keep about ``person``; what only they themselves may read just where it is their ``own``."""
    found = [_entry(person), *contributions.personal_data.sections(person)]
    return [section for section in found if own or not section.private]


def _entry(person: Person) -> Section:
    rows = (
        ("Name", person.name),
        ("Work email address", person.email),
        ("Work phone", person.phone),
        ("Practice", str(person.practice or "")),
        ("Organisation", person.organisation),
        ("Staff group", person.get_staff_group_display()),
        ("First day", day(person.active_from)),
        ("Leaving date", day(person.active_to)),
        ("In the directory since", day(timezone.localdate(person.created_at))),
        ("Last changed", day(timezone.localdate(person.updated_at))),
    )
    return Section("In the directory", ("What", "Value"), tuple(row for row in rows if row[1]))


def as_json(person: Person, sections: list[Section]) -> dict:
    """For another program: every row as an object."""
    return {
        "network": person.network.name,
        "network_code": person.network.code,
        "made_on": timezone.localdate().isoformat(),
        "sections": [
            {
                "heading": section.heading,
                "rows": [dict(zip(section.columns, row, strict=True)) for row in section.rows],
            }
            for section in sections
        ],
    }


def as_rows(sections: list[Section]):
    """For a spreadsheet: a line for each cell."""
    for section in sections:
        for number, row in enumerate(section.rows, 1):
            for column, value in zip(section.columns, row, strict=True):
                yield section.heading, number, column, value


@transaction.atomic
def erase(*, person: Person, by) -> None:
    """Take somebody out of the directory for good, and out of what every room keeps about them. Their answers need
    nothing: they are in sealed envelopes without a name, or counted."""
    network = person.network
    hold(network)
    contributions.personal_data.erase(person=person, by=by)
    person.delete()
    record(Event.PERSON_ERASED, by=by, network=network)
