"""inviting: opening a round for 3,000 people and looking at it while mails go out, beside a page that does nothing."""

import time
from dataclasses import asdict
from datetime import timedelta
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from apps.jobs.models import Job
from apps.jobs.worker import claim_next, perform
from apps.networks.models import Network
from apps.scorecard import draft as drafts
from apps.scorecard.queries import invitable
from apps.surveys.models import Round
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure, percentile
from .load import Client, by_turns

FEW, PEOPLE, TIMES, REQUESTS = 30, 3000, 60, 100
# Not measured: a process is slow with what it does for the first time.
WARM = 8
RATIO = 2
# Enough to know how fast they go; the others wait while the page is looked at.
MAILS = 300
TOKEN = "b" * 32


def figures():
    portal.fresh_database()
    warm = [ordering(number, 1) for number in range(WARM)]
    orders = {people: [ordering(number, people) for number in range(TIMES)] for people in (FEW, PEOPLE)}
    portal.analyzed()
    with portal.served() as port:
        opened(port, {1: warm})
        took = opened(port, orders)
    if Round.objects.count() != WARM + 2 * TIMES:
        raise LocalError("Not every round of the bench was opened.")
    for name, part, target in (("median", 0.5, RATIO), ("p95", 0.95, None)):
        slow = {name: percentile(seconds, part) * 1000 for name, seconds in took.items()}
        for people in (PEOPLE, FEW):
            words = f"round opened for {people}, {name}"
            yield Figure(words, slow[people], "ms", floor=slow["floor"], target=target)
    round_ = Round.objects.filter(invited=PEOPLE).first()
    seconds = mails_sent()
    portal.analyzed()
    yield Figure("invitation mailed", 1000 * seconds / MAILS, "ms")
    page = reverse("scorecard:round", args=[round_.network.code, round_.pk])
    paths = {"floor": reverse("floor"), "page": page}
    manager = round_.network.memberships.get().user
    cookies = dict.fromkeys(paths, portal.cookie_of(manager))
    with portal.served() as port:
        by_turns(port, cookies, paths, 20)
        looks = by_turns(port, cookies, paths, REQUESTS)
    slow = {name: percentile(seconds, 0.95) * 1000 for name, seconds in looks.items()}
    yield Figure("round while mails go out, p95", slow["page"], "ms", floor=slow["floor"])


def ordering(number: int, people: int) -> tuple[str, str]:
    """A network of so many people whose manager has only to send the last page that opens a round: its address and
    the cookie."""
    network = Network.objects.create(
        code=f"U{people + number:05d}",
        name="Bench PCN",
        opened_on=portal.LONG_AGO,
        controller_name="Bench Surgery",
    )
    manager = portal.manager_of(network)
    portal.people_of(network, people)
    cookie = portal.cookie_of(manager)
    session = import_module(settings.SESSION_ENGINE).SessionStore(cookie.partition("=")[2])
    session[drafts.key_of(network)] = asdict(drafted(network, manager))
    session.save()
    return reverse("scorecard:open_check", args=[network.code]), cookie


def opened(port: int, orders: dict[int, list[tuple[str, str]]]) -> dict:
    """Seconds of the page that does nothing and of opening a round for so many, by turns: one manager after another,
    since nobody's network opens two rounds at once."""
    body = urlencode({"csrfmiddlewaretoken": TOKEN})
    took = {name: [] for name in ("floor", *orders)}
    for turn in zip(*orders.values(), strict=True):
        for people, (path, cookie) in zip(orders, turn, strict=True):
            took["floor"].append(Client(port, cookie).get(reverse("floor")))
            took[people].append(Client(port, cookie).post(path, body, f"{cookie}; csrf={TOKEN}"))
    return took


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
