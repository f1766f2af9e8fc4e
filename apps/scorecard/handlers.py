"""Background steps of the scorecard: its page to print, and medians when a quarter begins."""

from datetime import date

from apps.jobs.actions import enqueue
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles

from . import paper
from .medians import current_quarter, make_medians


@handles(
    paper.KIND,
    queue="reports",
    attempts=3,
    lease_seconds=180,
    words="The page could not be made. Nothing was lost. If trying again fails too, tell the administrator.",
)
def make_paper(claim):
    try:
        paper.make(claim.subject, say=claim.report)
    except paper.DocumentFailed as problem:
        raise JobFailed(f"The page could not be laid out: {problem}") from problem


@handles("scorecard.medians", words="The medians of the quarter could not be made yet.")
def medians(claim):
    make_medians(date.fromisoformat(claim.subject))


@at_every_sweep
def make_medians_quarterly():
    quarter = current_quarter().isoformat()
    enqueue("scorecard.medians", quarter, key=f"medians:{quarter}")
