"""Results on one page to print: asking for it, how far it is, and the file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.jobs.models import Job
from apps.networks.access import network_view

from . import paper
from .queries import rounds_of


def _shown(request, pk):
    """A closed round whose results the reader may see."""
    rounds = rounds_of(request.network).closed().select_related("network", "questionnaire", "paper")
    round_ = get_object_or_404(rounds, pk=pk)
    if not round_.is_released and Permission.RUN_ROUNDS not in request.permissions:
        raise Http404
    return round_


@network_view(Permission.VIEW_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, pk):
    """How far the page is; asked by htmx, only the part that changes."""
    round_ = _shown(request, pk)
    if request.method == "POST":
        try:
            paper.ask(round_=round_, by=request.user)
        except paper.NothingToPrint as problem:
            messages.error(request, str(problem))
        return redirect("scorecard:paper", request.network.code, round_.pk)
    job = None if round_.paper else paper.latest_job(round_)
    making = job is not None and job.is_open
    failed = job is not None and job.state == Job.State.FAILED
    context = {"round": round_, "job": job, "making": making, "failed": failed}
    said = "Being made" if making else "Ready" if round_.paper else ""
    return render_part(request, "scorecard/paper_page.html", "scorecard/_paper.html", context, said=said)


@network_view(Permission.VIEW_RESULTS)
@require_GET
def download(request, pk):
    round_ = _shown(request, pk)
    if round_.paper is None:
        raise Http404
    try:
        content = paper.hand_out(round_=round_, by=request.user)
    except FileNotFoundError:
        messages.error(
            request, "The file is not in storage any more. Please tell the platform’s administrator."
        )
        return redirect("scorecard:paper", request.network.code, round_.pk)
    name = f"scorecard-{request.network.code}-{round_.closed_at:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
