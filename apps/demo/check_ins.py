"""Three months of wellbeing check-ins in Northern Vale, and one without names that is open in Saltmarsh; made through
the same actions and sealed envelopes that users use."""

import random
import uuid
from datetime import datetime, timedelta
from unittest import mock

from django.conf import settings

from apps.accounts.models import User
from apps.jobs.worker import drain
from apps.networks.models import Network
from apps.surveys import blocks, open_link
from apps.surveys.actions import close_now
from apps.surveys.answering import submit
from apps.surveys.models import Breakdown, Invitation, Way
from apps.wellbeing import calendar
from apps.wellbeing.actions import add_pause, open_check_in, set_up
from apps.wellbeing.models import Plan, SupportLink
from apps.wellbeing.responding import respond

from .clock import at
from .year import NOWHERE

WITH_NAMES, WITHOUT = "U99901", "U99902"
BEGAN_DAYS_AGO = 80
DAYS_OPEN = 7
# How many answer, by staff group where it differs: the first has too few for any figure, later ones enough of the GPs
# and of no other staff group.
ANSWERED = (0.2, 0.8, 0.85)
ANSWERED_WITHOUT = 14
# The second was answered with actions; the third waits for it.
RESPONDED = 1
RESPONSE = {
    "heard": "Many of us find the work too much and miss our breaks. Nearly all have somebody to turn to.",
    "will": "From the first of next month phones are shared between practices over midday, so that everybody gets a "
    "break. We look at who takes on extra work at each board meeting.",
    "leads": "The network’s manager, with one practice manager",
}
# How the five and the burnout measure stand, and how much that moves from one check-in to the next.
MIDDLES = {
    "workload": (2.4, 0.3),
    "someone": (4.1, 0.0),
    "energy": (2.7, 0.2),
    "pride": (4.3, 0.0),
    "belonging": (3.2, 0.2),
    "bank_breaks": (2.9, 0.0),
    "burnout": (3.4, 0.2),
}


def make_check_ins(today: datetime) -> None:
    """Call it after the year's scorecards: a check-in and a scorecard may be open at once."""
    _three_months(Network.objects.get(code=WITH_NAMES), today)
    _open_now(Network.objects.get(code=WITHOUT), today)


def _manager(network) -> User:
    return User.objects.get(network_memberships__network=network, network_memberships__role="manager")


def _plan(network, manager, first, **asked) -> Plan:
    chosen = {
        "rhythm": Plan.Rhythm.MONTHLY,
        "way": Way.PERSONAL,
        "days_open": DAYS_OPEN,
        "breakdown": Breakdown.NONE,
        "burnout": False,
        "bank": [],
        "comment": False,
        "reviewer": None,
    }
    return set_up(network=network, by=manager, first_day=first, **chosen | asked)


def _three_months(network, today: datetime) -> None:
    manager, day = _manager(network), (today - timedelta(days=BEGAN_DAYS_AGO)).date()
    with at(today - timedelta(days=BEGAN_DAYS_AGO + 5)):
        plan = _plan(
            network, manager, day, breakdown=Breakdown.STAFF_GROUP, burnout=True, bank=["bank_breaks"]
        )
        name = "Wolds and Water staff wellbeing hub"
        about = "Fictional. Somebody of the area who listens, on weekdays from 8am to 6pm."
        # Not by its action: nobody is to look for a fictional address on the internet.
        url = "https://hub.wolds-ics.example/"
        nobody = "The address is fictional, so nobody answers there"
        SupportLink.objects.create(
            network=network, name=name, about=about, url=url, checked_at=today, problem=nobody
        )
    for number, share in enumerate(ANSWERED):
        _run(plan, manager, number, share)
    with at(today):
        first = (today + timedelta(days=150)).date()
        add_pause(
            network=network, by=manager, name="New phone system", first=first, last=first + timedelta(days=4)
        )


def _run(plan: Plan, manager, number: int, share: float) -> None:
    plan.refresh_from_db()
    opened = calendar.opening_moment(plan.next_opens_on)
    # Nobody would look for old mails: they are composed, and dropped.
    with mock.patch.object(settings, "EMAIL_BACKEND", NOWHERE):
        with at(opened):
            round_ = open_check_in(plan=plan, by=None)
            drain()
        round_.refresh_from_db()
        with at(opened + timedelta(days=2)):
            _answer(round_, number, share)
        with at(round_.closes_at - timedelta(minutes=1)):
            close_now(round_=round_, by=manager)
            drain()
        if number == RESPONDED:
            with at(round_.closes_at + timedelta(days=4)):
                by_when = (round_.closes_at + timedelta(days=60)).date()
                respond(round_=round_, by=manager, by_when=by_when, **RESPONSE)
                drain()


def _answer(round_, number: int, share: float) -> None:
    invitations = list(Invitation.objects.filter(round=round_).select_related("person__practice"))
    invitations.sort(key=lambda one: (one.person.staff_group != "gp", one.person.name))
    for invitation in invitations[: round(len(invitations) * share)]:
        submit(
            invitation_id=invitation.pk,
            generation=invitation.generation,
            answers=_answers(round_, number, invitation.person.name),
            comments={},
            block=blocks.block_of(invitation.person, round_.breakdown),
        )


def _answers(round_, number: int, who: str) -> dict[str, int]:
    choose = random.Random(f"{round_.network.code}-{number}-{who}")  # noqa: S311 - invented answers
    found = {}
    for question in round_.definition.questions:
        middle, step = MIDDLES[question.code]
        if choose.random() > 0.05:
            found[question.code] = max(1, min(5, round(choose.gauss(middle + step * number, 0.9))))
    return found


def _open_now(network, today: datetime) -> None:
    """It opened this morning, so that a newcomer can point a phone at its code."""
    manager = _manager(network)
    with at(today - timedelta(hours=2)):
        plan = _plan(network, manager, (today + timedelta(days=1)).date(), way=Way.OPEN)
        round_ = open_check_in(plan=plan, by=manager)
        drain()
    round_.refresh_from_db()
    with at(today - timedelta(hours=1)):
        for number in range(ANSWERED_WITHOUT):
            answers = _answers(round_, 0, str(number))
            open_link.submit(
                round_=round_, generation=1, ballot_id=uuid.uuid4(), answers=answers, comments={}
            )
