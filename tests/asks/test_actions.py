"""What both sides may do with an ask, and when; what stays of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.asks import actions, queries
from apps.asks.actions import AskRefused
from apps.asks.models import Ask, Change
from apps.core.models import AuditEvent
from tests import factories
from tests.reports.full import full_snapshot
from tests.reports.making import report_of

TODAY = timezone.localdate


@pytest.fixture
def ask(network):
    return factories.ask_of(network)


@pytest.fixture
def replied(ask, lead):
    actions.reply(ask=ask, by=lead, reply="accepted", words="Yes.", promised_on=TODAY() + timedelta(days=30))
    ask.refresh_from_db()
    return ask


def kinds(ask) -> list[str]:
    return list(ask.changes.order_by("at", "pk").values_list("kind", flat=True))


def test_draft_is_sent_with_its_day_its_director_and_its_area(network, manager, director, icb):
    ask = actions.draft(network=network, by=manager, what="One plan", why="Because")
    actions.send(ask=ask, by=director)
    ask.refresh_from_db()
    assert (ask.state, ask.icb, ask.sent_on, ask.sent_by) == ("sent", icb, TODAY(), director)
    assert kinds(ask) == ["sent"]
    line = AuditEvent.objects.get(event="ask.sent")
    assert (line.network_code, line.ics_code) == (network.code, icb.code)


def test_ask_without_a_reason_or_an_area_is_not_sent(network, director):
    ask = factories.ask_of(network, state="draft", why=" ")
    with pytest.raises(AskRefused, match="why you ask"):
        actions.send(ask=ask, by=director)
    network.parents.all().delete()
    ask = factories.ask_of(network, state="draft")
    with pytest.raises(AskRefused, match="belongs to no area"):
        actions.send(ask=ask, by=director)
    assert not Change.objects.exists()


def test_what_was_sent_is_neither_changed_nor_deleted_nor_sent_again(ask, director):
    for act in (
        lambda: actions.change(ask=ask, by=director, what="x", why="y"),
        lambda: actions.delete(ask=ask, by=director),
        lambda: actions.send(ask=ask, by=director),
    ):
        with pytest.raises(AskRefused, match="waits for a reply"):
            act()
    assert Ask.objects.get().what == factories.asks.WHAT


def test_it_is_withdrawn_until_there_is_a_reply(network, ask, replied, director, lead, other_network):
    with pytest.raises(AskRefused, match="replied to meanwhile"):
        actions.withdraw(ask=ask, by=director)
    other = factories.ask_of(network, shown="named")
    other.supports.create(network=other_network, since=TODAY())
    actions.withdraw(ask=other, by=director)
    other.refresh_from_db()
    assert (other.state, other.shown) == ("withdrawn", "")
    assert not other.supports.filter(ended_on=None).exists()
    with pytest.raises(AskRefused, match="has withdrawn it"):
        actions.reply(ask=other, by=lead, reply="accepted", words="Yes.")
    assert list(queries.of_area(network.icb)) == [replied]


def test_reply_is_kept_with_its_day_and_every_later_one_beside_it(replied, lead):
    promised = replied.promised_on
    assert (replied.state, replied.reply, replied.replied_on) == ("replied", "accepted", TODAY())
    actions.reply(ask=replied, by=lead, reply="declined", words="No money.", promised_on=promised)
    replied.refresh_from_db()
    assert (replied.reply, replied.promised_on) == ("declined", None)
    first, last = replied.changes.order_by("pk")
    assert first.words.startswith("Accepted. Yes. Promised by ")
    assert last.words == "Declined. No money."
    assert first.of_area


def test_more_is_asked_and_said_and_it_waits_again(ask, director, lead):
    with pytest.raises(AskRefused):
        actions.tell_more(ask=ask, by=director, words="x")
    actions.reply(ask=ask, by=lead, reply="accepted", words="Yes.")
    with pytest.raises(AskRefused, match="has not asked for more"):
        actions.tell_more(ask=ask, by=director, words="x")
    actions.reply(ask=ask, by=lead, reply="more", words="How many?")
    actions.tell_more(ask=ask, by=director, words="About 40.")
    ask.refresh_from_db()
    assert (ask.state, ask.reply, ask.reply_words) == ("sent", "", "")
    assert kinds(ask) == ["reply", "reply", "more"]


@pytest.mark.parametrize("of_area", [True, False])
def test_either_side_settles_what_was_replied_to_and_the_network_opens_it_again(
    replied, director, lead, of_area
):
    by = lead if of_area else director
    actions.settle(ask=replied, by=by, outcome="It is there.", of_area=of_area)
    replied.refresh_from_db()
    assert (replied.state, replied.outcome, replied.settled_on) == ("settled", "It is there.", TODAY())
    assert replied.changes.first().of_area is of_area
    with pytest.raises(AskRefused, match="settled meanwhile"):
        actions.reply(ask=replied, by=lead, reply="declined", words="No.")
    actions.reopen(ask=replied, by=director)
    replied.refresh_from_db()
    assert (replied.state, replied.settled_on, replied.reply) == ("replied", None, "accepted")


def test_what_waits_for_a_reply_is_not_settled(ask, director):
    with pytest.raises(AskRefused, match="waits for a reply"):
        actions.settle(ask=ask, by=director, outcome="x")


# --- Who else may see it --------------------------------------------------------------------------
def test_nobody_else_sees_it_until_the_director_says_so(ask, network, director, other_network):
    assert not queries.of_others(other_network).exists()
    actions.show(ask=ask, by=director, shown="unnamed")
    seen = queries.of_others(other_network).get()
    assert seen.called == "A network"
    assert not queries.of_others(network).exists()
    assert not queries.of_others(factories.network_in(factories.IcbFactory())).exists()
    actions.show(ask=ask, by=director, shown="named")
    assert queries.of_others(other_network).get().called == network.name
    actions.show(ask=ask, by=director, shown="")
    assert not queries.of_others(other_network).exists()


def test_network_without_an_area_sees_nothing_of_others(ask, director, other_network):
    actions.show(ask=ask, by=director, shown="named")
    other_network.parents.all().delete()
    assert not queries.of_others(other_network).exists()


def test_network_supports_once_and_takes_it_back(ask, network, director, other_network, other_director):
    with pytest.raises(AskRefused, match="not open to your network"):
        actions.support(ask=ask, network=other_network, by=other_director)
    actions.show(ask=ask, by=director, shown="unnamed")
    with pytest.raises(AskRefused, match="not open to your network"):
        actions.support(ask=ask, network=network, by=director)
    actions.support(ask=ask, network=other_network, by=other_director)
    with pytest.raises(AskRefused, match="supports it already"):
        actions.support(ask=ask, network=other_network, by=other_director)
    assert queries.of_area(network.icb).get().supporters == 1
    assert queries.of_others(other_network).get().supported
    actions.end_support(ask=ask, network=other_network, by=other_director)
    with pytest.raises(AskRefused, match="doesn’t support it"):
        actions.end_support(ask=ask, network=other_network, by=other_director)
    assert queries.of_area(network.icb).get().supporters == 0
    actions.support(ask=ask, network=other_network, by=other_director)
    assert queries.of_area(network.icb).get().supporters == 1


def test_what_others_support_does_not_go_out_of_their_sight(ask, director, other_network, other_director):
    actions.show(ask=ask, by=director, shown="unnamed")
    actions.support(ask=ask, network=other_network, by=other_director)
    with pytest.raises(AskRefused, match="A network supports it already"):
        actions.show(ask=ask, by=director, shown="")
    actions.show(ask=ask, by=director, shown="named")


def test_log_of_the_area_does_not_name_who_supports(ask, director, icb, other_network, other_director):
    actions.show(ask=ask, by=director, shown="unnamed")
    actions.support(ask=ask, network=other_network, by=other_director)
    lines = AuditEvent.objects.filter(event="ask.supported")
    assert {(one.network_code, one.ics_code, one.actor_id) for one in lines} == {
        (other_network.code, "", other_director.pk),
        ("", icb.code, None),
    }


# --- The area ---------------------------------------------------------------------------------
def test_owner_who_lost_access_is_no_owner(ask, icb, lead):
    assert queries.unowned().get() == ask
    actions.own(ask=ask, by=lead, owner=lead.name, member=lead)
    assert not queries.unowned().exists()
    lead.ics_memberships.update(ended_at=timezone.now())
    assert queries.unowned().get() == ask
    assert queries.of_area(icb).get().is_unowned
    actions.own(ask=ask, by=lead, owner="The data team")
    assert not queries.unowned().exists()


def test_promise_that_passed_is_overdue_until_it_is_settled(replied, director):
    promised = replied.promised_on
    assert not queries.overdue(promised).exists()
    assert queries.overdue(promised + timedelta(days=1)).get() == replied
    actions.settle(ask=replied, by=director, outcome="There.")
    assert not queries.overdue(promised + timedelta(days=1)).exists()


# --- From a report --------------------------------------------------------------------------
def test_asks_of_a_released_report_become_drafts_once(network, manager):
    made = full_snapshot(name=network.name)
    lines = queries.said_in(made["chapters"]["asks"]["parts"])
    assert queries.to_take(network) == (None, 0)
    report = report_of(network, snapshot=made, state="released")
    count = len(set(lines))
    assert count >= 1
    assert queries.to_take(network) == (report, count)
    assert actions.take_from_report(network=network, by=manager, report=report) == count
    assert queries.to_take(network) == (report, 0)
    ask = network.asks.first()
    assert (ask.state, ask.year_end, ask.why) == ("draft", date(2026, 3, 31), "")
    actions.change(ask=ask, by=manager, what="Otherwise", why="Because")
    again = report_of(network, snapshot=made, state="released", version=2)
    assert actions.take_from_report(network=network, by=manager, report=again) == 0


@pytest.mark.parametrize(
    "snapshot", [{"schema_version": 1}, {"chapters": {}}, {"chapters": {"asks": {"parts": []}}}]
)
def test_report_that_asks_nothing_offers_nothing(network, snapshot):
    report = report_of(network, state="released", snapshot=snapshot)
    assert queries.to_take(network) == (report, 0)


def test_draft_of_a_report_offers_nothing(network):
    report_of(network, snapshot=full_snapshot())
    assert queries.to_take(network) == (None, 0)
