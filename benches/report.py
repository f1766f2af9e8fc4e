"""report: making one from asking to the kept file, beside WeasyPrint alone on the same HTML."""

import time

import weasyprint
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.core.models import StoredFile
from apps.documents.assets import REPORT, PortalAssets
from apps.documents.pdf import VARIANT
from apps.jobs.worker import claim_next, perform
from apps.reports import actions, document, years
from apps.reports.models import Report
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure

TURNS = 7
RATIO = 1.15


def figures():
    portal.fresh_database()
    network = portal.invented_network(practices=12)
    manager = portal.manager_of(network)
    portal.people_of(network, 45)
    for days in (290, 200, 110):
        portal.closed_round(network, manager, days_ago=days)
    whole, alone = [], []
    for _ in range(TURNS):
        seconds, report = whole_pipeline(network, manager)
        whole.append(seconds)
        alone.append(weasyprint_alone(document.html(report.snapshot, actions.standing(report))))
    # The least of the turns: both only compute, so whatever else runs on the machine can only add to them.
    best, floor = min(whole) * 1000, min(alone) * 1000
    yield Figure("report, asked to kept", best, "ms", floor=floor, target=RATIO)
    yield Figure("report, pages", report.pages, "")
    yield Figure("report, a page", best / report.pages, "ms")
    yield Figure("report, file", report.file.size / 1000, "kB")


def whole_pipeline(network, manager) -> tuple[float, Report]:
    """Seconds of asking, claiming, snapshot, pages and keeping; all of it done anew."""
    for stored in StoredFile.objects.filter(content_type="application/pdf"):
        network.reports.update(file=None)
        default_storage.delete(stored.path)
        stored.delete()
    network.reports.all().delete()
    today = timezone.localdate()
    year_end = years.ending(today.year, today.month).end
    began = time.perf_counter()
    actions.request_report(network=network, by=manager, year_end=year_end)
    perform(claim_next("reports"))
    took = time.perf_counter() - began
    report = network.reports.select_related("file", "job").get()
    if report.file is None:
        raise LocalError(f"The report was not made: {report.job.error}")
    return took, report


def weasyprint_alone(html: str) -> float:
    began = time.perf_counter()
    page = weasyprint.HTML(string=html, url_fetcher=PortalAssets(), base_url="portal:")
    page.write_pdf(stylesheets=[REPORT], pdf_variant=VARIANT)
    return time.perf_counter() - began
