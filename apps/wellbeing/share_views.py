"""The one link of a check-in without names: for who runs it, and for practice managers, who pass it on."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.networks.access import network_view
from apps.surveys import passing_on
from apps.surveys.models import Round, Way

from .queries import check_ins_of
from .support import places


def _round(request, pk):
    """Found while it takes answers, by whoever forwards the link."""
    rounds = check_ins_of(request.network).filter(way=Way.OPEN, state=Round.State.OPEN)
    return get_object_or_404(
        rounds.filter(closes_at__gt=timezone.now()).select_related("questionnaire"), pk=pk
    )


def _context(request, round_) -> dict:
    subject = f"How is work for you? A one-minute check-in of {request.network.name}"
    return places(request.network) | passing_on.invitation(
        round_, request.network, forward="wellbeing/forward.txt", subject=subject
    )


@network_view(Permission.FORWARD_LINKS)
@require_safe
def share(request, pk):
    may_run = Permission.RUN_ROUNDS in request.permissions
    context = _context(request, _round(request, pk)) | {"may_run": may_run}
    return render(request, "wellbeing/share.html", context)


@network_view(Permission.FORWARD_LINKS)
@require_GET
def poster(request, pk):
    round_ = _round(request, pk)
    context = _context(request, round_)
    return passing_on.poster(round_, request.network, template="wellbeing/poster.html", context=context)
