"""Make the medians of a quarter by hand: of this one, or of another that is named by its first day."""

import time
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from apps.scorecard.medians import current_quarter, make_medians
from apps.scorecard.models import ComparedSet, Standing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--quarter", type=date.fromisoformat, help="for example 2026-10-01")

    def handle(self, *, quarter, **options):
        began, quarter = time.perf_counter(), quarter or current_quarter()
        try:
            make_medians(quarter)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        networks = Standing.objects.filter(quarter=quarter)
        self.stdout.write(
            f"Quarter from {quarter}: {networks.exclude(means={}).count():,} of {networks.count():,} networks count in "
            f"{ComparedSet.objects.filter(quarter=quarter).count():,} sets ({time.perf_counter() - began:.1f} s)"
        )
