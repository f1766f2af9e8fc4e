"""england: pages with three years of rounds and of monthly check-ins everywhere; the medians of a quarter."""

import time

from django.core.management import call_command
from django.urls import reverse

from apps.scorecard.medians import current_quarter, make_medians
from apps.surveys.models import Finding, Kind

from . import portal
from .figures import Figure, percentile
from .load import by_turns
from .organisations import import_measured
from .pages import QUERIES, RATIO, largest_icb, largest_network, queries_of

YEARS, REQUESTS, WARM_UP = 3, 300, 20
MEDIANS_SECONDS = 15


def figures():
    portal.fresh_database()
    import_measured()
    began = time.perf_counter()
    call_command("seed_england", years=YEARS, verbosity=0)
    yield Figure("England seeded", time.perf_counter() - began, "s")
    yield Figure("figures of all rounds", Finding.objects.count(), "")
    began = time.perf_counter()
    make_medians(current_quarter())
    yield Figure("medians of all England, one job", time.perf_counter() - began, "s", target=MEDIANS_SECONDS)
    users = pages()
    portal.analyzed()
    cookies = {name: portal.cookie_of(user) for name, (user, _) in users.items()}
    paths = {name: path for name, (_, path) in users.items()}
    with portal.served() as port:
        by_turns(port, cookies, paths, WARM_UP)
        took = by_turns(port, cookies, paths, REQUESTS)
    slow = {name: percentile(seconds, 0.95) * 1000 for name, seconds in took.items()}
    for name in list(users)[1:]:
        yield Figure(f"{name}, p95", slow[name], "ms", floor=slow["floor"], target=RATIO)
    for name in list(users)[1:]:
        yield Figure(f"{name}, queries", queries_of(*users[name]), "", target=QUERIES)


def pages() -> dict:
    """Who opens which address, by what it is called; the floor first."""
    network, icb = largest_network(), largest_icb()
    manager, analyst = portal.manager_of(network), portal.analyst_of(icb)
    round_ = network.rounds.filter(kind=Kind.SCORECARD).order_by("-closed_at").first()
    check_in = network.rounds.filter(kind=Kind.CHECK_IN, answered__isnull=False).latest("closed_at")
    users = {"floor": (manager, reverse("floor"))}
    for name, url, arguments in (
        ("results of 12 rounds", "scorecard:results", [network.code, round_.pk]),
        ("beside others", "scorecard:compare", [network.code, round_.pk]),
        ("history", "scorecard:history", [network.code]),
        ("results of 39 check-ins", "wellbeing:results", [network.code, check_in.pk]),
        ("check-ins over time", "wellbeing:trend", [network.code]),
    ):
        users[name] = (manager, reverse(url, args=arguments))
    return users | {"area's scorecards": (analyst, reverse("ics_scorecards:list", args=[icb.code]))}
