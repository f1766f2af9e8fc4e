"""What a decision, an action or an item takes up has words of its own, for those only who may open that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

HIDDEN = "Trouble at the front desk"


@pytest.fixture
def issue(network, manager):
    return factories.issue_of(network, manager, title=HIDDEN)


@pytest.fixture
def about(issue):
    return {"about_kind": "issue", "about_code": str(issue.pk), "about_words": issue.title}


@pytest.fixture
def at(network):
    return lambda name, *args: reverse(f"meetings:{name}", args=[network.code, *args])


def text_of(client, url) -> str:
    return client.get(url).content.decode()


@pytest.mark.parametrize("name", ["actions", "actions_csv"])
def test_the_register_of_actions(client, as_manager, network, member, about, at, name):
    factories.action_of(network, text="Answer by Friday", **about)
    assert HIDDEN in text_of(as_manager, at(name))
    assert "Answer by Friday" in text_of(as_manager, f"{at(name)}?words=trouble")
    client.force_login(member)
    shown = text_of(client, at(name))
    assert "Answer by Friday" in shown
    assert HIDDEN not in shown
    assert "Answer by Friday" not in text_of(client, f"{at(name)}?words=trouble")


def test_one_action(client, as_manager, network, member, about, at):
    action = factories.action_of(network, **about)
    thread = reverse("home:thread", args=[network.code, "issue", about["about_code"]])
    shown = text_of(as_manager, at("action", action.pk))
    assert HIDDEN in shown
    assert thread in shown
    client.force_login(member)
    shown = text_of(client, at("action", action.pk))
    assert HIDDEN not in shown
    assert thread not in shown
    own = reverse("home:thread", args=[network.code, "action", action.pk])
    assert own in shown
    assert client.get(own).status_code == 200


@pytest.mark.parametrize("name", ["decisions", "decisions_csv"])
def test_the_register_of_decisions(client, as_manager, network, member, about, at, name):
    item = factories.item_of(network, factories.meeting_of(network, state="ended"), **about)
    factories.decision_of(item, text="We add a line")
    thread = reverse("home:thread", args=[network.code, "issue", about["about_code"]])
    shown = text_of(as_manager, at(name))
    assert (HIDDEN if name == "decisions_csv" else thread) in shown
    assert "We add a line" in text_of(as_manager, f"{at(name)}?words=trouble")
    client.force_login(member)
    shown = text_of(client, at(name))
    assert "We add a line" in shown
    assert HIDDEN not in shown
    assert thread not in shown
    assert "We add a line" not in text_of(client, f"{at(name)}?words=trouble")


def test_no_link_leads_to_a_thread_that_the_reader_may_not_open(client, network, member, at):
    item = factories.item_of(network, factories.meeting_of(network, state="ended"))
    factories.decision_of(item, about_kind="note", about_code="0f8c0a5e-0000-4000-8000-000000000000")
    client.force_login(member)
    (row,) = client.get(at("decisions")).context["table"].rows
    assert row.thread == reverse("home:thread", args=[network.code, "item", item.pk])
    assert client.get(row.thread).status_code == 200


def test_the_live_page(client, as_manager, network, member, about, at):
    chair = factories.PersonFactory(network=network, email=member.email)
    meeting = factories.meeting_of(network, days=0, state="under_way", chair=chair)
    item = factories.item_of(network, meeting, **about)
    factories.paper_of(item, title="Desk rota")
    room = at("room", meeting.pk)
    assert HIDDEN in text_of(as_manager, room)
    client.force_login(member)
    shown = text_of(client, room)
    assert HIDDEN not in shown
    assert "Desk rota" in shown


def test_a_confidential_paper_is_not_linked_for_others(client, as_manager, network, member, at):
    chair = factories.PersonFactory(network=network, email=member.email)
    meeting = factories.meeting_of(network, days=0, state="under_way", chair=chair)
    item = factories.item_of(network, meeting, confidential=True)
    factories.paper_of(item, title="The lease")
    room = f"{at('room', meeting.pk)}?item={item.pk}"
    assert "The lease" in text_of(as_manager, room)
    client.force_login(member)
    assert "The lease" not in text_of(client, room)


def test_queries_do_not_grow_with_what_is_taken_up(as_manager, network, manager, at):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            text_of(as_manager, f"{at('actions')}?words=trouble")
        return len(captured)

    def add(many):
        for _ in range(many):
            code = str(factories.issue_of(network, manager, title=HIDDEN).pk)
            factories.action_of(network, about_kind="issue", about_code=code, about_words=HIDDEN)

    add(2)
    asked()
    first = asked()
    add(6)
    assert asked() == first
