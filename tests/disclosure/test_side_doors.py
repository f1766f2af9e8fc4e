"""What leaks beside the figures: failures at every step, with a marker in everything that somebody said, and pages,
jobs and counters while a round runs."""

import json
import logging
import re
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.audit import Event
from apps.core.logs import JsonLines, NoAnswerAddresses
from apps.core.models import AuditEvent
from apps.demo.clock import at
from apps.jobs.models import Job
from apps.jobs.worker import drain
from apps.mail import sending, tokens
from apps.surveys import actions, answering, ballot_box, closing, forms, keyring, letters, views
from apps.surveys.models import Ballot, Comment, Finding, Invitation, Round
from apps.surveys.views import COOKIE
from tests.surveys.conftest import submit, token_of

from .dump import broker

MARKER = "what-somebody-said-in-confidence"


class Leaked(Exception):
    """As bad as an exception can be: it carries what somebody said."""

    def __init__(self, *arguments, **named):
        super().__init__(f"{MARKER} {arguments!r} {named!r}")


def failing(*arguments, **named):
    raise Leaked(*arguments, **named)


@pytest.fixture
def log():
    """All that is logged, from the least important line on, as the portal writes it."""
    with logged(JsonLines(), NoAnswerAddresses()) as written:
        yield written


class logged:
    """A handler of one's own for a while; gives the text it has written."""

    def __init__(self, formatter, *filters, logger=""):
        self.logger = logging.getLogger(logger)
        self.handler = logging.StreamHandler(StringIO())
        self.handler.setFormatter(formatter)
        for one in filters:
            self.handler.addFilter(one)

    def __enter__(self):
        self.before = self.logger.level
        self.logger.addHandler(self.handler)
        self.logger.setLevel(logging.INFO)
        return self.handler.stream

    def __exit__(self, *problem):
        self.logger.removeHandler(self.handler)
        self.logger.setLevel(self.before)


def whispered(log, response=None) -> list[str]:
    """The attack: where a failure left what somebody said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM django_cache")
        cached = str(cursor.fetchall())
    places = {
        "log": log.getvalue(),
        "mail": "".join(f"{one.subject} {one.body}" for one in mail.outbox),
        "jobs": str(list(Job.objects.values())),
        "sessions": str([one.get_decoded() for one in Session.objects.all()]),
        "record": str(list(AuditEvent.objects.values())),
        "cache": cached,
        "broker": broker().decode("latin-1"),
        "page": response.content.decode() if response is not None else "",
    }
    return [name for name, text in places.items() if MARKER in text]


# --- Failures while answering -------------------------------------------------------------------------------------

ANSWERING = [
    (views.tokens, "form_check_is_good"),
    (forms.AnswerForm, "is_forged"),
    (forms.AnswerForm, "full_clean"),
    (forms.AnswerForm, "answers"),
    (forms.AnswerForm, "comments"),
    (answering, "submit"),
    (ballot_box, "seal"),
    (ballot_box, "_check"),
    (ballot_box, "SealedBox"),
    (CursorWrapper, "execute"),
    (views, "redirect"),
]


def answer(invitation):
    browser = Client(raise_request_exception=False)
    browser.cookies[COOKIE] = token_of(invitation)
    fields = {"check": tokens.form_check(token_of(invitation)), "purpose_why": 4, "comment-purpose": MARKER}
    return browser.post(
        reverse("surveys:answer", args=[invitation.round_id]),
        urlencode(fields),
        content_type="application/x-www-form-urlencoded",
    )


@pytest.mark.parametrize(
    ("where", "what"), ANSWERING, ids=lambda value: value if isinstance(value, str) else ""
)
def test_failure_while_answering_says_nothing(invitations, monkeypatch, log, where, what):
    with monkeypatch.context() as patch:
        patch.setattr(where, what, failing)
        response = answer(invitations[0])
    assert response.status_code == 500
    assert log.getvalue().count("A page behind a personal link failed") == 1
    assert whispered(log, response) == []
    # Nor is anything half stored: it is in, or the link is good still.
    assert Ballot.objects.count() == Invitation.objects.filter(answered=True).count() == (what == "redirect")


def test_naive_traceback_says_it(invitations, monkeypatch):
    monkeypatch.setattr(answering, "submit", failing)
    with logged(logging.Formatter(), logger="django.request") as log:
        answer(invitations[0])
        assert whispered(log) == ["log"]


# --- Failures while closing ---------------------------------------------------------------------------------------

CLOSING = [
    (keyring, "private_key"),
    (ballot_box, "open_all"),
    (ballot_box, "_read"),
    (closing, "tabulate"),
    (closing.statistics, "histogram"),
    (closing.disclosure, "publish"),
    (closing, "kept_comments"),
    (Finding.objects, "bulk_create"),
    (Comment.objects, "bulk_create"),
    (Round, "save"),
    (closing, "record"),
    (keyring, "destroy"),
]


@pytest.fixture
def closing_round(open_round, invitations, manager):
    """Twelve people said the marker; the round's time is up."""
    for invitation in invitations:
        submit(invitation, {"purpose_why": 4}, {"purpose": f"{MARKER} in a comment"})
    actions.close_now(round_=open_round, by=manager)
    mail.outbox.clear()
    return open_round


def fail_to_close(where, what, monkeypatch) -> None:
    Job.objects.filter(kind="surveys.close").update(state="queued", not_before=timezone.now(), attempts=0)
    with monkeypatch.context() as patch:
        patch.setattr(where, what, failing)
        drain()


def test_failures_while_closing_say_nothing(closing_round, monkeypatch, log):
    for where, what in CLOSING:
        with transaction.atomic():
            fail_to_close(where, what, monkeypatch)
            job = Job.objects.get(kind="surveys.close")
            assert "could not be counted yet" in job.error, what
            assert whispered(log) == [], what
            transaction.set_rollback(True)
    assert log.getvalue().count("surveys.close) failed: Leaked") == len(CLOSING)


def test_naive_job_that_keeps_the_message_says_it(closing_round, monkeypatch, log):
    monkeypatch.setattr("apps.jobs.worker.where", str)
    fail_to_close(closing, "tabulate", monkeypatch)
    assert whispered(log) == ["log"]


# --- While a round runs: who answered -----------------------------------------------------------------------------

FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def seen_by_managers(round_, client) -> dict[str, str]:
    """Every page about an open round, and what is kept of its reminders and letters."""
    network = round_.network
    pages = [reverse("scorecard:round", args=[network.code, round_.pk]), reverse("home:start")]
    pages += [
        reverse(name, args=[network.code])
        for name in ("scorecard:list", "scorecard:list_csv", "home:network")
    ]
    pages += [reverse(name, args=[network.code]) for name in ("home:log", "people:list")]
    seen = {page: FORM_TOKEN.sub("", client.get(page).content.decode()) for page in pages}
    jobs = Job.objects.filter(kind__startswith="surveys.").exclude(kind="surveys.sweep_keys").order_by("key")
    seen["jobs"] = json.dumps(
        list(jobs.values("kind", "key", "state", "progress", "cursor", "attempts", "error"))
    )
    seen["record"] = str(list(AuditEvent.objects.exclude(event=Event.EXPORTED).values("event", "detail")))
    return seen


def who_answered_shows(round_, answered: tuple, others: tuple, client, by) -> list[str]:
    """The attack: let either the ones or the others answer, remind everybody, and compare all that can be seen."""
    worlds, now = [], timezone.now()
    for people in (answered, others):
        with transaction.atomic(), at(now):
            for invitation in people:
                submit(invitation)
            actions.remind(round_=round_, by=by)
            drain()
            worlds.append(seen_by_managers(round_, client))
            transaction.set_rollback(True)
    return [name for name in worlds[0] if worlds[0][name] != worlds[1][name]]


@pytest.fixture
def watching(client, manager):
    client.force_login(manager)
    return client


def test_pages_jobs_and_reminders_tell_nobody_who_answered(open_round, invitations, watching, manager):
    ones, others = invitations[:3], invitations[3:9]
    assert who_answered_shows(open_round, ones, others, watching, manager) == []


def test_reminder_that_bounces_tells_nobody_that_it_was_sent(
    open_round, invitations, watching, manager, monkeypatch
):
    """Only somebody who has not answered is reminded, so a bounce of a reminder would say that."""
    bouncing, plain = invitations[0].person.email, sending.send

    def send(*, to, **letter):
        if to == bouncing:
            raise sending.AddressRefused("The address does not exist.")
        plain(to=to, **letter)

    monkeypatch.setattr(letters.sending, "send", send)
    assert who_answered_shows(open_round, [invitations[0]], [], watching, manager) == []


def test_naive_count_of_reminders_tells(open_round, invitations, watching, manager, monkeypatch):
    plain = letters.send_reminders

    def counting(round_id, *, after, passed):
        plain(round_id, after=after, passed=passed)
        sent = Invitation.objects.filter(round=round_id, answered=False).count()
        Job.objects.filter(kind="surveys.remind").update(progress=f"{sent} reminders sent")
        Job.objects.filter(kind="surveys.remind").update(attempts=sent)

    monkeypatch.setattr(letters, "send_reminders", counting)
    assert "jobs" in who_answered_shows(open_round, invitations[:3], invitations[3:9], watching, manager)


def test_links_say_the_same_after_the_close_whoever_answered(open_round, invitations):
    submit(invitations[0])
    Round.objects.filter(pk=open_round.pk).update(state=Round.State.CLOSING, closes_at=timezone.now())
    pages = []
    for invitation in invitations[:2]:
        browser = Client()
        page = browser.get(reverse("surveys:link", args=[token_of(invitation)]), follow=True)
        pages.append((page.status_code, page.content))
    assert pages[0] == pages[1]


def test_forms_say_the_same_while_it_runs_whoever_answered(open_round, invitations):
    """Somebody else's answer changes nothing on one's own page."""
    browser = Client()
    browser.cookies[COOKIE] = token_of(invitations[0])
    before = browser.get(reverse("surveys:answer", args=[open_round.pk])).content
    for invitation in invitations[1:]:
        submit(invitation)
    assert browser.get(reverse("surveys:answer", args=[open_round.pk])).content == before
