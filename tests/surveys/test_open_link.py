"""Rounds with one open link: opening, answering, the head-count, a new link, closing."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.mail import tokens
from apps.surveys import actions, closing, keyring, links, open_link, queries
from apps.surveys.actions import RoundRefused
from apps.surveys.answering import LinkSpent, RoundOver
from apps.surveys.links import LinkState
from apps.surveys.models import Ballot, Finding, Invitation, Round
from tests import factories

from .conftest import close


@pytest.fixture
def workshop(ask, do_jobs) -> Round:
    """An open round with one open link."""
    round_ = ask(way="open", people=None)
    do_jobs()
    return Round.objects.select_related("questionnaire").get(pk=round_.pk)


def code_of(round_, generation=None) -> str:
    return tokens.make_code(links.OPEN_PURPOSE, round_.pk, generation or round_.link_generation)


def put_in(round_, times=1, *, generation=1, ballot_id=None, answer=4, comment=""):
    for _ in range(times):
        open_link.submit(
            round_=round_,
            generation=generation,
            ballot_id=ballot_id or uuid.uuid4(),
            answers={"purpose_why": answer},
            comments={"purpose": comment} if comment else {},
        )


def state_of(round_, **options) -> LinkState:
    return links.follow(code_of(round_), **options).state


# --- Opening ------------------------------------------------------------------


def test_an_open_round_invites_nobody(workshop, mailoutbox):
    assert (workshop.state, workshop.invited) == (Round.State.OPEN, 0)
    assert not Invitation.objects.exists()
    assert not mailoutbox
    assert AuditEvent.objects.get(event="round.opened").detail == {"way": "open"}


def test_an_open_round_takes_neither_people_nor_a_breakdown(ask, people):
    with pytest.raises(RoundRefused, match="never both"):
        ask(way="open", people=people)
    with pytest.raises(RoundRefused, match="never both"):
        ask(way="open", people=None, breakdown="practice")
    with pytest.raises(RoundRefused, match="never both"):
        ask(way="open", people=None, rhythm="quarterly")
    assert not Round.objects.exists()


def test_a_personal_round_still_needs_people(ask):
    with pytest.raises(RoundRefused, match="Nobody can be invited"):
        ask(people=())


def test_the_database_refuses_an_invitation_to_an_open_round(workshop, people):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(round=workshop, person=people[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.bulk_create([Invitation(round=workshop, person=people[0])])


def test_the_database_refuses_to_change_the_way(workshop, network):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=workshop.pk).update(way="personal")


@pytest.mark.parametrize(
    "fields", [{"invited": 3}, {"breakdown": "practice"}, {"way": "personal", "heads": 9}]
)
def test_the_database_refuses_half_of_each(network, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.round_of(network, **{"way": "open", "invited": 0} | fields)


def test_60_days_hold_between_rounds_of_either_way(ask, workshop):
    put_in(workshop)
    close(workshop)
    with pytest.raises(RoundRefused, match="at least 60 days apart"):
        ask()
    with pytest.raises(RoundRefused, match="at least 60 days apart"):
        ask(way="open", people=None)


# --- The link -----------------------------------------------------------------


def test_the_link_is_short_and_stored_nowhere(workshop, settings):
    code = code_of(workshop)
    assert len(code) == 14
    assert links.open_address(workshop) == f"{settings.PORTAL_URL}/a/{code}/"
    rows = [*Round.objects.values(), *Job.objects.values(), *AuditEvent.objects.values()]
    assert code not in str(rows)
    assert code.replace("-", "") not in str(rows)


def test_the_link_is_found_however_it_is_typed(workshop):
    code = code_of(workshop)
    typed = [code.upper(), code.replace("-", ""), code.replace("0", "o").replace("1", "I")]
    assert {links.follow(one).round for one in typed} == {workshop}


@pytest.mark.parametrize(
    "typed", ["", "0000-0000-0000", "uuuu-uuuu-uuuu", "7kq3-mx9t", "7kq3-mx9t-2dfw-0000"]
)
def test_a_made_up_code_opens_nothing(workshop, typed):
    assert links.follow(typed).state is LinkState.FORGED


def test_a_personal_token_of_the_round_opens_nothing(workshop):
    token = tokens.make_token(links.PURPOSE, workshop.pk, 1)
    assert links.follow(token).state is LinkState.FORGED
    token = tokens.make_token(links.OPEN_PURPOSE, workshop.pk, 1)
    assert links.follow(token).state is LinkState.FORGED


def test_a_code_for_a_round_with_personal_links_opens_nothing(open_round):
    assert links.follow(code_of(open_round)).state is LinkState.FORGED


def test_a_new_link_ends_the_old_one(workshop, manager):
    old = code_of(workshop)
    open_link.renew(round_=workshop, by=manager)
    workshop.refresh_from_db()
    assert links.follow(old).state is LinkState.REVOKED
    assert state_of(workshop) is LinkState.READY
    with pytest.raises(LinkSpent):
        put_in(workshop, generation=1)
    put_in(workshop, generation=2)
    assert AuditEvent.objects.get(event="round.open_link_renewed").object_code == str(workshop.pk)


def test_a_round_with_personal_links_gets_no_open_one(open_round, manager):
    with pytest.raises(RoundRefused, match="personal links"):
        open_link.renew(round_=open_round, by=manager)


def test_no_new_link_after_the_close(workshop, manager):
    close(workshop)
    with pytest.raises(RoundRefused, match="while the round is open"):
        open_link.renew(round_=workshop, by=manager)


def test_the_link_says_what_became_of_its_round(ask, workshop, manager, do_jobs):
    assert state_of(workshop, now=workshop.closes_at) is LinkState.CLOSED
    assert state_of(workshop, now=workshop.closes_at + timedelta(days=31)) is LinkState.FORGED
    actions.cancel_round(round_=workshop, by=manager)
    do_jobs()
    assert state_of(workshop) is LinkState.CANCELLED
    assert state_of(ask(way="open", people=None)) is LinkState.EARLY


# --- Answering ----------------------------------------------------------------


def test_an_answer_leaves_an_envelope_and_nothing_else(workshop):
    before = Round.objects.values().get(pk=workshop.pk), AuditEvent.objects.count(), Job.objects.count()
    put_in(workshop)
    after = Round.objects.values().get(pk=workshop.pk), AuditEvent.objects.count(), Job.objects.count()
    assert after == before
    assert Ballot.objects.filter(round=workshop).count() == 1


def test_one_form_counts_once_however_often_it_is_sent(workshop):
    sheet = uuid.uuid4()
    put_in(workshop, ballot_id=sheet)
    with pytest.raises(LinkSpent):
        put_in(workshop, ballot_id=sheet, answer=1)
    assert Ballot.objects.count() == 1


def test_the_box_is_full_at_last(workshop, monkeypatch):
    monkeypatch.setattr(open_link, "MOST_ENVELOPES", 3)
    put_in(workshop, times=2)
    assert state_of(workshop) is LinkState.READY
    put_in(workshop)
    assert state_of(workshop) is LinkState.FULL
    with pytest.raises(LinkSpent):
        put_in(workshop)
    assert Ballot.objects.count() == 3


def test_a_large_room_has_room_for_more(workshop, manager):
    assert open_link.most_envelopes(workshop) == 300
    workshop.heads = 40
    assert open_link.most_envelopes(workshop) == 300
    workshop.heads = 400
    assert open_link.most_envelopes(workshop) == 1200


def test_nothing_is_taken_before_or_after(workshop):
    with pytest.raises(RoundOver):
        open_link.submit(
            round_=workshop,
            generation=1,
            ballot_id=uuid.uuid4(),
            answers={},
            comments={},
            now=workshop.closes_at,
        )
    closing.close_round(workshop.pk, now=workshop.closes_at)
    with pytest.raises(RoundOver):  # whoever holds an old row of it meets the lock
        put_in(workshop)


def test_a_personal_round_takes_nothing_by_an_open_link(open_round):
    with pytest.raises(RoundOver):
        put_in(Round.objects.select_related("questionnaire").get(pk=open_round.pk))
    assert not Ballot.objects.exists()


# --- People in the room ---------------------------------------------------------


def test_heads_are_entered_once_while_the_round_runs(workshop, manager):
    open_link.count_heads(round_=workshop, by=manager, heads=20)
    with pytest.raises(RoundRefused, match="once while the round runs"):
        open_link.count_heads(round_=workshop, by=manager, heads=21)
    close(workshop)
    open_link.count_heads(round_=workshop, by=manager, heads=22)
    workshop.refresh_from_db()
    assert workshop.heads == 22
    said = AuditEvent.objects.filter(event="round.heads_counted").order_by("pk")
    assert [event.detail for event in said] == [{"heads": 20}, {"heads": 22, "was": 20}]


@pytest.mark.parametrize("heads", [0, -1, 5001])
def test_heads_are_a_number_of_people(workshop, manager, heads):
    with pytest.raises(RoundRefused, match="from 1 to 5,000"):
        open_link.count_heads(round_=workshop, by=manager, heads=heads)


def test_heads_are_not_counted_elsewhere(open_round, workshop_cancelled, manager):
    for round_, words in ((open_round, "personal links"), (workshop_cancelled, "without a result")):
        with pytest.raises(RoundRefused, match=words):
            open_link.count_heads(round_=round_, by=manager, heads=9)


@pytest.fixture
def workshop_cancelled(network):
    return factories.round_of(network, way="open", invited=0, state="cancelled")


@pytest.mark.parametrize(
    ("answers", "heads", "words"),
    [
        (10, None, ""),
        (10, 12, ""),
        (11, None, "at least 11 have answered"),
        (12, None, "at least 11 have answered"),
        (11, 20, "about half have answered"),
        (11, 11, "more than three quarters have answered"),
        (12, 11, "there are more answers than people in the room"),
    ],
)
def test_while_open_turnout_is_a_band_from_11_answers_on(workshop, answers, heads, words):
    Ballot.objects.bulk_create(Ballot(round=workshop, sealed=b"x") for _ in range(answers))
    workshop.heads = heads
    assert queries.turnout_words(workshop) == words


# --- Closing ------------------------------------------------------------------


def test_ten_answers_show_nothing(workshop):
    put_in(workshop, times=10, comment="Heard")
    closed = close(workshop)
    assert closed.state == Round.State.CLOSED
    assert closed.answered is None
    assert queries.turnout_words(closed) == "Fewer than 11 answered"
    assert {finding.figure["detail"] for finding in Finding.objects.all()} == {"withheld"}
    assert not queries.round_results(closed).enough
    assert not closed.comments.exists()


def test_eleven_answers_are_shown_of_the_whole_network(workshop, manager):
    open_link.count_heads(round_=workshop, by=manager, heads=12)
    put_in(workshop, times=10)
    put_in(workshop, answer=2)
    closed = close(workshop)
    assert closed.answered == 11
    assert queries.turnout_words(closed) == "11 answers by one open link, 12 people in the room"
    assert not queries.caution(closed)
    figure = Finding.objects.get(question="purpose_why").figure
    assert (figure["detail"], figure["n"]) == ("bands", 11)
    assert set(Finding.objects.values_list("block", flat=True)) == {""}
    assert not Ballot.objects.exists()
    assert closed.pk not in keyring.kept()


def test_a_copied_envelope_is_dropped(workshop):
    put_in(workshop, times=11)
    copied = Ballot.objects.first()
    Ballot.objects.create(round=workshop, sealed=copied.sealed)
    assert close(workshop).answered == 11


def test_more_answers_than_heads_are_cautioned_about(workshop, manager):
    put_in(workshop, times=14)
    open_link.count_heads(round_=workshop, by=manager, heads=12)
    closed = close(workshop)
    assert "more answers (14) than people in the room (12)" in queries.caution(closed)
    open_link.count_heads(round_=closed, by=manager, heads=14)
    closed.refresh_from_db()
    assert queries.caution(closed) == ""


def test_how_many_too_few_there_were_is_told_by_no_caution(workshop, manager):
    put_in(workshop, times=9)
    closed = close(workshop)
    open_link.count_heads(round_=closed, by=manager, heads=1)
    closed.refresh_from_db()
    assert queries.caution(closed) == ""


def test_nobody_is_reminded_or_told_by_mail(workshop, manager, do_jobs, mailoutbox):
    with pytest.raises(RoundRefused, match="nobody can be reminded"):
        actions.remind(round_=workshop, by=manager)
    put_in(workshop, times=3)
    actions.extend_round(round_=workshop, by=manager, closes_at=workshop.closes_at + timedelta(days=1))
    actions.cancel_round(round_=workshop, by=manager)
    do_jobs()
    assert not mailoutbox
    assert not Ballot.objects.exists()
    assert workshop.pk not in keyring.kept()


def test_a_lost_key_voids_an_open_round_as_well(workshop, mailoutbox, do_jobs):
    put_in(workshop, times=12)
    keyring.destroy(workshop.pk)
    assert close(workshop).state == Round.State.VOID
    do_jobs()
    assert not mailoutbox
    assert links.follow(code_of(workshop), now=timezone.now()).state is LinkState.VOID
