"""Mails to those who lead a network that their area asks for its report: a job each."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.jobs.actions import enqueue_many
from apps.mail import sending
from apps.networks.models import NetworkMembership

from .models import BatchItem, released_for

_ROLES = [role.code for role in NETWORK_ROLES.values() if Permission.PREPARE_REPORTS in role.permissions]


def _leading(network) -> dict[int, NetworkMembership]:
    """Those who prepare its reports, by membership; somebody with two roles is written to once."""
    found = NetworkMembership.objects.current().filter(network=network, role__in=_ROLES, user__is_active=True)
    return {one.user_id: one for one in found.select_related("user").order_by("-pk")}


def enqueue(item: BatchItem, what: str) -> None:
    """Have everybody who prepares the network's reports written to, once for each ``what``."""
    people = _leading(item.network)
    word, _, _ = what.partition(":")
    enqueue_many(
        "desk.letter",
        {f"batch-letter:{item.pk}:{user}:{what}": f"{item.pk}:{user}:{word}" for user in people},
    )


def send(*, item_pk: int, user_pk: int, what: str) -> None:
    """One mail; nothing where the report was released meanwhile, or they lead the network no more. Raises
    AddressRefused, MailUnavailable."""
    item = (
        BatchItem.objects.here()
        .select_related("batch__icb", "batch__by", "network")
        .filter(pk=item_pk)
        .first()
    )
    if item is None or released_for(item.network, item.batch.year_end).exists():
        return
    leader = _leading(item.network).get(user_pk)
    if leader is None:
        return
    batch = item.batch
    context = {
        "name": leader.user.name,
        "network": item.network,
        "batch": batch,
        "asker": batch.by.name if batch.by else batch.icb.name,
        "again": what == "reminded",
        "url": settings.PORTAL_URL + reverse("reports:list", args=[item.network.code]),
    }
    text = render_to_string("desk/mail/asked.txt", context).strip() + "\n"
    subject = f"{batch.icb.name} asks for your report on {batch.year.title}"
    sending.send(to=leader.user.email, subject=subject, text=text)
