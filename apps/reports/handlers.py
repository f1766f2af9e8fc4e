from apps.jobs.registry import handles

from . import actions, handover_actions
from .models import Handover, Report


@handles(
    "reports.make",
    queue="reports",
    attempts=3,
    lease_seconds=180,
    words="The report could not be made. Nothing was lost. If trying again fails too, tell the administrator.",
)
def make(claim):
    report = Report.objects.select_related("network").get(pk=claim.subject)
    actions.make(report=report, job=claim.job, say=claim.report)


@handles(
    "reports.handover",
    queue="reports",
    attempts=3,
    lease_seconds=180,
    words="The handover pack could not be made. Nothing was lost. If trying again fails too, tell the administrator.",
)
def make_handover(claim):
    pack = Handover.objects.select_related("network").get(pk=claim.subject)
    handover_actions.make_handover(pack=pack, job=claim.job, say=claim.report)
