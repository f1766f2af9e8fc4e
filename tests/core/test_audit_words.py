"""The log's sentences: one for everything that is recorded, whatever it is about."""

import ast
from pathlib import Path

import pytest

from apps.core.audit import Event
from apps.core.audit_words import codes_of, sentence
from apps.core.wordings import WORDINGS
from apps.core.wordings.people import FIELDS
from apps.core.wordings.reports import LISTS
from apps.core.wordings.words import Kind
from apps.people.forms import PersonForm
from apps.people.queries import Reach

from .said import SAID

APPS = Path(__file__).resolve().parents[2] / "apps"


@pytest.mark.parametrize(("event", "detail", "about", "words"), SAID)
def test_sentence(event, detail, about, words):
    assert sentence(event, detail, about) == words


def test_every_event_has_a_sentence_and_a_test_of_it():
    assert set(WORDINGS) == {event.value for event in Event}
    assert {event for event, *_ in SAID} == set(Event)


def test_every_event_is_of_one_kind():
    assert sorted(code for kind in Kind for code in codes_of(kind)) == sorted(WORDINGS)
    assert all(kind.label for kind in Kind)


def test_code_of_a_later_version_is_shown_as_it_is():
    assert sentence("meeting.held", {}) == "did something this version has no words for (meeting.held)"


def downloads_recorded():
    """What rooms call the lists they record as downloaded."""
    for path in APPS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.args[0]) == "Event.EXPORTED":
                yield next(ast.literal_eval(word.value) for word in node.keywords if word.arg == "what")


def test_every_list_that_is_downloaded_has_a_name():
    assert set(downloads_recorded()) == set(LISTS)


def test_every_field_of_a_person_has_a_name(db, network):
    assert set(PersonForm(reach=Reach(network)).fields) == set(FIELDS)
