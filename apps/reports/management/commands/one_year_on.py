"""Make the "one year on" report of a network as a PDF file, as the portal makes it.

Where the portal has a report of that year, its frozen content and its state are used; otherwise a draft is made
from today's data and nothing is stored."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.networks.models import Network
from apps.reports import actions, document, snapshot, years
from apps.reports.queries import year_choices


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("ods_code", help="code of the network, such as U12345")
        parser.add_argument("--output", type=Path, required=True, help="where the PDF goes")
        parser.add_argument("--year-end", type=month_end, help="last month of the year, as YYYY-MM")

    def handle(self, *, ods_code, output, year_end, **options):
        network = Network.objects.filter(code=ods_code.upper()).first()
        if network is None:
            raise CommandError(f"There is no network with the code {ods_code}.")
        if year_end is None:
            year_end = year_choices(network)[0].year.end
        try:
            years.checked(year_end, today=timezone.localdate(), opened_on=network.opened_on)
        except years.BadYear as problem:
            raise CommandError(str(problem)) from problem
        report = (
            network.reports.filter(year_end=year_end, snapshot__isnull=False).order_by("-version").first()
        )
        try:
            if report:
                pdf = document.typeset(report.snapshot, actions.standing(report))
            else:
                pdf = document.typeset(snapshot.build(network, year_end))
            output.write_bytes(pdf.content)
        except (document.DocumentFailed, OSError) as problem:
            raise CommandError(f"The report could not be made: {problem}") from problem
        self.stdout.write(f"{output}: {network.name}, {pdf.pages} pages, {len(pdf.content) // 1024} KB")


def month_end(text: str) -> date:
    """``2026-03`` as 31 March 2026. Raises ValueError for anything else."""
    year, month = text.split("-")
    return years.ending(int(year), int(month)).end
