"""Access's step of setting a network up."""

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.contributions import Step

from .models import AccessInvitation, NetworkMembership


def steps(readers):
    """Whether anybody else has access, or is invited; one query."""
    networks = [reader.place for reader in readers if Permission.MANAGE_ACCESS in reader.permissions]
    members = NetworkMembership.objects.current().filter(network__in=networks).values_list("network")
    invited = Exists(AccessInvitation.objects.open().filter(network=OuterRef("network")))
    found = members.annotate(Count("user", distinct=True), asked=invited)
    others = {network for network, count, asked in found if count > 1 or asked}
    for network in networks:
        hint = "The clinical director approves reports; the board reads results"
        url = reverse("access:list", args=[network.code])
        done = network.pk in others
        yield network.pk, Step("Invite those who lead the network with you", hint, url, done, order=20)
