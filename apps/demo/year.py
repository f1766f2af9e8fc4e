"""A year of scorecard rounds, made through the same actions and sealed ballots that users use."""

import random
import uuid
from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.accounts.models import User
from apps.jobs.worker import drain
from apps.networks.models import Network
from apps.scorecard.timing import season
from apps.scorecard.workshop_actions import add_note
from apps.surveys import open_link, opening
from apps.surveys.actions import close_now, remind
from apps.surveys.answering import submit
from apps.surveys.models import Invitation
from apps.surveys.opening import open_round
from apps.surveys.queries import current_questionnaire
from apps.surveys.releasing import release_results
from apps.surveys.reminders import DAYS_BEFORE

from .area import plan
from .clock import at
from .questions import ASKS_BESIDES, ask_besides

LONDON = ZoneInfo("Europe/London")
DAYS_AGO = (362, 272, 182, 92)
OPEN_SINCE_DAYS = 4
WORKSHOP, IN_THE_ROOM, ANSWERED_THERE = "U99903", 18, 13
ROUND_DAYS = 14
UNRELEASED = "U99902"
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
MESSAGE = (
    "Four quarters in a row tell us whether what we change makes a difference. "
    "Please take five minutes, also if you think that nothing has changed."
)


def make_year(today: datetime) -> None:
    """Four closed rounds in every network, and in one a fifth whose results wait to be released; one open now in
    Northern Vale with half the answers in, and elsewhere that of a workshop with one open link."""
    # Days are counted where they are lived: near midnight a day of summer, reckoned in UTC, is the next one.
    today = today.astimezone(LONDON)
    for row in plan()["networks"]:
        network = Network.objects.get(code=row["code"])
        manager = User.objects.get(network_memberships__network=network, network_memberships__role="manager")
        for number, days in enumerate(DAYS_AGO):
            opened = (today - timedelta(days=days)).astimezone(LONDON).replace(hour=9, minute=0, second=0)
            if network.code == ASKS_BESIDES and number == len(DAYS_AGO) - 1:
                ask_besides(network, manager, opened)
            round_ = _run_round(network, manager, opened, _Mood(row, number))
            _release(round_, manager)
        if row["code"] == UNRELEASED:
            opened = (today - timedelta(days=ROUND_DAYS + 3)).astimezone(LONDON)
            opened = opened.replace(hour=9, minute=0, second=0)
            _run_round(network, manager, opened, _Mood(row, len(DAYS_AGO)))
    _open_round_now(Network.objects.get(code="U99901"), today)
    _open_workshop_now(Network.objects.get(code=WORKSHOP), today)


class _Mood:
    """How the people of a network answer: around its mood, drifting by quarter, each question and person apart."""

    def __init__(self, row: dict, quarter: int):
        self.row, self.quarter = row, quarter
        self.choose = random.Random(f"{row['code']}-{quarter}")  # noqa: S311 - invented answers

    def answers(self, definition) -> tuple[dict[str, int], dict[str, str]]:
        choose, person = self.choose, self.choose.gauss(0, 0.5)
        answers = {}
        for question in definition.questions:
            if choose.random() < 0.06:
                continue  # don't know
            lean = random.Random(f"{self.row['code']}-{question.code}").uniform(-0.9, 0.9)  # noqa: S311
            top = len(question.options)
            middle = self.row["mood"] + self.row["drift"] * self.quarter + lean + person
            if top == 3:
                middle = 2 + 4 * self.row["drift"] + person
            answers[question.code] = max(1, min(top, round(choose.gauss(middle, 0.8 if top == 5 else 0.5))))
        comments = {}
        for prompt in definition.comments:
            if choose.random() < 0.15:
                comments[prompt.code] = choose.choice(plan()["comments"])
        return answers, comments


def _run_round(network, manager, opened: datetime, mood: _Mood):
    closes = (opened + timedelta(days=ROUND_DAYS)).replace(hour=17)
    # Nobody would look for year-old mails: invitations are not made, the others dropped.
    with mock.patch.object(settings, "EMAIL_BACKEND", NOWHERE):
        with at(opened):
            round_ = open_round(
                network=network, by=manager, questionnaire=current_questionnaire(network), title=season(opened.date()),
                message=MESSAGE, closes_at=closes, people=network.people.active(),
                series=network.series.first(), rhythm="quarterly",
            )  # fmt: skip
            with mock.patch.object(opening, "enqueue_many"):
                drain()
        with at(opened + timedelta(days=3)):
            # The first round found fewer people, in the smallest network too few to show anything.
            _answer(round_, mood, share=mood.row["turnout"] - (0.2 if mood.quarter == 0 else 0))
        with at(closes - timedelta(minutes=1)):
            round_.refresh_from_db()
            close_now(round_=round_, by=manager)
            drain()
    round_.refresh_from_db()
    return round_


def _release(round_, manager) -> None:
    if round_.answered is not None:
        with at(round_.closed_at + timedelta(days=2)):
            release_results(round_=round_, by=manager)


def _open_round_now(network, today: datetime) -> None:
    """The invitations' mails are dropped and a reminder is sent: every mail a newcomer finds has a link that works."""
    manager = User.objects.get(network_memberships__network=network, network_memberships__role="manager")
    opened = (today - timedelta(days=OPEN_SINCE_DAYS)).astimezone(LONDON).replace(hour=9, minute=0, second=0)
    row = next(row for row in plan()["networks"] if row["code"] == network.code)
    with at(opened), mock.patch.object(settings, "EMAIL_BACKEND", NOWHERE):
        round_ = open_round(
            network=network, by=manager, questionnaire=current_questionnaire(network), title=season(opened.date()),
            message=MESSAGE, closes_at=(opened + timedelta(days=ROUND_DAYS)).replace(hour=17),
            people=network.people.active(), slips=True, series=network.series.first(), rhythm="quarterly",
            reminders=DAYS_BEFORE,
        )  # fmt: skip
        drain()
    with at(today - timedelta(days=1)):
        _answer(round_, _Mood(row, len(DAYS_AGO)), share=0.5)
        remind(round_=round_, by=manager)
        drain()


def _open_workshop_now(network, today: datetime) -> None:
    """It opened this morning and stays open for a week, so that a newcomer can point a phone at its code."""
    manager = User.objects.get(network_memberships__network=network, network_memberships__role="manager")
    row = next(row for row in plan()["networks"] if row["code"] == network.code)
    mood = _Mood(row, len(DAYS_AGO))
    with at(today - timedelta(hours=2)):
        round_ = open_round(
            network=network, by=manager, questionnaire=current_questionnaire(network), title="Away day", way="open",
            message="Please answer before lunch, on your own phone or on the one that goes round.",
            closes_at=(today + timedelta(days=7)).astimezone(LONDON).replace(hour=17, minute=0, second=0),
        )  # fmt: skip
        drain()
    with at(today - timedelta(hours=1)):
        round_.refresh_from_db()
        open_link.count_heads(round_=round_, by=manager, heads=IN_THE_ROOM)
        for _ in range(ANSWERED_THERE):
            answers, comments = mood.answers(round_.definition)
            open_link.submit(
                round_=round_, generation=1, ballot_id=uuid.uuid4(), answers=answers, comments=comments
            )
        for about, kind, text, owner in plan()["workshop_notes"]:
            add_note(
                round_=round_,
                by=manager,
                note_id=uuid.uuid4(),
                about=about,
                kind=kind,
                text=text,
                owner=owner,
            )


def _answer(round_, mood: _Mood, *, share: float) -> None:
    invitations = list(Invitation.objects.filter(round=round_).order_by("person__name"))
    definition = round_.questionnaire.definition
    for invitation in invitations[: round(len(invitations) * share)]:
        answers, comments = mood.answers(definition)
        submit(
            invitation_id=invitation.pk, generation=invitation.generation, answers=answers, comments=comments
        )
