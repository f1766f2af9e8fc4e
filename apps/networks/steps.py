"""Access's step of setting a network up."""

from django.db.models import Count
from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.contributions import Step

from .models import AccessInvitation, NetworkMembership


def steps(readers):
    """Whether anybody else has access, or is invited; two queries."""
    networks = [reader.place for reader in readers if Permission.MANAGE_ACCESS in reader.permissions]
    members = NetworkMembership.objects.current().filter(network__in=networks).values_list("network")
    counts = dict(members.annotate(Count("user", distinct=True)))
    invited = set(
        AccessInvitation.objects.open().filter(network__in=networks).values_list("network", flat=True)
    )
    for network in networks:
        hint = "The clinical director approves reports; the board reads results"
        url = reverse("access:list", args=[network.code])
        done = counts.get(network.pk, 0) > 1 or network.pk in invited
        yield network.pk, Step("Invite those who lead the network with you", hint, url, done, order=20)
