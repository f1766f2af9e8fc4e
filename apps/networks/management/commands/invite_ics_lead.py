"""Invite a lead of an area (ICS), who sees its networks and what they released."""

from apps.networks.management.invite import InviteToPlaceCommand
from apps.networks.models import Icb


class Command(InviteToPlaceCommand):
    help = __doc__

    def handle(self, *, code, email, show_link, **options):
        self.invite_to(Icb.objects.all(), code=code, email=email, role="ics_lead", show_link=show_link)
