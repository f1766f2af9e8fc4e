"""The thread of a topic: scores, what was on an agenda, decisions, actions and what came of them, on one page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import Reader
from apps.core.topics import threads, topics
from apps.meetings.models import ActionNote
from apps.networks.models import permissions_in
from tests import factories

from .conftest import by_theme

ABOUT = {"about_kind": "scorecard", "about_code": "operations_fair", "about_words": "Work is shared fairly"}


@pytest.fixture
def staff(network):
    return factories.member_of(network, "network_staff")


def url(network, key="scorecard:operations", name="thread"):
    return reverse(f"home:{name}", args=[network.code, *key.split(":")])


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def fair(network, today):
    """An agenda item about a question, with a decision and an action that is done."""
    meeting = factories.meeting_of(network, days=-30, state="ended", title="Board in autumn")
    held = timezone.localdate(meeting.starts_at)
    item = factories.item_of(network, meeting, title="Share the late clinic", **ABOUT)
    factories.decision_of(item, text="We share it by list size", decided_on=held)
    person = factories.PersonFactory(network=network, name="Asha Vane")
    action = factories.action_of(
        network, person, item=item, text="Write the rota", agreed_on=held,
        state="done", ended_on=today - timedelta(days=3), outcome="All four practices take turns", **ABOUT,
    )  # fmt: skip
    ActionNote.objects.create(action=action, owner=person, text="Three have agreed")
    return item


def test_a_theme_shows_the_whole_chain_in_time_order(client, network, board_member, fair, closed_round):
    closed_round(by_theme(), title="Spring round", days_ago=200)
    closed_round(by_theme(), title="Autumn round", days_ago=1)
    client.force_login(board_member)
    page = text(client.get(url(network)))

    told = [
        "Spring round", "Share the late clinic", "We share it by list size", "Asha Vane, by",
        "All four practices take turns", "Autumn round", "Three have agreed",
    ]  # fmt: skip
    places = [page.index(one) for one in told]
    assert places == sorted(places)
    assert "Decision 1, agreed by all" in page


def test_whoever_may_not_see_results_sees_what_was_done_and_no_score(
    client, network, staff, fair, closed_round
):
    closed_round(by_theme(), title="Spring round", days_ago=200)
    client.force_login(staff)
    page = text(client.get(url(network)))

    assert "We share it by list size" in page
    assert "Spring round" not in page
    assert "of 5 on average" not in page


def test_a_confidential_item_is_nowhere_in_the_thread_of_who_may_not_read_it(
    client, network, staff, board_member
):
    meeting = factories.meeting_of(network, days=-5, state="ended")
    item = factories.item_of(network, meeting, title="The lease of Mill House", confidential=True, **ABOUT)
    factories.decision_of(item, text="We leave Mill House")
    factories.action_of(network, item=item, text="Tell Mill House", confidential=True, **ABOUT)
    for reader, seen in ((staff, False), (board_member, True)):
        client.force_login(reader)
        for name in ("thread", "thread_csv"):
            assert ("Mill House" in client.get(url(network, name=name)).content.decode()) is seen
        assert client.get(url(network, f"item:{item.pk}")).status_code == (200 if seen else 404)


def test_the_thread_takes_as_many_queries_whatever_happened(
    client, network, board_member, fair, closed_round, django_assert_max_num_queries
):
    closed_round(by_theme(), title="Spring round", days_ago=200)
    for number in range(30):
        item = factories.item_of(network, fair.meeting, title=f"Once more {number}", **ABOUT)
        factories.action_of(network, item=item, **ABOUT)
    client.force_login(board_member)
    client.get(url(network))
    with django_assert_max_num_queries(12):
        client.get(url(network))


def test_csv_says_what_the_page_says(client, network, board_member, fair):
    client.force_login(board_member)
    lines = client.get(url(network, name="thread_csv")).content.decode("utf-8-sig").splitlines()

    assert lines[0] == "Day,What,In words,More"
    assert [line.split(",")[1] for line in lines[1:]] == ["Agenda", "Decision", "Action", "Done", "Progress"]


def test_decisions_and_actions_about_nothing_have_a_thread_too(client, network, board_member, fair):
    lone = factories.item_of(network, fair.meeting, title="Parking")
    factories.decision_of(lone, text="We share the car park", number=7)
    action = factories.action_of(network, text="Paint the lines")
    client.force_login(board_member)

    assert "We share the car park" in text(client.get(url(network, f"item:{lone.pk}")))
    assert "Paint the lines" in text(client.get(url(network, f"action:{action.pk}")))


def test_objectives_and_needs_are_topics(client, network, board_member):
    objective = factories.objective_of(network)
    need = network.population_needs.create(
        need="Fewer teenagers reached", source="School survey", source_day=timezone.localdate()
    )
    client.force_login(board_member)

    assert "Nothing has been decided" in text(client.get(url(network, f"objective:{objective.pk}")))
    assert "Need recorded" in text(client.get(url(network, f"need:{need.pk}")))


@pytest.mark.parametrize(
    "key",
    ["scorecard:nothing", "nobody:1", "item:x", "item:99999999999", "note:purpose", "check_in:1", "need:٣"],
)
def test_what_nobody_knows_is_not_found(client, network, manager, key):
    client.force_login(manager)
    assert client.get(url(network, key)).status_code == 404


def test_another_networks_topics_are_not_found(client, network, manager):
    elsewhere = factories.NetworkFactory()
    item = factories.item_of(elsewhere, factories.meeting_of(elsewhere))
    objective = factories.objective_of(elsewhere)
    client.force_login(manager)
    for key in (f"item:{item.pk}", f"objective:{objective.pk}"):
        assert client.get(url(network, key)).status_code == 404


def test_a_box_of_notes_is_a_topic_for_who_answers_them_only(network, manager, board_member):
    note = factories.note_of(factories.note_box_of(network))
    key = ("note", str(note.pk))
    for user, seen in ((manager, True), (board_member, False)):
        reader = Reader(network, permissions_in(user.network_memberships.all()))
        assert (key in topics.find(reader, [key])) is seen
        assert threads.of(reader, [key]) == []
