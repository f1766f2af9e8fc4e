"""Two reports of the past 12 months: one waits for its approval, one has been released to the area."""

from datetime import date, timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.jobs.worker import drain
from apps.networks.models import Network
from apps.reports import actions, flow_actions, years

WAITING, RELEASED = "U99901", "U99902"


def make_reports(today: date) -> None:
    year_end = last_year(today)
    for code in (WAITING, RELEASED):
        network = Network.objects.get(code=code)
        actions.request_report(network=network, by=somebody(network, "manager"), year_end=year_end)
    drain("reports")
    _release(Network.objects.get(code=RELEASED))
    _talk_about(Network.objects.get(code=WAITING))
    drain("reports")


def _release(network) -> None:
    report = network.reports.get()
    director = somebody(network, "clinical_director")
    values = {"on": timezone.localdate() - timedelta(days=6), "meeting_words": "Board meeting, autumn"}
    flow_actions.endorse(
        report=report, by=somebody(network, "manager"), content=report.snapshot_sha256, **values
    )
    actions.approve(report=report, by=director, content=report.snapshot_sha256)
    actions.release(report=report, by=director)


def _talk_about(network) -> None:
    """A comment on the draft that was answered, and one that waits."""
    report, board = network.reports.get(), somebody(network, "board_member")
    answered = flow_actions.comment(
        report=report,
        by=board,
        chapter="inequalities",
        text="Say where the 84% is from: the practices’ registers or ours?",
    )
    flow_actions.settle(
        comment=answered, by=somebody(network, "manager"), answer="The practices’ registers; it says so now."
    )
    flow_actions.comment(
        report=report,
        by=board,
        chapter="board",
        text="The seat for a resident has been empty since spring. I would say so in the foreword as well.",
    )


def last_year(today: date) -> date:
    """The last day of the last 12 whole months."""
    last_month = today.replace(day=1) - timedelta(days=1)
    return years.ending(last_month.year, last_month.month).end


def somebody(network, role: str) -> User:
    held = User.objects.filter(network_memberships__network=network, network_memberships__role=role)
    return held.order_by("pk").first()
