"""Agendas: from a proposal to an order, by those who may; what is confidential stays with the board."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from apps.meetings import agenda_actions as actions
from apps.meetings import agenda_queries as queries
from apps.meetings.agenda_actions import AgendaRefused
from apps.meetings.editing import Overtaken
from apps.meetings.models import Item
from tests import factories

FIELDS = {"title": "Saturdays", "purpose": "decide", "minutes": "15"}


@pytest.fixture
def meeting(network):
    return factories.meeting_of(network)


@pytest.fixture
def at(network):
    return lambda name, *args: reverse(f"meetings:{name}", args=[network.code, *args])


def titles(meeting, confidential=True):
    return [line.item.title for line in queries.agenda_of(meeting, confidential).lines]


def test_an_item_is_proposed_then_put_on_an_agenda(as_manager, meeting, at):
    assert as_manager.post(at("propose"), FIELDS).status_code == 302
    item = Item.objects.get()
    assert (item.state, item.meeting) == ("proposed", None)
    assert "Saturdays" in as_manager.get(at("pool")).content.decode()
    as_manager.post(at("item_accept", item.pk), {"meeting": meeting.pk})
    assert titles(meeting) == ["Saturdays"]
    assert "Saturdays" in as_manager.get(at("agenda", meeting.pk)).content.decode()


def test_whoever_writes_agendas_puts_it_on_one_at_once(as_manager, meeting, at):
    as_manager.post(at("propose"), FIELDS | {"meeting": meeting.pk})
    assert titles(meeting) == ["Saturdays"]


def test_a_member_proposes_but_puts_nothing_on_an_agenda(client, network, meeting, at):
    client.force_login(factories.member_of(network, "network_staff"))
    client.post(at("propose"), FIELDS | {"meeting": meeting.pk, "confidential": "on"})
    item = Item.objects.get()
    assert (item.state, item.meeting, item.confidential) == ("proposed", None, False)


def test_an_item_is_about_a_topic(as_manager, network, meeting, at):
    action = factories.action_of(network, text="Ask for rooms")
    page = as_manager.get(at("propose") + f"?about=action:{action.pk}").content.decode()
    assert 'value="Ask for rooms"' in page
    as_manager.post(at("propose") + f"?about=action:{action.pk}", FIELDS)
    item = Item.objects.get()
    assert (item.about_kind, item.about_code, item.about_words) == ("action", str(action.pk), "Ask for rooms")
    assert "Ask for rooms" in as_manager.get(at("item", item.pk)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Enter what it is about"),
        ({"title": "x" * 161}, "160 characters or fewer"),
        ({"minutes": "0"}, "1 or more"),
        ({"minutes": "ten"}, "must be a number"),
        ({"purpose": "sleep"}, "Select"),
    ],
)
def test_bad_input_is_refused_in_words(as_manager, meeting, at, wrong, says):
    assert says in as_manager.post(at("propose"), FIELDS | wrong).content.decode()
    assert not Item.objects.exists()


def test_titles_are_words_never_markup(as_manager, network, meeting, at):
    factories.item_of(network, meeting, title="=1+1<script>alert(1)</script>")
    page = as_manager.get(at("agenda", meeting.pk)).content.decode()
    assert "&lt;script&gt;alert(1)" in page


def test_items_are_ordered_by_buttons_and_by_dragging(as_manager, network, meeting, at):
    first, second, third = (factories.item_of(network, meeting, title=title) for title in "ABC")
    as_manager.post(at("agenda_move", meeting.pk), {"move": f"{third.pk}:up"})
    assert titles(meeting) == ["A", "C", "B"]
    as_manager.post(at("agenda_move", meeting.pk), {"move": f"{first.pk}:up"})
    assert titles(meeting) == ["A", "C", "B"]
    as_manager.post(at("agenda_order", meeting.pk), {"item": [second.pk, first.pk, "x", "999999"]})
    assert titles(meeting) == ["B", "A", "C"]
    for move in ("", "x:up", f"{first.pk}:sideways"):
        assert as_manager.post(at("agenda_move", meeting.pk), {"move": move}).status_code == 404


def test_times_follow_from_the_items_and_too_long_an_agenda_is_said(as_manager, network, meeting, at):
    for minutes in (60, 45):
        factories.item_of(network, meeting, minutes=minutes)
    found = queries.agenda_of(meeting, True)
    assert [line.at - meeting.starts_at for line in found.lines] == [timedelta(), timedelta(minutes=60)]
    assert found.over == 15
    assert "15 too many" in as_manager.get(at("agenda", meeting.pk)).content.decode()


def test_what_is_confidential_is_kept_from_others_everywhere(client, network, meeting, at):
    hidden = factories.item_of(network, meeting, title="A complaint", confidential=True)
    waits = factories.item_of(network, title="A dismissal", confidential=True)
    factories.item_of(network, meeting, title="Saturdays")
    version = factories.paper_of(hidden, title="The letter")
    client.force_login(factories.member_of(network, "network_staff"))
    for page in (at("agenda", meeting.pk), at("meeting", meeting.pk), at("pool")):
        text = client.get(page).content.decode()
        assert not any(words in text for words in ("complaint", "dismissal", "The letter"))
    for page in (at("item", hidden.pk), at("item", waits.pk), at("paper", version.pk)):
        assert client.get(page).status_code == 404
    assert [line.number for line in queries.agenda_of(meeting, False).lines] == [2]
    words = read_word(client.get(at("agenda_word", meeting.pk)).content)
    assert "Saturdays" in words
    assert "complaint" not in words


def read_word(content: bytes) -> str:
    return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)


def test_the_agenda_as_word_says_what_the_page_says(as_manager, network, meeting, at):
    factories.item_of(network, meeting, title="Saturdays", plain="When we open", confidential=True)
    words = read_word(as_manager.get(at("agenda_word", meeting.pk)).content)
    assert all(part in words for part in ("1. Saturdays", "When we open", "10 minutes", "Confidential"))


def test_of_two_who_change_an_item_nobody_overwrites_the_other(as_manager, network, manager, meeting, at):
    item = factories.item_of(network, meeting)
    values = {"purpose": "note", "minutes": 5, "lead": None, "plain": "", "detail": "", "confidential": False}
    actions.change_item(item=item, by=manager, version=1, title="Theirs", **values)
    with pytest.raises(Overtaken):
        actions.change_item(item=item, by=manager, version=1, title="Mine", **values)
    page = as_manager.post(at("item_change", item.pk), FIELDS | {"title": "Mine", "version": 1})
    text = page.content.decode()
    assert "Theirs" in text
    assert 'value="Mine"' in text
    assert 'name="version" value="2"' in text
    as_manager.post(at("item_change", item.pk), FIELDS | {"title": "Mine", "version": 2})
    item.refresh_from_db()
    assert item.title == "Mine"


def test_an_item_is_declined_with_a_reason_or_parked(as_manager, network, manager, meeting, at):
    item = factories.item_of(network)
    assert "Enter why not" in as_manager.post(at("item_decline", item.pk), {"reason": ""}).content.decode()
    as_manager.post(at("item_decline", item.pk), {"reason": "Settled last week"})
    assert "Settled last week" in as_manager.get(at("item", item.pk)).content.decode()
    on = factories.item_of(network, meeting)
    with pytest.raises(AgendaRefused, match="Take it off"):
        actions.decline(item=on, by=manager, reason="x")
    as_manager.post(at("item_park", on.pk))
    on.refresh_from_db()
    assert (on.state, on.meeting) == ("parked", None)


def test_what_a_held_meeting_did_not_get_to_is_carried_over_once(network, manager):
    held = factories.meeting_of(network, days=-7, state="ended")
    factories.item_of(network, held, title="Talked about", began_at=held.starts_at)
    left = factories.item_of(network, held, title="Left")
    factories.paper_of(left)
    assert actions.carry_over(meeting=held, by=manager) == 1
    assert actions.carry_over(meeting=held, by=manager) == 0
    kept = Item.objects.get(state="parked")
    assert (kept.title, kept.came_from, kept.papers.get().versions.count()) == ("Left", left, 1)
    assert titles(held) == ["Talked about", "Left"]


def test_the_agenda_of_a_held_or_cancelled_meeting_stays(network, manager):
    waits = factories.item_of(network)
    for state in ("ended", "cancelled"):
        over = factories.meeting_of(network, state=state)
        item = factories.item_of(network, over)
        for act in (
            lambda over=over: actions.accept(item=waits, meeting=over, by=manager),
            lambda over=over, item=item: actions.move(meeting=over, item=item, by=manager, places=1),
            lambda item=item: actions.park(item=item, by=manager),
        ):
            with pytest.raises(AgendaRefused, match="over"):
                act()


def test_an_item_added_from_a_meeting_is_for_that_meeting(as_manager, meeting, at):
    page = as_manager.get(at("agenda", meeting.pk))
    url = f"{at('propose')}?meeting={meeting.pk}"
    assert url in page.content.decode()
    assert f'<option value="{meeting.pk}" selected>' in as_manager.get(url).content.decode()
    assert as_manager.get(at("propose") + "?meeting=%00x").status_code == 200
