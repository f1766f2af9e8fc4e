"""Give every imported network invented quarterly rounds and monthly check-ins, to measure the portal with. Never
beside real work."""

import time
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from apps.demo.synthetic import MARK, write_rounds
from apps.networks.models import Network, NetworkMembership, Sharing
from apps.scorecard.medians import current_quarter, make_medians
from apps.surveys.models import Round
from apps.surveys.queries import current_check_in, current_questionnaire

QUARTER, MONTH = timedelta(days=91), timedelta(days=28)
# So that the latest one was released before the quarter began, on whatever day of it.
LATEST = timedelta(days=97)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--years", type=int, default=3, help="how many years of rounds (3)")
        parser.add_argument("--force", action="store_true", help="also where people use this portal")

    def handle(self, *, years, force, **options):
        if years < 1:
            raise CommandError("At least one year of rounds.")
        began, networks = time.perf_counter(), Network.objects.filter(closed_on=None, is_fictional=False)
        if not networks.exists():
            raise CommandError(
                "There are no networks: import the published files first (import_organisations)."
            )
        if not force and NetworkMembership.objects.exists():
            raise CommandError(
                "People use this portal: invented rounds would stand among theirs. --force does it."
            )
        if not force and Round.objects.exclude(title__startswith=MARK).exists():
            raise CommandError("There are rounds here that nobody invented. --force adds to them.")
        with transaction.atomic():
            figures = self._seed(networks, years)
            make_medians(current_quarter())
        self.stdout.write(
            f"{figures:,} invented figures in {time.perf_counter() - began:.1f} s, medians included"
        )

    def _seed(self, networks, years: int) -> int:
        """Those that have no invented round yet."""
        missing = list(networks.exclude(rounds__title__startswith=MARK))
        latest = timezone.now().replace(hour=17, minute=0, second=0, microsecond=0) - LATEST
        closings = [latest - number * QUARTER for number in range(4 * years)]
        Sharing.objects.bulk_create(
            [Sharing(network=one, what=Sharing.What.COUNT, since=closings[-1]) for one in missing],
            ignore_conflicts=True,
        )
        figures = write_rounds(missing, closings, current_questionnaire())
        months = [latest - number * MONTH for number in range(13 * years)]
        return figures + write_rounds(missing, months, current_check_in(), seed="check-ins ")
