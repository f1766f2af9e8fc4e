from apps.jobs.registry import handles

from . import actions
from .models import Overview


@handles(
    "overview.make",
    queue="reports",
    attempts=3,
    lease_seconds=180,
    words="The overview could not be made. Nothing was lost. If trying again fails too, tell the administrator.",
)
def make(claim):
    overview = Overview.objects.select_related("icb").get(pk=claim.subject)
    actions.make(overview=overview, job=claim.job, say=claim.report)
