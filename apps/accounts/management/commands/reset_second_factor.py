"""Take the second factors from somebody who lost theirs and their recovery codes; they set up new ones at the next
log in. Make sure who asks: with the password this is all that stands before their account."""

from django.core.management.base import BaseCommand, CommandError

from apps.accounts import actions
from apps.accounts.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email", help="work email address of the account")

    def handle(self, *, email, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody has an account with the address {email}.")
        actions.reset_second_factor(user=user, by=None)
        self.stdout.write(
            "The second factors are removed and every session is ended. At the next log in the portal asks for a new "
            "one. A mail about it is queued."
        )
