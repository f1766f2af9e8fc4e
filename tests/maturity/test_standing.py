"""What stands on which day, and what the portal proposes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.maturity import actions, queries
from apps.maturity.actions import MaturityRefused
from apps.maturity.models import Ask, Claim, Evidence
from apps.maturity.statements import matrix
from apps.purpose import objective_actions
from tests import factories

FOUNDATION = [f"leadership-0-{place}" for place in (1, 2, 3)]
MANAGER = NETWORK_ROLES["manager"].permissions


@pytest.fixture
def today():
    return timezone.localdate()


def leadership(network, on):
    return queries.standing(network, on=on)[0]


def test_claimed_and_evidenced_stand_apart(network, today):
    for code in FOUNDATION:
        factories.claim_of(network, code)
    factories.evidence_of(network, *FOUNDATION[:2])
    found = leadership(network, today)
    assert (found.claimed, found.evidenced, found.count) == (0, None, 2)
    assert [one.code for one in found.missing] == FOUNDATION[2:]
    assert queries.standing(network, on=today)[1].claimed is None


def test_the_lower_counts_where_the_board_differed(network, today):
    for code in FOUNDATION:
        factories.claim_of(network, code, lowest=1, highest=2)
    found = leadership(network, today)
    assert found.claimed is None
    assert found.statements[0].differed
    assert found.statements[0].said == "Partly (the board differed: up to “Yes”)"


def test_the_latest_claim_of_the_day_asked_about_holds(network, today):
    for code in FOUNDATION:
        factories.claim_of(network, code, days_ago=100)
    factories.claim_of(network, FOUNDATION[0], lowest=0, days_ago=10)
    assert leadership(network, today - timedelta(days=11)).claimed == 0
    assert leadership(network, today).claimed is None


def test_evidence_ends_after_a_year_and_renewal_adds_one_from_its_day(network, manager, today):
    evidence = factories.evidence_of(network, *FOUNDATION, days_ago=370)
    assert leadership(network, today - timedelta(days=30)).evidenced == 0
    assert leadership(network, today).evidenced is None
    actions.renew(evidence=evidence, by=manager, note="Nothing changed")
    assert leadership(network, today).evidenced == 0
    # What is said today changes nothing of the days before it.
    assert leadership(network, today - timedelta(days=1)).evidenced is None


def test_old_evidence_added_today_does_not_change_last_month(network, manager, today):
    actions.add_evidence(
        network=network,
        by=manager,
        title="Agreement",
        dated=today - timedelta(days=200),
        statements=FOUNDATION,
        url="https://x.example/",
    )
    assert leadership(network, today).evidenced == 0
    assert leadership(network, today - timedelta(days=30)).evidenced is None


def test_taken_off_it_stays_for_the_days_before(network, manager, today):
    evidence = factories.evidence_of(network, *FOUNDATION, days_ago=30)
    actions.take_off(support=evidence.supports.first(), by=manager)
    assert leadership(network, today).evidenced is None
    assert leadership(network, today - timedelta(days=1)).evidenced == 0


@pytest.mark.parametrize("days_ago", [-1, 400])
def test_evidence_of_a_day_that_does_not_count_is_refused(network, manager, today, days_ago):
    with pytest.raises(MaturityRefused):
        actions.add_evidence(
            network=network,
            by=manager,
            title="x",
            dated=today - timedelta(days=days_ago),
            statements=FOUNDATION,
            url="https://x.example/",
        )
    assert not Evidence.objects.exists()


def test_agreed_again_for_the_same_day_takes_its_place(network, manager, today):
    for lowest in (2, 0):
        says = {FOUNDATION[0]: (lowest, 2)}
        actions.agree(network=network, by=manager, says=says, agreed_on=today, meeting_words="The board")
    assert Claim.objects.get().lowest == 0
    with pytest.raises(MaturityRefused):
        actions.agree(network=network, by=manager, says=says, agreed_on=today + timedelta(days=1))
    with pytest.raises(MaturityRefused):
        actions.agree(network=network, by=manager, says={"x-0-1": (0, 0)}, agreed_on=today)


def test_the_portal_proposes_a_round_a_seat_and_an_objective_once_each(network, manager, today):
    now = timezone.now()
    factories.round_of(network, state="closed", closed_at=now, released_at=now, answered=30)
    factories.round_of(network, state="closed", closed_at=now, answered=30)  # not released
    for role in ("practice_representative", "lay_member", "lead"):
        factories.appointed_to(factories.post_of(network, role), factories.PersonFactory(network=network))
    objective = factories.objective_of(network)
    objective_actions.end_objective(objective=objective, by=manager, outcome="kept", reason="")
    found = queries.proposals(network, MANAGER, leadership(network, today), today)
    kinds = {code: [one.kind for one in known] for code, known in found.items() if known}
    assert kinds["leadership-1-2"] == ["round_closed"]
    assert kinds["leadership-1-1"] == ["role:practice_representative"]
    assert kinds["leadership-2-3"] == ["objective_kept"]
    leads = [code for code, one in matrix().statements.items() if "role:lead" in one.known]
    here = leads[0]
    post = found[here][0]
    for statement in leads:
        actions.take_known(network=network, by=manager, known=post, statement=statement)
    assert Evidence.objects.get().supports.count() == len(leads) == 2
    again = queries.proposals(network, MANAGER, leadership(network, today), today)
    assert not again[here]
    with pytest.raises(MaturityRefused):
        actions.take_known(network=network, by=manager, known=post, statement="leadership-0-1")


def test_support_is_drafted_sent_and_answered_once(network, manager, lead):
    ask = actions.draft_ask(network=network, by=manager, component="leadership", step=0, text="Time")
    icb = network.icb
    assert not queries.received(icb)
    actions.change_ask(ask=ask, by=manager, text="More time")
    with pytest.raises(MaturityRefused):
        actions.answer_ask(ask=ask, by=lead, offer="A day a week")
    actions.send_ask(ask=ask, by=manager)
    sent = queries.received(icb).get()
    assert sent.text == "More time"
    with pytest.raises(MaturityRefused):
        actions.send_ask(ask=ask, by=manager)
    with pytest.raises(MaturityRefused):
        actions.change_ask(ask=ask, by=manager, text="Less")
    with pytest.raises(MaturityRefused):
        actions.delete_ask(ask=ask, by=manager)
    actions.answer_ask(ask=sent, by=lead, offer="A day a week")
    with pytest.raises(MaturityRefused):
        actions.answer_ask(ask=sent, by=lead, offer="Another")
    assert Ask.objects.get().offer == "A day a week"


def test_reading_takes_as_many_queries_for_more_rows(network, today, django_assert_num_queries):
    for n in range(3):
        evidence = factories.evidence_of(network, *FOUNDATION, title=f"Minutes {n}")
        evidence.renewals.create(on=today, note="Still so")
        factories.claim_of(network, days_ago=n)
    with django_assert_num_queries(3):
        queries.standing(network, on=today)
