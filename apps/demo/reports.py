"""Two reports of the past 12 months: one waits for its approval, one has been released to the area."""

from datetime import date, timedelta

from apps.accounts.models import User
from apps.jobs.worker import drain
from apps.networks.models import Network
from apps.reports import actions, years

WAITING, RELEASED = "U99901", "U99902"


def make_reports(today: date) -> None:
    last_month = today.replace(day=1) - timedelta(days=1)
    year_end = years.ending(last_month.year, last_month.month).end
    for code in (WAITING, RELEASED):
        network = Network.objects.get(code=code)
        actions.request_report(network=network, by=somebody(network, "manager"), year_end=year_end)
    drain("reports")
    report = Network.objects.get(code=RELEASED).reports.get()
    director = somebody(report.network, "clinical_director")
    actions.approve(report=report, by=director, content=report.snapshot_sha256)
    actions.release(report=report, by=director)
    drain("reports")


def somebody(network, role: str) -> User:
    return User.objects.get(network_memberships__network=network, network_memberships__role=role)
