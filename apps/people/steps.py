"""The directory's step of setting a network up."""

from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.contributions import Step

from .models import Person


def steps(readers):
    """Whether anybody is in the directory; one query."""
    networks = [reader.place for reader in readers if Permission.MANAGE_PEOPLE in reader.permissions]
    filled = set(
        Person.objects.active().filter(network__in=networks).values_list("network", flat=True).distinct()
    )
    for network in networks:
        hint = "Paste a practice’s staff list and check what was read: about two minutes a practice"
        url = reverse("people:list", args=[network.code])
        yield network.pk, Step("Add the people who work here", hint, url, network.pk in filled, order=10)
