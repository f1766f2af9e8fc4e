"""The data controller: the practice or body that answers in law for what is collected in a network's name."""

from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.contributions import Need

NOT_NAMED = (
    "Say first which practice or body is the data controller. A network is not a legal body, and everybody who is "
    "asked must be told who answers for their data."
)


def needs(readers):
    """Naming it, where nobody did; no query."""
    for reader in readers:
        network = reader.place
        if Permission.NAME_CONTROLLER in reader.permissions and not (
            network.controller_name or network.is_read_only
        ):
            detail = "Everybody who is asked must be told which practice or body answers for their data"
            url = reverse("data_controller", args=[network.code])
            yield network.pk, Need("Say who the data controller is", url, "Name it", order=25, detail=detail)
