"""report: a full year's report from asking to the kept file, beside WeasyPrint alone, a plain document and Chromium."""

import contextlib
import io
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from unittest import mock

import weasyprint
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from pypdf import PdfReader

from apps.accounts.models import User
from apps.demo.management.commands.seed_demo import Command as Demo
from apps.demo.reports import WAITING
from apps.documents.assets import REPORT, PortalAssets
from apps.documents.pdf import VARIANT, garbage_at_the_end, render
from apps.jobs.worker import claim_next, drain, perform
from apps.networks.models import Network
from apps.reports import actions, document
from apps.reports.models import Report
from pcnportal.local.places import LocalError

from . import plain, portal
from .figures import Figure

TURNS = 7
RATIO, OF_PLAIN = 1.1, 1.2
KILOBYTES = 600
LEAST_PAGES = 16


def figures():
    portal.fresh_database()
    network, manager = a_full_year()
    whole, alone, laid, floor, swept = [], [], [], [], []
    for _ in range(TURNS):
        seconds, report = whole_pipeline(network, manager)
        html = document.html(report.snapshot, actions.standing(report))
        whole.append(seconds)
        alone.append(weasyprint_alone(html, report.pages, [REPORT]))
        laid.append(laid_out(html))
        floor.append(weasyprint_alone(plain.html(report.pages), report.pages, []))
        swept.append(weasyprint_alone(plain.html(report.pages), report.pages, [], garbage_at_the_end()))
    if report.pages < LEAST_PAGES:
        raise LocalError(f"The report of a full year has {report.pages} pages only.")
    # The least of the turns: they only compute, so whatever else runs on the machine can only add to them.
    best, pages = min(whole) * 1000, report.pages
    page, plain_page, swept_page = (min(seconds) * 1000 / pages for seconds in (laid, floor, swept))
    yield Figure("report, asked to kept", best, "ms", floor=min(alone) * 1000, target=RATIO)
    yield Figure("report, a page laid out", page, "ms", floor=plain_page, target=OF_PLAIN)
    # The stricter comparison: the plain document profits from looking for garbage once, too.
    yield Figure("report, a page, garbage once in both", page, "ms", floor=swept_page)
    yield Figure("report, a page asked to kept", best / pages, "ms")
    yield Figure("report, pages", pages, "")
    yield Figure("report, file", report.file.size / 1000, "kB", target=KILOBYTES)
    if browser := shutil.which("chromium"):
        took, printed = in_chromium(browser, html)
        yield Figure("the same HTML in Chromium, a page", took * 1000 / printed, "ms")
        yield Figure("the same HTML in Chromium, pages", printed, "")


def a_full_year():
    """The demo's network with a year of everything that rooms tell, and its manager."""
    with mock.patch.object(settings, "DEMO", True):
        call_command(Demo(), stdout=io.StringIO())
    drain("reports")  # what the demo's area asked for
    portal.analyzed()
    network = Network.objects.get(code=WAITING)
    return network, User.objects.get(
        network_memberships__network=network, network_memberships__role="manager"
    )


def whole_pipeline(network, manager) -> tuple[float, Report]:
    """Seconds of asking, claiming, snapshot, pages and keeping; all of it done anew."""
    before = network.reports.select_related("file").get()
    before.delete()
    default_storage.delete(before.file.path)
    before.file.delete()
    began = time.perf_counter()
    actions.request_report(network=network, by=manager, year_end=before.year_end)
    perform(claim_next("reports"))
    took = time.perf_counter() - began
    report = network.reports.select_related("file", "job").get()
    if report.file is None:
        raise LocalError(f"The report was not made: {report.job.error}")
    return took, report


def weasyprint_alone(html: str, pages: int, styles: list[str], around=None) -> float:
    """Seconds of ``html`` to a tagged PDF, in as many ``pages``; ``around`` is entered for it."""
    began = time.perf_counter()
    with around or contextlib.nullcontext():
        content = _as_pdf(html, styles)
    took = time.perf_counter() - began
    made = len(PdfReader(io.BytesIO(content)).pages)
    if made != pages:
        raise LocalError(f"A document to compare with has {made} pages, not {pages}.")
    return took


def _as_pdf(html: str, styles: list[str]) -> bytes:
    page = weasyprint.HTML(string=html, url_fetcher=PortalAssets(), base_url="portal:")
    return page.write_pdf(stylesheets=styles, pdf_variant=VARIANT)


def laid_out(html: str) -> float:
    """Seconds of ``html`` to a PDF as the portal makes it."""
    began = time.perf_counter()
    render(html)
    return time.perf_counter() - began


def in_chromium(browser: str, html: str) -> tuple[float, int]:
    """Seconds and pages of the same HTML printed by a browser, which starts for it as it would for a worker."""
    built = Path(settings.STATICFILES_DIRS[0])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        style = (built / "print.css").read_text().replace("portal:", f"{built.as_uri()}/")
        (place / "report.html").write_text(html.replace("</head>", f"<style>{style}</style></head>"))
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={place / 'profile'}",
        ]
        command += [f"--print-to-pdf={place / 'report.pdf'}", "--no-pdf-header-footer"]
        began = time.perf_counter()
        subprocess.run(  # noqa: S603
            [*command, (place / "report.html").as_uri()], check=True, capture_output=True, timeout=120
        )
        took = time.perf_counter() - began
        return took, len(PdfReader(place / "report.pdf").pages)
