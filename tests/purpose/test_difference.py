"""Two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.purpose.difference import compare, in_words


def changed(runs) -> list[str]:
    return [run.words for run in runs if run.changed]


def test_words_that_only_one_text_has_are_marked_in_it():
    found = compare("We share staff and rooms.", "We share staff, rooms and time.")
    assert changed(found.before) == ["staff", "rooms."]
    assert changed(found.after) == ["staff, rooms", "time."]
    found = compare("We share staff.", "Today we share staff .")
    assert (found.removed, found.added) == (2, 4)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("a b c", "a b c", "No word changed."),
        ("a  b\r\n\r\nc", "a b\n\n\n\nc", "No word changed."),
        ("a b", "a", "1 word was removed."),
        ("", "a b", "2 words were added."),
        ("a b", "c", "2 words were removed and 1 added."),
        ("", "", "No word changed."),
    ],
)
def test_what_changed_in_words(before, after, said):
    assert in_words(compare(before, after)) == said


def test_paragraphs_stay_and_a_new_one_is_no_word():
    found = compare("One\n\nTwo", "One Two")
    assert found.is_same
    assert "".join(run.words for run in found.before) == "One\n\nTwo"


@given(st.text("ab <&\n", max_size=60), st.text("ab <&\n", max_size=60))
def test_no_word_is_lost_or_made_up(before, after):
    found = compare(before, after)
    for text, runs in ((before, found.before), (after, found.after)):
        assert " ".join(run.words for run in runs).split() == text.split()
    unchanged = [
        [w for r in runs if not r.changed for w in r.words.split()] for runs in (found.before, found.after)
    ]
    assert unchanged[0] == unchanged[1]
