"""A network's reports as a table."""

from django.urls import reverse

from apps.core.moments import day
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun

from .models import Report

REPORTS = Noun("report", "reports")
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


YEAR = Column("year", "Year", _year, order=("year_end", "version"))
STATE = Column("state", "State", lambda report: state_of(report)[0], lambda report: tag(*state_of(report)))
MADE = Column("made", "Made", _made, lambda report: _made(report) or quiet("Not yet"), order=("made_at",))
OWN_CSV = (YEAR, STATE, MADE)


def own_columns(network) -> tuple[Column, ...]:
    def year(report):
        return link(_year(report), reverse("reports:detail", args=[network.code, report.pk]))

    return (Column("year", "Year", cell=year, order=YEAR.order, head=True), STATE, MADE)
