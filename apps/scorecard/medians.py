"""The medians of a quarter, made by one job at its start. From then on nothing changes them: neither a round that is
released, nor a switch, nor making them again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from statistics import quantiles

from django.db import connection, transaction
from django.utils import timezone

from apps.networks.models import Icb, Network, NetworkParent, Sharing, SubIcbParent
from apps.practices.queries import NetworkProfile, network_profiles
from apps.surveys.benchmarks import OTHERS, counted, quarter_of
from apps.surveys.published import latest_means

from . import peers
from .models import ComparedSet, SetMeans, Standing

# Any number that no other lock of the portal uses.
MEDIANS_LOCK = 7_202_611
Kind = ComparedSet.Kind


def current_quarter() -> date:
    return quarter_of(timezone.localdate())


@transaction.atomic
def make_medians(quarter: date) -> None:
    """Write down how every network stood when ``quarter`` (its first day) began, and the means of each set of which at
    least 8 networks count. Harmless to repeat, also by two workers at once. Raises ValueError for a day that begins no
    quarter, and for a quarter to come."""
    if quarter != quarter_of(quarter) or quarter > current_quarter():
        raise ValueError("Medians are made of a quarter that has begun, named by its first day.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MEDIANS_LOCK])
    Standing.objects.filter(quarter=quarter).delete()
    ComparedSet.objects.filter(quarter=quarter).delete()
    standings = _standings(quarter)
    Standing.objects.bulk_create(standings, batch_size=2000)
    _make_sets(quarter, [one for one in standings if one.means])


def _standings(quarter: date) -> list[Standing]:
    began = timezone.make_aware(datetime.combine(quarter, time.min))
    networks = list(Network.objects.exclude(closed_on__lte=quarter))
    profiles, areas = network_profiles(networks, quarter), _areas(quarter)
    counting = Sharing.objects.on_at(began).filter(what=Sharing.What.COUNT)
    given = latest_means(set(counting.values_list("network", flat=True)), before=began)
    return [
        _standing(quarter, network, profiles[network.pk], areas.get(network.pk), given.get(network.pk, {}))
        for network in networks
    ]


def _standing(quarter, network, profile: NetworkProfile, icb_id, means) -> Standing:
    # The list sizes of the quarter's first day are published later: what is latest by then counts.
    return Standing(
        quarter=quarter,
        network=network,
        icb_id=icb_id,
        peer_class=peers.class_of(profile.patients, profile.imd_score, quarter),
        patients=profile.patients or None,
        practices=len(profile.practices),
        deprivation=None if profile.imd_score is None else round(Decimal(profile.imd_score), 1),
        means=means,
    )


def _areas(quarter: date) -> dict[int, int]:
    """The primary key of the ICB of each network on a day."""
    icbs = dict(SubIcbParent.objects.on(quarter).values_list("sub_icb", "icb"))
    leads = NetworkParent.objects.on(quarter).values_list("network", "sub_icb")
    return {network: icbs.get(sub_icb) for network, sub_icb in leads}


def _make_sets(quarter: date, counting: Sequence[Standing]) -> None:
    areas, members = dict(Icb.objects.values_list("pk", "code")), defaultdict(list)
    for one in counting:
        members[Kind.ENGLAND, ""].append(one)
        if one.icb_id:
            members[Kind.AREA, areas[one.icb_id]].append(one)
        if one.peer_class:
            members[Kind.PEERS, one.peer_class].append(one)
    enough = {place: standings for place, standings in members.items() if len(standings) >= OTHERS}
    sets = ComparedSet.objects.bulk_create(
        ComparedSet(
            quarter=quarter, kind=kind, code=code, networks=len(standings), context=_context(standings)
        )
        for (kind, code), standings in enough.items()
    )
    SetMeans.objects.bulk_create(
        (
            SetMeans(of=of, key=key, counts=counted(means))
            for of, standings in zip(sets, enough.values(), strict=True)
            for key, means in _by_key(standings).items()
            if len(means) >= OTHERS
        ),
        batch_size=2000,
    )


def _by_key(standings: Iterable[Standing]) -> dict[str, list[float]]:
    found = defaultdict(list)
    for one in standings:
        for key, mean in one.means.items():
            found[key].append(mean)
    return found


def _context(standings: Sequence[Standing]) -> dict[str, list[int]]:
    patients = [one.patients for one in standings if one.patients]
    deprivation = [float(one.deprivation) for one in standings if one.deprivation is not None]
    facts = {
        "patients": patients,
        "practices": [one.practices for one in standings],
        "deprivation": deprivation,
    }
    return {name: _middle(values) for name, values in facts.items() if len(values) >= OTHERS}


def _middle(values: Sequence[float]) -> list[int]:
    """Low, median and high of the middle half, as coarse as they come: thousands of patients, whole numbers else."""
    coarse = -3 if max(values) >= 1000 else 0
    return [int(round(value, coarse)) for value in quantiles(values, n=4, method="inclusive")]
