"""What published lists changed, for the home pages of those who keep the profile."""

from collections import defaultdict

from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.contributions import Need, practice_hangings

from .change_words import belongings, sentence
from .models import Change

SHOW = "Look"


def needs(readers):
    """Changes that nobody has seen; one query for all networks, and for a single one what its rooms keep of practices
    that left."""
    networks = [
        reader.place
        for reader in readers
        if Permission.KEEP_PROFILE in reader.permissions and not reader.place.is_read_only
    ]
    rows = Change.objects.unseen().filter(network__in=networks).select_related("practice", "network")
    waiting = defaultdict(list)
    for change in rows.defer("practice__register").order_by("-noted_at", "kind", "-pk"):
        waiting[change.network].append(change)
    for network, changes in waiting.items():
        yield network.pk, _need(network, changes, alone=len(networks) == 1)


def _need(network, changes: list[Change], *, alone: bool) -> Need:
    url = reverse("practices:changes", args=[network.code])
    departures = [change for change in changes if change.is_departure]
    told = (departures or changes)[0]
    details = [] if alone or not departures else ["See what still belongs to it"]
    if alone and departures:
        hangings = practice_hangings.on(network, [change.practice_id for change in departures])
        details = [
            (f"{change.practice}: " if len(departures) > 1 else "") + belongings(hangings[change.practice_id])
            for change in departures[:3]
        ]
    rest = len(changes) - 1
    if rest and len(departures) < 2:
        details.append(f"{rest:,} more {'change' if rest == 1 else 'changes'} in the published lists")
    text = sentence(told) if len(departures) < 2 else f"{len(departures):,} practices left"
    return Need(text, url, SHOW, order=20, detail=". ".join(details))
