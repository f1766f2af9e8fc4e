"""Invite a network's first manager, or with --director its clinical director. Everybody else is invited on the
network's page "Access"."""

from apps.networks.management.invite import InviteToPlaceCommand
from apps.networks.models import Network


class Command(InviteToPlaceCommand):
    help = __doc__

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--director", action="store_true", help="invite as clinical director")

    def handle(self, *, code, email, director, show_link, **options):
        role = "clinical_director" if director else "manager"
        self.invite_to(Network.objects.all(), code=code, email=email, role=role, show_link=show_link)
