"""Two hundred submissions at once, some twice, some while the round closes, workers killed in between: each envelope
that was accepted counts once, and whoever came too late is told so."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.jobs.models import Job
from apps.mail import tokens
from apps.surveys import actions, answering, closing, disclosure, keyring, opening, queries
from apps.surveys.models import Ballot, Finding, Invitation, Round
from apps.surveys.views import COOKIE
from tests import factories
from tests.surveys.conftest import token_of

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 12
USED, CLOSED = "This link has been used", "It closed before you pressed Submit. Your answers were not stored"


@pytest.fixture
def big_round(ask, network):
    """Open a round for so many people, without their letters."""

    def make(number: int):
        round_ = ask(people=factories.PersonFactory.create_batch(number, network=network))
        opening.prepare(round_.pk)
        Job.objects.filter(kind__in=["surveys.invite", "surveys.prepare"]).delete()
        return Round.objects.get(pk=round_.pk), list(Invitation.objects.filter(round=round_))

    return make


def send(invitation, answer: int) -> tuple[str, str]:
    """Submit the form as a browser does: "accepted", or why not, from what the page says."""
    token, browser = token_of(invitation), Client()
    browser.cookies[COOKIE] = token
    fields = {"check": tokens.form_check(token), "purpose_why": answer}
    try:
        response = browser.post(
            reverse("surveys:answer", args=[invitation.round_id]),
            urlencode(fields),
            content_type="application/x-www-form-urlencoded",
        )
    finally:
        connection.close()
    if response.status_code == 302:
        return "accepted"
    page = response.content.decode()
    [refusal] = [name for name, words in (("used", USED), ("closed", CLOSED)) if words in page]
    assert response.status_code == {"used": 409, "closed": 410}[refusal]
    return refusal


def all_at_once(submissions) -> list[str]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: send(*one), submissions))


def counted_twice(people: int) -> int:
    """The attack: press Submit on two devices at the same moment. Envelopes beyond one a person."""
    return Ballot.objects.count() - people


def work_until_killed(point: str) -> None:
    d = connection.settings_dict
    url = (
        f"postgresql://{d['USER']}:{d['PASSWORD']}@/{d['NAME']}?host={d['OPTIONS'].get('host') or d['HOST']}"
    )
    worker = subprocess.run(
        [sys.executable, "-m", "tests.disclosure.killed_worker", point],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "KEYRING_DIR": settings.KEYRING_DIR},
        capture_output=True,
        timeout=120,
    )
    assert worker.returncode == -signal.SIGKILL, worker.stderr.decode()[-2000:]
    # Its lease runs out, and the next worker may take the job.
    Job.objects.filter(state=Job.State.RUNNING).update(lease_expires_at=timezone.now())


def all_or_nothing(round_) -> bool:
    """Whether the round is either sealed with all its envelopes or closed with all its figures."""
    round_.refresh_from_db()
    found, envelopes = Finding.objects.count(), Ballot.objects.count()
    if round_.state == Round.State.CLOSED:
        return found == len(round_.definition.questions) and not envelopes
    return found == 0 and envelopes > 0 and keyring.kept() == {round_.pk}


def test_each_accepted_envelope_counts_once_and_each_late_one_is_told(big_round):
    round_, invitations = big_round(160)
    answers = {one.pk: 1 + number % 5 for number, one in enumerate(invitations)}
    submissions = [(one, answers[one.pk]) for one in (*invitations[:100], *invitations[:30])]
    submissions += [(one, answers[one.pk]) for one in (*invitations[100:], *invitations[100:110])]
    first, second = submissions[:130], submissions[130:]
    random.SystemRandom().shuffle(first)
    became = list(zip(first, all_at_once(first), strict=True))
    assert sorted(outcome for _, outcome in became) == ["accepted"] * 100 + ["used"] * 30

    with ThreadPoolExecutor(1) as pool:
        closed = pool.submit(close_when, round_, 115)
        became += zip(second, all_at_once(second), strict=True)
        closed.result()
    # At least one more, so that somebody is late however fast the machine is.
    became.append(((invitations[0], 1), send(invitations[0], 1)))
    accepted = [one.pk for (one, _), outcome in became if outcome == "accepted"]
    assert "closed" in {outcome for _, outcome in became[130:]}
    assert len(accepted) == len(set(accepted)) == Ballot.objects.count() >= 115
    assert all(outcome != "used" or one.pk in accepted for (one, _), outcome in became)

    for point in ("figures written", "before the commit"):
        work_until_killed(point)
        assert all_or_nothing(round_)
        assert round_.state == Round.State.CLOSING
    work_until_killed("after the commit")
    assert all_or_nothing(round_)
    assert round_.answered == len(accepted)
    histogram = [sum(answers[pk] == answer for pk in accepted) for answer in range(1, 6)]
    figure = queries.round_results(round_).themes[0].questions[0].figure
    assert figure == disclosure.publish(histogram)
    assert keyring.kept() == {round_.pk}
    closing.close_round(round_.pk)
    assert keyring.kept() == set()


def close_when(round_, many: int) -> None:
    """Close the round while others submit, once ``many`` are in."""
    try:
        for _ in range(3000):
            if Ballot.objects.count() >= many:
                actions.close_now(round_=round_, by=type("By", (), {"pk": None})())
                return
            time.sleep(0.01)
        raise AssertionError("They never came.")
    finally:
        connection.close()


def test_one_person_twice_at_the_same_moment_is_one_envelope(big_round):
    _, invitations = big_round(20)
    all_at_once([(one, 4) for one in invitations for _ in range(2)])
    assert counted_twice(20) == 0


def test_naive_look_before_storing_counts_people_twice(big_round, monkeypatch):
    def look_then_store(*, invitation_id, round_, **others):
        if Invitation.objects.get(pk=invitation_id).answered:
            raise answering.LinkSpent
        time.sleep(0.05)
        Ballot.objects.create(id=uuid.uuid4(), round=round_, sealed=b"x")
        Invitation.objects.filter(pk=invitation_id).update(answered=True)

    _, invitations = big_round(20)
    monkeypatch.setattr(answering, "submit", look_then_store)
    all_at_once([(one, 4) for one in invitations for _ in range(2)])
    assert counted_twice(20) > 0


def test_naive_closing_in_pieces_is_found_half_done(big_round):
    round_, invitations = big_round(12)
    for one in invitations:
        send(one, 4)
    actions.close_now(round_=round_, by=type("By", (), {"pk": None})())
    work_until_killed("in pieces")
    assert not all_or_nothing(round_)


def test_worker_killed_while_opening_opens_with_each_invitation_once(ask, network):
    round_ = ask(people=factories.PersonFactory.create_batch(3, network=network))
    work_until_killed("invitations queued")
    round_.refresh_from_db()
    assert (round_.state, Job.objects.filter(kind="surveys.invite").count()) == (Round.State.OPENING, 0)
    key = keyring.private_key(round_.pk)
    opening.prepare(round_.pk)
    assert keyring.private_key(round_.pk) == key
    assert Round.objects.get(pk=round_.pk).state == Round.State.OPEN
    assert Job.objects.filter(kind="surveys.invite").count() == 3
