"""inviting: opening a round for 3,000 people and looking at it while mails go out, beside a page that does nothing."""

import time
from statistics import median

import lxml.html
from django.test import Client as InProcess
from django.urls import reverse

from apps.accounts import sessions
from apps.jobs.models import Job
from apps.jobs.worker import claim_next, perform
from apps.networks.models import Network
from apps.surveys.models import Round
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure, percentile
from .load import by_turns

PEOPLE, TURNS, REQUESTS = 3000, 3, 100
RATIO = 2
# Enough to know how fast they go; the others wait while the page is looked at.
MAILS = 300


def figures():
    portal.fresh_database()
    opened = [opening(number) for number in range(TURNS)]
    floor, took, round_, manager = sorted(opened, key=lambda one: one[1] / one[0])[TURNS // 2]
    yield Figure(f"round opened for {PEOPLE}", took, "ms", floor=floor, target=RATIO)
    seconds = mails_sent(round_)
    yield Figure("invitation mailed", 1000 * seconds / MAILS, "ms")
    page = reverse("scorecard:round", args=[round_.network.code, round_.pk])
    paths = {"floor": reverse("floor"), "page": page}
    cookies = dict.fromkeys(paths, portal.cookie_of(manager))
    with portal.served() as port:
        by_turns(port, cookies, paths, 20)
        looks = by_turns(port, cookies, paths, REQUESTS)
    slow = {name: percentile(seconds, 0.95) * 1000 for name, seconds in looks.items()}
    yield Figure("round while mails go out, p95", slow["page"], "ms", floor=slow["floor"], target=RATIO)


def opening(number: int):
    """Milliseconds of a page that does nothing and of the last page that opens a round; the round, and who did it."""
    network = Network.objects.create(
        code=f"U7{number:04d}", name="Bench PCN", opened_on=portal.LONG_AGO, controller_name="Bench Surgery 0"
    )
    manager = portal.manager_of(network)
    portal.people_of(network, PEOPLE)
    browser = InProcess(SERVER_NAME="localhost")
    browser.force_login(manager)
    session = browser.session
    sessions.start(session, factor=sessions.Factor.OWN)
    session.save()

    last = reverse("scorecard:open_check", args=[network.code])
    check = pressed_on(browser, reverse("scorecard:open", args=[network.code]), last)
    floors = [timed(lambda: browser.get(reverse("floor"))) for _ in range(20)]
    took = timed(lambda: browser.post(last, check))
    round_ = Round.objects.filter(network=network).first()
    if round_ is None:
        raise LocalError("The bench's round was not opened.")
    return median(floors), took, round_, manager


def pressed_on(browser, path: str, last: str) -> dict:
    """Press "Continue" with whatever each page proposes, from ``path`` until the page ``last``; the fields of its
    form."""
    for _ in range(10):
        page = lxml.html.document_fromstring(browser.get(path).content)
        (form, *_) = page.xpath("//main//form[@method='post']")
        fields = groups(form.form_values())
        if path == last:
            return fields
        path = browser.post(path, fields).headers.get("Location", path)
    raise LocalError(f"The bench could not open a round: it is held at {path}.")


def groups(pairs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def timed(ask) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


def mails_sent(round_) -> float:
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
