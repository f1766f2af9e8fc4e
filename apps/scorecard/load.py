"""What workshops know of how work is shared: actions, by who takes them on."""

from collections import Counter
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Load
from apps.networks.models import NetworkMembership
from apps.people.cells import plain_name
from apps.surveys.models import Kind, Round

from .models import WorkshopNote

YEAR = timedelta(days=365)
BUSIEST = 3
LEADERS = ("clinical_director", "manager")


def loads(readers):
    """Actions of the last 12 months that somebody took on, in the words of whoever wrote them down. Names are compared
    with those of today's director and manager, titles aside, and go no further; two queries."""
    networks = [one.place for one in readers if Permission.VIEW_RESULTS in one.permissions]
    places = {network.pk: network for network in networks}
    members = NetworkMembership.objects.current().filter(network__in=networks, role__in=LEADERS)
    leaders = {(network, plain_name(name)) for network, name in members.values_list("network", "user__name")}
    leaders |= {(pk, role.replace("_", " ")) for pk in places for role in LEADERS}
    notes = WorkshopNote.objects.filter(
        round__in=Round.objects.released(), round__network__in=networks, round__kind=Kind.SCORECARD,
        kind=WorkshopNote.Kind.ACTION, created_at__gte=timezone.now() - YEAR,
    ).exclude(owner="")  # fmt: skip
    by_network: dict[int, Counter] = {}
    for pk, owner in notes.values_list("round__network", "owner"):
        by_network.setdefault(pk, Counter())[plain_name(owner).removeprefix("the ")] += 1
    for pk, owners in by_network.items():
        beyond = sum(count for name, count in owners.items() if (pk, name) not in leaders)
        busiest = sum(count for _, count in owners.most_common(BUSIEST))
        url = reverse("scorecard:list", args=[places[pk].code])
        yield pk, Load("Actions from workshops", owners.total(), beyond, len(owners), busiest, url)
