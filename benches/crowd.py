"""crowd: 300 people who open their link, answer and are thanked within a minute, beside a page that does nothing."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from django.urls import reverse

from apps.surveys.models import Ballot, Invitation
from apps.surveys.views import COOKIE
from pcnportal.local.places import LocalError

from . import portal
from .ballots import form_of, token_of
from .figures import Figure, percentile
from .load import Client

# Twice as fast as has to be borne: 300 within two minutes.
PEOPLE, SECONDS, AT_ONCE = 300, 60, 24
RATIO = 4


def figures():
    portal.fresh_database()
    network = portal.invented_network()
    manager = portal.manager_of(network)
    portal.people_of(network, PEOPLE)
    round_ = portal.open_round(network, manager)
    people = [(token_of(one), form_of(round_, one)) for one in Invitation.objects.filter(round=round_)]
    choose, cookie = random.Random(1), portal.cookie_of(manager)  # noqa: S311
    arrivals = sorted(choose.uniform(0, SECONDS) for _ in people)
    with portal.served() as port:
        for _ in range(20):
            Client(port, cookie).get(reverse("floor"))
        began = time.perf_counter()

        def one(number: int) -> dict[str, float]:
            time.sleep(max(0, began + arrivals[number] - time.perf_counter()))
            return answered(port, cookie, round_, *people[number])

        with ThreadPoolExecutor(AT_ONCE) as pool:
            took = list(pool.map(one, range(len(people))))
    slow = {
        name: percentile([one[name] for one in took if name in one] or [0], 0.95) * 1000 for name in STEPS
    }
    yield Figure("people with an error", sum("error" in one for one in took), "", target=0)
    yield Figure(
        "envelopes kept", Ballot.objects.filter(round=round_).count(), "", target=PEOPLE, at_least=True
    )
    for name in STEPS[1:]:
        yield Figure(f"{name}, p95", slow[name], "ms", floor=slow["floor"], target=RATIO)


STEPS = ("floor", "link opened", "questions", "answers sent in", "thanks")


def answered(port: int, cookie: str, round_, token: str, body: str) -> dict[str, float]:
    """Seconds of each step of somebody who answers, and of the floor in between."""
    own = {"Cookie": f"{COOKIE}={token}"}
    questions, thanks = (reverse(f"surveys:{name}", args=[round_.pk]) for name in ("answer", "thanks"))
    browser, took = Client(port), {}
    try:
        took["link opened"] = browser.ask("GET", reverse("surveys:link", args=[token]), 302)
        took["questions"] = browser.ask("GET", questions, 200, None, own)
        took["floor"] = Client(port, cookie).get(reverse("floor"))
        took["answers sent in"] = browser.post(questions, body, own["Cookie"])
        took["thanks"] = browser.ask("GET", thanks, 200, None, own)
    except (LocalError, OSError, HTTPException):
        took["error"] = 1.0
    return took
