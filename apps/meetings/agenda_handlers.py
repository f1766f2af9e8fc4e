from apps.jobs.registry import handles

from . import pack_actions
from .models import MadeFile


@handles(
    "meetings.pack",
    queue="reports",
    attempts=3,
    lease_seconds=600,
    words="The pack could not be made. Nothing was lost. If trying again fails too, tell the administrator.",
)
def make_pack(claim):
    made = MadeFile.objects.select_related("meeting__network").get(pk=claim.subject)
    pack_actions.make_pack(made=made, job=claim.job, say=claim.report)
