"""Invite an administrator of the portal, who brings in networks' first managers and areas' leads. Needed for the first
one: they invite further ones on the page "Administrators"."""

from apps.networks.management.invite import InviteCommand
from apps.networks.models import Portal


class Command(InviteCommand):
    help = __doc__

    def handle(self, *, email, show_link, **options):
        self.invite(Portal.load(), email=email, role="administrator", show_link=show_link)
