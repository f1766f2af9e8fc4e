"""inviting: opening a round for 3,000 people and looking at it while mails go out, beside a page that does nothing."""

import time
from dataclasses import asdict
from datetime import timedelta
from statistics import median

from django.core.management import call_command
from django.test import Client as InProcess
from django.urls import reverse
from django.utils import timezone

from apps.accounts import sessions
from apps.jobs.models import Job
from apps.jobs.worker import claim_next, perform
from apps.networks.models import Network
from apps.scorecard import draft as drafts
from apps.scorecard.queries import invitable
from apps.surveys.models import Round
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure, percentile
from .load import by_turns

FEW, PEOPLE, TURNS, REQUESTS = 30, 3000, 3, 100
RATIO = 2
# Enough to know how fast they go; the others wait while the page is looked at.
MAILS = 300


def figures():
    portal.fresh_database()
    # The pages below are asked in this process before anything is served.
    call_command("collectstatic", interactive=False, verbosity=0)
    few = sorted((opening(number, FEW) for number in range(TURNS)), key=lambda one: one[1])[TURNS // 2]
    opened = [opening(TURNS + number, PEOPLE) for number in range(TURNS)]
    floor, took, round_, manager = sorted(opened, key=lambda one: one[1] / one[0])[TURNS // 2]
    yield Figure(f"round opened for {PEOPLE}", took, "ms", floor=floor, target=RATIO)
    yield Figure(f"beside one opened for {FEW}", took, "ms", floor=few[1], target=RATIO)
    seconds = mails_sent()
    yield Figure("invitation mailed", 1000 * seconds / MAILS, "ms")
    page = reverse("scorecard:round", args=[round_.network.code, round_.pk])
    paths = {"floor": reverse("floor"), "page": page}
    cookies = dict.fromkeys(paths, portal.cookie_of(manager))
    with portal.served() as port:
        by_turns(port, cookies, paths, 20)
        looks = by_turns(port, cookies, paths, REQUESTS)
    slow = {name: percentile(seconds, 0.95) * 1000 for name, seconds in looks.items()}
    yield Figure("round while mails go out, p95", slow["page"], "ms", floor=slow["floor"], target=RATIO)


def opening(number: int, people: int):
    """Milliseconds of a page that does nothing and of sending the last page that opens a round for so many; the round,
    and who opened it."""
    network = Network.objects.create(
        code=f"U7{number:04d}", name="Bench PCN", opened_on=portal.LONG_AGO, controller_name="Bench Surgery 0"
    )
    manager = portal.manager_of(network)
    portal.people_of(network, people)
    browser = InProcess(SERVER_NAME="localhost")
    browser.force_login(manager)
    session = browser.session
    sessions.start(session, factor=sessions.Factor.OWN)
    session[drafts.key_of(network)] = asdict(drafted(network, manager))
    session.save()
    check = reverse("scorecard:open_check", args=[network.code])
    floors = [timed(lambda: browser.get(reverse("floor"))) for _ in range(20)]
    took = timed(lambda: browser.post(check))
    round_ = Round.objects.filter(network=network).first()
    if round_ is None:
        raise LocalError("The bench's round was not opened.")
    return median(floors), took, round_, manager


def drafted(network, manager) -> drafts.Draft:
    """A round for everybody, ready to be sent."""
    found = invitable(network)
    return drafts.Draft(
        way="personal",
        practices=[one.code for one in found.practices],
        groups=[one.code for one in found.groups],
        leave_out=[],
        title="Bench round",
        closes_at=(timezone.now() + timedelta(days=14)).isoformat(),
        message="",
        reviewer=manager.pk,
    )


def timed(ask) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


def mails_sent() -> float:
    """Seconds of as many invitations as are sent; whatever has to be done before is done first."""
    while (claim := claim_next()) and claim.job.kind != "surveys.invite":
        perform(claim)
    if claim is None:
        raise LocalError("No invitation waits to be sent.")
    began = time.perf_counter()
    for _ in range(MAILS):
        perform(claim)
        claim = claim_next()
    took = time.perf_counter() - began
    wrong = Job.objects.exclude(error="").first()
    if wrong:
        raise LocalError(f"A mail was not sent: {wrong.error}")
    return took
