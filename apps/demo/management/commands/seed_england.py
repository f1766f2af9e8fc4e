"""Give every imported network invented quarterly rounds, monthly check-ins and a year's work for its report, to
measure the portal with. Never beside real work."""

import time
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from apps.demo.synthetic import MARK, write_rounds
from apps.demo.synthetic_year import invented_accounts, write_years
from apps.networks.models import Icb, Network, NetworkMembership, Sharing
from apps.reports import years as reporting
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
        parser.add_argument("--area", help="only the networks of this area (its code)")
        parser.add_argument("--force", action="store_true", help="also where people use this portal")

    def handle(self, *, years, area, force, **options):
        if years < 1:
            raise CommandError("At least one year of rounds.")
        began, networks = time.perf_counter(), Network.objects.filter(closed_on=None, is_fictional=False)
        if area:
            icb = Icb.objects.filter(code=area.upper()).first()
            networks = networks.filter(pk__in=icb.networks.values("pk")) if icb else networks.none()
        if not networks.exists():
            raise CommandError(
                "There are no networks: import the published files first (import_organisations)."
            )
        if not force and NetworkMembership.objects.exclude(user__in=invented_accounts()).exists():
            raise CommandError(
                "People use this portal: invented rounds would stand among theirs. --force does it."
            )
        if not force and Round.objects.exclude(title__startswith=MARK).exists():
            raise CommandError("There are rounds here that nobody invented. --force adds to them.")
        with transaction.atomic():
            figures = self._seed(networks, years)
            make_medians(current_quarter())
            today = timezone.localdate()
            worked = write_years(networks, reporting.on_offer(today)[0][0].end, today)
        took = time.perf_counter() - began
        self.stdout.write(
            f"{figures:,} invented figures and a year’s work of {worked:,} networks in {took:.1f} s, medians included"
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
