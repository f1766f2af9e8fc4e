"""Reports as tables: a network's own, and the networks of an area with what they released."""

from django.urls import reverse
from django.utils.html import format_html

from apps.core.moments import day, month
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun

from .models import Report
from .queries import BY_REPORT, report_word
from .years import Year

REPORTS, NETWORKS = Noun("report", "reports"), Noun("network", "networks")
_STATES = {
    Report.State.DRAFT: ("Draft", "grey"),
    Report.State.APPROVED: ("Approved", "aqua-green"),
    Report.State.RELEASED: ("Released", "green"),
    Report.State.SUPERSEDED: ("Superseded", "white"),
}


def state_of(report) -> tuple[str, str]:
    """How far a report is, in words, and the colour they stand in."""
    if report.has_failed:
        return "Could not be made", "red"
    return ("Being made", "yellow") if report.is_being_made else _STATES[report.state]


def _year(report) -> str:
    return f"{report.year.title}, version {report.version}" if report.version > 1 else report.year.title


def _made(report) -> str:
    return day(report.made_at)


# --- A network's own -------------------------------------------------------------------
YEAR = Column("year", "Year", _year, order=("year_end", "version"))
STATE = Column("state", "State", lambda report: state_of(report)[0], lambda report: tag(*state_of(report)))
MADE = Column("made", "Made", _made, lambda report: _made(report) or quiet("Not yet"), order=("made_at",))
OWN_CSV = (YEAR, STATE, MADE)


def own_columns(network) -> tuple[Column, ...]:
    def year(report):
        return link(_year(report), reverse("reports:detail", args=[network.code, report.pk]))

    return (Column("year", "Year", cell=year, order=YEAR.order, head=True), STATE, MADE)


# --- The area's networks -----------------------------------------------------------------
def _patients(network):
    return f"{network.list_size:,}" if network.list_size else "not published"


def _report(network) -> str:
    if not network.released_on:
        return report_word(network)
    return f"{report_word(network)} {day(network.released_on)}"


_NAME = Column(
    "name",
    "Network",
    lambda network: network.name,
    lambda network: format_html('{} <span class="portal-quiet">{}</span>', network.name, network.code),
    order=("name",),
    head=True,
)
_PRACTICES = Column(
    "practices", "Practices", lambda network: network.practice_count, order=("practice_count",), numeric=True
)
_PATIENTS = Column(
    "patients",
    "Registered patients",
    lambda network: network.list_size,
    _patients,
    order=("list_size",),
    numeric=True,
)
_REPORT = Column("report", "Report", report_word, _report, order=(BY_REPORT,))
AREA_CSV = (
    Column("code", "Code", lambda network: network.code),
    _NAME,
    _PRACTICES,
    _PATIENTS,
    _REPORT,
    Column(
        "latest",
        "Latest released report is about",
        lambda network: Year(network.released_year_end).title if network.released_year_end else "",
    ),
)
AREA_SORTS = (_NAME, _PRACTICES, _PATIENTS, _REPORT)


def area_columns(icb, *, may_download: bool) -> tuple[Column, ...]:
    def download(network):
        if not network.released_on:
            return ""
        return format_html(
            '<a href="{}">Download<span class="nhsuk-u-visually-hidden"> the report of {}</span> (PDF, to {})</a>',
            reverse("ics:download", args=[icb.code, network.code]),
            network.name,
            month(network.released_year_end),
        )

    return (
        (*AREA_SORTS, Column("download", "Download", cell=download, hidden=True))
        if may_download
        else AREA_SORTS
    )
