"""What a decision, an action or an item takes up has words of its own, for those only who may open that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.contributions import Reader
from apps.core.topics import topics
from apps.meetings import action_tables
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
    # On the page nobody reads it: naming topics would ask every room.
    assert (HIDDEN in text_of(as_manager, at(name))) == (name == "actions_csv")
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
    assert (HIDDEN in text_of(as_manager, at(name))) == (name == "decisions_csv")
    assert "We add a line" in text_of(as_manager, f"{at(name)}?words=trouble")
    client.force_login(member)
    shown = text_of(client, at(name))
    assert "We add a line" in shown
    assert HIDDEN not in shown
    assert "We add a line" not in text_of(client, f"{at(name)}?words=trouble")


def test_a_decision_leads_to_the_first_thread_that_the_reader_may_open(
    client, as_manager, network, member, about, at
):
    item = factories.item_of(network, factories.meeting_of(network, state="ended"))
    decision = factories.decision_of(item, **about)
    threads = {"issue": about["about_code"], "item": item.pk}
    threads = {
        kind: reverse("home:thread", args=[network.code, kind, code]) for kind, code in threads.items()
    }
    assert at("decision_thread", decision.pk) in text_of(as_manager, at("decisions"))
    assert as_manager.get(at("decision_thread", decision.pk)).url == threads["issue"]
    client.force_login(member)
    assert client.get(at("decision_thread", decision.pk)).url == threads["item"]
    assert client.get(threads["item"]).status_code == 200


def test_a_confidential_decision_leads_nowhere_for_others(client, as_manager, network, member, at):
    item = factories.item_of(network, factories.meeting_of(network, state="ended"), confidential=True)
    decision = factories.decision_of(item, confidential=True)
    assert as_manager.get(at("decision_thread", decision.pk)).status_code == 302
    client.force_login(member)
    assert client.get(at("decision_thread", decision.pk)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "word"), [("scorecard", "Scorecard"), ("risk", "Risk"), ("issue", ""), ("note", ""), ("", "")]
)
def test_an_action_of_no_meeting_says_what_sort_of_thing_it_is_about(as_manager, network, at, kind, word):
    factories.action_of(
        network, about_kind=kind, about_code="1" if kind else "", about_words=HIDDEN if kind else ""
    )
    (row,) = as_manager.get(at("actions")).context["table"].rows
    assert action_tables.source_of(row) == word


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


def test_what_everybody_may_open_asks_no_room(as_manager, network, at):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            text_of(as_manager, f"{at('actions')}?words=trouble")
        return len(captured)

    factories.action_of(network, text="Look into the trouble")
    asked()
    without = asked()
    for kind in ("scorecard", "objective", "risk", "need"):
        factories.action_of(network, about_kind=kind, about_code="1", about_words=HIDDEN)
    assert asked() == without
    assert text_of(as_manager, f"{at('actions')}?words=trouble").count("Ask the practices for rooms") == 4


def test_kinds_that_are_open_are_open_to_whoever_reads_a_network(network):
    """What `topics.open` promises: nobody with the least permission is refused one."""
    risk = factories.risk_of(network)
    objective = factories.objective_of(network)
    need = factories.need_of(network)
    keys = {
        ("risk", str(risk.pk)),
        ("objective", str(objective.pk)),
        ("need", str(need.pk)),
        ("scorecard", "purpose"),
    }
    assert {kind for kind, _ in keys} == topics.open
    least = Reader(network, frozenset({Permission.VIEW_NETWORK}))
    assert topics.find(least, keys).keys() == keys
