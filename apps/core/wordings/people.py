"""Sentences about the directory and the published lists."""

from collections.abc import Mapping

from .words import Kind, Wording, many, of, person, plain

# Fields of a person, as their page calls them.
FIELDS = {
    "email": "email address",
    "name": "name",
    "organisation": "organisation",
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
    return f"marked {person(about)} as left"


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
    "organisations.imported": Wording(
        Kind.PUBLISHED, plain("imported published lists of networks and practices")
    ),
}
