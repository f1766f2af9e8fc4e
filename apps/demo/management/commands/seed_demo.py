"""Fill an empty portal with the fictional area and its year; does nothing where the area is there already."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from apps.demo.access import make_access
from apps.demo.area import make_area, plan
from apps.demo.asks import make_asks, make_overview
from apps.demo.check_ins import make_check_ins
from apps.demo.coming import make_coming_board
from apps.demo.desk import make_desk
from apps.demo.events import make_events
from apps.demo.follow import make_follow
from apps.demo.held import make_held_board
from apps.demo.house import make_house
from apps.demo.maturity import make_maturity
from apps.demo.meetings import make_meetings
from apps.demo.neighbours import make_neighbours, make_sharing
from apps.demo.neighbours_reports import make_neighbours_reports
from apps.demo.notes import make_notes
from apps.demo.purpose import make_purpose
from apps.demo.reports import make_reports
from apps.demo.roles import make_roles
from apps.demo.time import make_time
from apps.demo.written import write_parts
from apps.demo.year import make_year
from apps.networks.models import Icb


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "The fictional area belongs to the demo only: set PORTAL_DEMO=1 on this machine."
            )
        if Icb.objects.filter(code=plan()["icb"]["code"]).exists():
            return
        self.stdout.write(
            "Making the fictional area: six networks with a year of rounds, and twelve neighbours"
        )
        # One transaction: a start that is cut off leaves nothing half made.
        with transaction.atomic():
            make_area()
            make_sharing(timezone.now())
            make_year(timezone.now())
            make_check_ins(timezone.now())
            make_neighbours(timezone.now())
            make_notes(timezone.now())
            make_access(timezone.now())
            make_house()
            make_roles(timezone.now())
            make_purpose(timezone.now())
            make_time(timezone.now())
            make_meetings(timezone.now())
            make_held_board(timezone.now())
            make_follow(timezone.now())
            make_events(timezone.now())
            make_maturity(timezone.now())
            write_parts(timezone.localdate(), timezone.now())
            make_reports(timezone.localdate())
            make_neighbours_reports(timezone.localdate(), timezone.now())
            make_asks(timezone.now())
            make_overview(timezone.localdate())
            make_coming_board(timezone.now())
            make_desk(timezone.now())
