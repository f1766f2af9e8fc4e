"""The desk's lists: networks with what they released, places, batches and the networks of one."""

from django.urls import reverse
from django.utils.html import format_html

from apps.core.moments import day, month
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun

from . import batch_queries, pictures, queries
from .queries import BY_REPORT, report_word

NETWORKS, BATCHES = Noun("network", "networks"), Noun("collection", "collections")


# --- Networks -----------------------------------------------------------------------------------
def _patients(network):
    return f"{network.list_size:,}" if network.list_size else "not published"


def _report(network) -> str:
    if not network.released_on:
        return report_word(network)
    return f"{report_word(network)} {day(network.released_on)}"


def _maturity(network) -> list:
    return network.report.figures.get("maturity", []) if network.report else []


def _year(network) -> str:
    return network.report.year.title if network.report else ""


_NAME = Column("name", "Network", lambda network: network.name, order=("name",), head=True)
_PLACE = Column("place", "Place", lambda network: network.place or "", order=("place",))
_PATIENTS = Column(
    "patients",
    "Registered patients",
    lambda network: network.list_size,
    _patients,
    order=("list_size",),
    numeric=True,
)
_PRACTICES = Column(
    "practices", "Practices", lambda network: network.practice_count, order=("practice_count",), numeric=True
)
_REPORT = Column("report", "Report", report_word, _report, order=(BY_REPORT, "released_on"))
_SHOWS = Column(
    "shows",
    "Maturity it can show",
    lambda network: pictures.in_words(_maturity(network)),
    lambda network: pictures.small_ladder(_maturity(network)),
)
AREA_CSV = (
    Column("code", "Code", lambda network: network.code),
    _NAME,
    _PLACE,
    _PRACTICES,
    _PATIENTS,
    _REPORT,
    Column("latest", "Released report is about", _year),
    Column(
        "released", "Released on", lambda network: day(network.released_on) if network.released_on else ""
    ),
    _SHOWS,
)
AREA_SORTS = (_NAME, _PLACE, _PRACTICES, _PATIENTS, _REPORT)


def _named(icb, network):
    return format_html(
        '<a href="{}">{}</a> <span class="portal-quiet">{}</span>',
        reverse("ics:network", args=[icb.code, network.code]),
        network.name,
        network.code,
    )


def area_columns(icb, *, may_download: bool) -> tuple[Column, ...]:
    def name(network):
        return _named(icb, network)

    def report(network):
        if network.report is None or not may_download:
            return _report(network)
        return format_html(
            '{}<br><a href="{}">Download<span class="nhsuk-u-visually-hidden"> the report of {}</span> '
            "(PDF, to {})</a>",
            _report(network),
            reverse("ics:download_year", args=[icb.code, network.code, network.report.year_end]),
            network.name,
            month(network.report.year_end),
        )

    return (
        Column("name", "Network", cell=name, order=("name",), head=True),
        *AREA_SORTS[1:-1],
        Column("report", "Report", cell=report, order=_REPORT.order),
        _SHOWS,
    )


# --- Batches ------------------------------------------------------------------------------------
def _released(batch) -> str:
    return f"{batch.released} of {batch.total}"


_ASKED = Column("asked", "Asked on", lambda batch: day(batch.created_at), order=("created_at",))
BATCH_COLUMNS = (
    Column(
        "year",
        "Year",
        lambda batch: batch.year.title,
        lambda batch: link(
            batch.year.title, batch.get_absolute_url(), hidden=f"asked on {day(batch.created_at)}"
        ),
        order=("year_end", "created_at"),
        head=True,
    ),
    Column("whom", "Networks asked", lambda batch: batch.whom),
    _ASKED,
    Column(
        "wanted",
        "Wanted by",
        lambda batch: day(batch.wanted_by) if batch.wanted_by else "",
        lambda batch: day(batch.wanted_by) if batch.wanted_by else quiet("no day"),
        order=("wanted_by",),
    ),
    Column("by", "Asked by", lambda batch: batch.by.name if batch.by else ""),
    Column("released", "Released", _released),
)

LINE_CODE = Column("code", "Code", lambda line: line.item.network.code)
_COLOURS = {
    queries.RELEASED: "green",
    queries.PREPARING: "blue",
    batch_queries.MISSING: "grey",
    batch_queries.WAITS: "yellow",
    batch_queries.UNASKED: "red",
    batch_queries.FAILED: "red",
}


def _since(line) -> str:
    if line.report:
        version = f"version {line.report.version}, " if line.report.version > 1 else ""
        return f"{version}{day(line.report.released_at)}"
    if line.item.reminded_on:
        return f"reminded {day(line.item.reminded_on)}"
    return f"asked {day(line.item.asked_at)}" if line.item.asked_at else ""


def line_columns(icb) -> tuple[Column, ...]:
    def name(line):
        return _named(icb, line.item.network)

    def said(line):
        return format_html("{}{}", _since(line), f". {line.why}" if line.why else "")

    return (
        Column("name", "Network", lambda line: line.item.network.name, name, head=True),
        Column("place", "Place", lambda line: line.item.place or ""),
        Column(
            "state", "Report", lambda line: line.state, lambda line: tag(line.state, _COLOURS[line.state])
        ),
        Column("since", "Since", lambda line: f"{_since(line)} {line.why}".strip(), said),
        Column(
            "taken",
            "Downloaded",
            lambda line: ("not yet" if line.is_new else "yes") if line.report else "",
        ),
    )


# --- One network --------------------------------------------------------------------------------
def released_columns(icb, network, *, may_download: bool) -> tuple[Column, ...]:
    def year(report):
        address = reverse("ics:download_year", args=[icb.code, network.code, report.year_end])
        return link(f"{report.year.title} (PDF)", address)

    return (
        Column("year", "Year", lambda report: report.year.title, year if may_download else None, head=True),
        Column("version", "Version", lambda report: report.version, numeric=True),
        Column("released", "Released", lambda report: day(report.released_at)),
        Column("corrects", "What it corrects", lambda report: report.correction),
        Column("pages", "Pages", lambda report: report.pages, numeric=True),
        _SHOWN,
    )


_SHOWN = Column(
    "shows",
    "Maturity it can show",
    lambda report: pictures.in_words(report.figures.get("maturity", [])),
    lambda report: pictures.small_ladder(report.figures.get("maturity", [])),
)
