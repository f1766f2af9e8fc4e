from apps.jobs.registry import JobFailed, handles

from . import paper


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
