"""What the commands that invite from the command line share."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from apps.networks import actions, invitations


class InviteCommand(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("email", help="work email address of whoever is invited")
        parser.add_argument(
            "--show-link", action="store_true", help="print the link as well, for where no mail goes out yet"
        )

    def invite(self, place, *, email, role, show_link):
        """Invite, or renew what the address was sent before for the same role."""
        try:
            validate_email(email)
            invitation = actions.bring_in(place=place, by=None, email=email, role=role)
        except ValidationError as problem:
            raise CommandError("That is no email address.") from problem
        except actions.AccessRefused as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{invitation.role_name} of {place.name}: the invitation is queued and will be mailed. "
            "Its link works once, for 7 days."
        )
        if show_link:
            self.stdout.write(invitations.address(invitation))


class InviteToPlaceCommand(InviteCommand):
    def add_arguments(self, parser):
        parser.add_argument("code", help="ODS code of the network or the ICB")
        super().add_arguments(parser)

    def invite_to(self, places, *, code, **options):
        place = places.filter(code=code.upper()).first()
        if place is None:
            raise CommandError(
                f"There is nothing with the code {code}. Import the published organisations first."
            )
        self.invite(place, **options)
