"""Sentences about the directory and the published lists."""

from collections.abc import Mapping
from datetime import date

from apps.core.moments import day

from .words import Kind, Wording, many, of, person, plain

# Fields of a person, as their page calls them.
FIELDS = {
    "active_from": "first day",
    "email": "email address",
    "name": "name",
    "organisation": "organisation",
    "phone": "phone number",
    "practice": "practice",
    "staff_group": "staff group",
}


def _person_changed(detail: Mapping, about: str) -> str:
    fields = detail.get("fields", [])
    if fields == ["active_to"]:
        return f"put {person(about)} back into the directory"
    named = ", ".join(FIELDS.get(field, field) for field in fields)
    return f"changed the entry of {person(about)}" + (f": {named}" if named else "")


def _person_removed(detail: Mapping, about: str) -> str:
    if "count" in detail:
        people = many(detail["count"], "the one person", "the {} people")
        return f"took {people} of an uploaded list out again"
    if "on" in detail:
        return f"set {day(date.fromisoformat(detail['on']))} as the leaving date of {person(about)}"
    return f"marked {person(about)} as left"


def _handed_out(detail: Mapping, about: str) -> str:
    if detail.get("own"):
        return "downloaded what is kept about themselves"
    return f"downloaded what is kept about {person(about)}"


WORDINGS = {
    "person.added": Wording(Kind.PEOPLE, of("added {} to the directory", person)),
    "people.imported": Wording(
        Kind.PEOPLE,
        lambda detail, about: (
            f"added {many(detail['count'], 'one person', '{} people')} to the directory from a list"
        ),
    ),
    "person.changed": Wording(Kind.PEOPLE, _person_changed),
    "person.removed": Wording(Kind.PEOPLE, _person_removed),
    "people.merged": Wording(Kind.PEOPLE, of("merged two entries of {}", person)),
    "people.apart": Wording(Kind.PEOPLE, plain("said that two entries that look alike are two people")),
    "person.handed_out": Wording(Kind.DOWNLOADS, _handed_out),
    "person.erased": Wording(Kind.PEOPLE, plain("erased a person from the directory")),
    "organisations.imported": Wording(
        Kind.PUBLISHED, plain("imported published lists of networks and practices")
    ),
}
