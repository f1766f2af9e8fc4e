"""A version of the purpose from its draft to its adoption."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.core.models import AuditEvent
from apps.purpose import actions, queries
from apps.purpose.models import Version
from tests import factories

WORDS = {"line": "So that nobody waits alone.", "text": "We share.\n\nWe learn."}


@pytest.fixture
def draft(network, manager):
    return actions.write_draft(network=network, by=manager, **WORDS)


@pytest.fixture
def adopt(manager, today):
    def adopt(version, adopted_on=None, next_on=None):
        on = adopted_on or today
        actions.adopt(
            version=version, by=manager, adopted_on=on, meeting="Board", next_on=next_on or on + timedelta(days=365)
        )  # fmt: skip
        version.refresh_from_db()
        return version

    return adopt


def test_first_adopted_version_is_in_force_with_its_meeting_and_next_review(network, draft, adopt, today):
    version = adopt(draft)
    assert queries.in_force(network) == version
    assert (version.number, version.meeting, version.adopted_on) == (1, "Board", today)
    assert queries.last_review(version).next_on == today + timedelta(days=365)


def test_next_version_takes_its_place_on_the_day_it_is_adopted(network, manager, draft, adopt, ago, today):
    first = adopt(draft, ago(30))
    second = adopt(actions.write_draft(network=network, by=manager, line="Shorter", text=""))
    first.refresh_from_db()
    assert (first.replaced_on, second.number) == (today, 2)
    assert queries.in_force(network) == second


@pytest.mark.parametrize("days", [0, 1, 400])
def test_adoption_on_or_before_the_day_of_the_one_in_force_is_refused(network, manager, adopt, ago, days):
    factories.purpose_of(network, days_ago=10)
    late = actions.write_draft(network=network, by=manager, **WORDS)
    with pytest.raises(actions.PurposeRefused, match="only be adopted after that day"):
        adopt(late, ago(10 + days))
    assert Version.objects.filter(state="adopted").count() == 1


def test_adoption_ahead_and_review_before_the_meeting_are_refused(draft, adopt, today):
    with pytest.raises(actions.PurposeRefused, match="future"):
        adopt(draft, today + timedelta(days=1))
    with pytest.raises(actions.PurposeRefused, match="after the meeting"):
        adopt(draft, today, today)


def test_what_was_adopted_is_never_changed(draft, adopt, manager, board_member, today):
    version = adopt(draft)
    before = Version.objects.values().get(pk=version.pk)
    for act in (
        lambda: actions.change_draft(version=version, by=manager, line="Other", text=""),
        lambda: actions.delete_draft(version=version, by=manager),
        lambda: actions.take_back(version=version, by=manager),
        lambda: actions.ask_feedback(version=version, by=manager, until=today),
        lambda: actions.give_feedback(version=version, by=board_member, stance="no", text="No"),
        lambda: actions.withdraw_feedback(version=version, by=board_member),
        lambda: adopt(version),
    ):
        with pytest.raises(actions.PurposeRefused):
            act()
    assert Version.objects.values().get(pk=version.pk) == before


def test_one_version_at_a_time_is_in_the_works(network, manager, draft):
    with pytest.raises(actions.PurposeRefused, match="in the works"):
        actions.write_draft(network=network, by=manager, **WORDS)
    actions.delete_draft(version=draft, by=manager)
    assert actions.write_draft(network=network, by=manager, **WORDS).number == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"adopted_on": date(2026, 1, 1), "replaced_on": date(2026, 1, 1)},
        {"adopted_on": None},
        {"meeting": ""},
        {"state": "draft"},
    ],
)
def test_the_database_refuses_what_the_rules_do(network, fields):
    version = factories.purpose_of(network)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**fields)


def test_feedback_is_ones_own_to_change_until_the_version_is_adopted(draft, manager, board_member, today):
    with pytest.raises(actions.PurposeRefused, match="no feedback"):
        actions.give_feedback(version=draft, by=board_member, stance="no", text="Too early")
    actions.ask_feedback(version=draft, by=manager, until=today)
    actions.give_feedback(version=draft, by=board_member, stance="no", text="Too long")
    actions.give_feedback(version=draft, by=board_member, stance="changes", text="Better")
    assert [one.text for one in draft.feedback.all()] == ["Better"]
    actions.withdraw_feedback(version=draft, by=board_member)
    assert not draft.feedback.exists()


def test_feedback_stays_when_words_change_but_counts_no_more(draft, manager, board_member, today):
    actions.ask_feedback(version=draft, by=manager, until=today)
    actions.give_feedback(version=draft, by=board_member, stance="yes", text="")
    with pytest.raises(actions.PurposeRefused, match="Take it back first"):
        actions.change_draft(version=draft, by=manager, line="Other", text="")
    actions.take_back(version=draft, by=manager)
    actions.change_draft(version=draft, by=manager, line="Other", text="")
    said = queries.stances_on(draft)
    assert (sum(count for _, count in said.counts), said.earlier) == (0, 1)
    with pytest.raises(actions.PurposeRefused, match="People have said"):
        actions.delete_draft(version=draft, by=manager)


def test_reviews_leave_the_purpose_and_never_run_backwards(network, manager, ago, today):
    version = factories.purpose_of(network, days_ago=200)
    review = {"version": version, "by": manager, "meeting": "Away day"}
    actions.keep_as_it_is(held_on=ago(10), next_on=today + timedelta(days=300), **review)
    for held_on, next_on in (
        (ago(10), today), (ago(201), today), (today, today), (today + timedelta(days=1), today + timedelta(days=9))
    ):  # fmt: skip
        with pytest.raises(actions.PurposeRefused):
            actions.keep_as_it_is(held_on=held_on, next_on=next_on, **review)
    assert [one.meeting for one in version.reviews.all()] == ["Away day", "Board meeting at Millbrook"]
    actions.move_review(version=version, by=manager, next_on=today)
    assert queries.last_review(version).next_on == today
    with pytest.raises(actions.PurposeRefused):
        actions.move_review(version=version, by=manager, next_on=ago(11))


def test_the_log_has_no_words_of_it(draft, adopt, manager, board_member, today):
    actions.ask_feedback(version=draft, by=manager, until=today)
    actions.give_feedback(version=draft, by=board_member, stance="no", text="Secret words")
    adopt(draft)
    stored = str(list(AuditEvent.objects.values()))
    assert "Secret words" not in stored
    assert WORDS["line"] not in stored
