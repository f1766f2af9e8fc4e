from datetime import time

from django.utils import timezone

from apps.core.moments import LONDON
from apps.jobs.actions import enqueue_many
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import handles

from . import actions, handover_actions
from .models import Handover, Report

# Planned releases happen from then on.
FROM = time(8)


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


@handles("reports.release", words="The planned release of a report could not be done.")
def release(claim):
    """``subject`` is a report, and the day it was planned for."""
    report, _ = claim.subject.split(":")
    actions.release_due(report_pk=int(report), today=timezone.localdate())


@at_every_sweep
def release_what_is_due():
    """From the morning on."""
    now = timezone.now()
    if now.astimezone(LONDON).time() < FROM:
        return
    due = Report.objects.filter(state=Report.State.APPROVED, release_on__lte=timezone.localdate(now))
    planned = due.values_list("pk", "release_on")
    enqueue_many("reports.release", {f"release:{pk}:{on}": f"{pk}:{on}" for pk, on in planned})


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
