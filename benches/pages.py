"""pages: results of a round, all rounds over time and the ICS list, with all England imported, beside a page that does
nothing."""

from django.db import connection
from django.db.models import Count, Q
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts import sessions
from apps.networks.models import Icb, Network

from . import portal
from .figures import Figure, percentile
from .load import by_turns
from .organisations import import_measured

REQUESTS, WARM_UP = 300, 20
RATIO, QUERIES = 3, 12
PEOPLE = 45


def figures():
    portal.fresh_database()
    import_measured()
    network = largest_network()
    manager, analyst = portal.manager_of(network), portal.analyst_of(largest_icb())
    portal.people_of(network, PEOPLE)
    portal.closed_round(network, manager, days_ago=200)
    round_ = portal.closed_round(network, manager, days_ago=100)
    users = {
        "floor": (manager, reverse("floor")),
        "results page": (manager, reverse("scorecard:results", args=[network.code, round_.pk])),
        "history page": (manager, reverse("scorecard:history", args=[network.code])),
        "ICS list": (analyst, reverse("ics:networks", args=[largest_icb().code])),
    }
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


def largest_network() -> Network:
    """The network with most practices today."""
    practices = Count("practice_spells", filter=Q(practice_spells__end__isnull=True))
    return Network.objects.filter(closed_on__isnull=True).annotate(practices=practices).latest("practices")


def largest_icb() -> Icb:
    """The ICB with most networks today."""
    return max(Icb.objects.filter(closed_on__isnull=True), key=lambda icb: (icb.networks.count(), icb.code))


def queries_of(user, path: str) -> int:
    """Queries of one request, those of log in and session included."""
    client = InProcess(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    sessions.start(session, factor=sessions.Factor.OWN)
    session.save()
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
