import json
from datetime import date

import pytest

from apps.core.chapters import (
    Chapters,
    Heading,
    Listing,
    Period,
    Plot,
    Prompt,
    Quote,
    Section,
    Table,
    Text,
    frozen,
    thawed,
)

PERIOD = Period("U1", date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))
PARTS = [
    Heading("How we lead"),
    Text("We share.", lead=True, note="As we see it."),
    Listing(["One", "Two"]),
    Quote("So that nobody waits alone.", by="Adopted"),
    Table("Seats", ["Seat", "Votes"], [["Chair", "1"]], source="our record", numbers=[1], wide=[0], note="Of a day"),
    Plot("bars", "Most is shared", "Pieces", [["Roles", 3]], "our record", {"value": "Pieces"}, in_brief=True),
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_comes_back_from_json_as_it_was(part):
    assert thawed(json.loads(json.dumps(frozen(part)))) == part


def test_a_part_of_an_earlier_version_is_read_and_what_it_had_besides_left_out():
    assert thawed({"part": "text", "text": "Short", "colour": "red"}) == Text("Short")


def test_what_several_rooms_tell_of_a_chapter_follows_on():
    registry = Chapters()
    registry.register("people", lambda period: Section([Text("Nine work here.")], ["Nine"]))
    registry.register(
        "people", lambda period: Section([Text("Two posts.")], (), [Prompt("challenges", "Vacant")])
    )
    found = registry.of(PERIOD)["people"]
    assert [part.text for part in found.parts] == ["Nine work here.", "Two posts."]
    assert list(found.findings) == ["Nine"]
    assert [prompt.text for prompt in found.prompts] == ["Vacant"]


def test_a_chapter_of_which_nobody_tells_anything_is_not_there():
    registry = Chapters()
    registry.register("money", lambda period: None)
    assert registry.of(PERIOD) == {}
    assert registry.codes == {"money"}
