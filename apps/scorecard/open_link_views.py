"""A round with one open link: how people come to it, and how many people are in the room."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.networks.access import network_view
from apps.surveys import open_link, passing_on
from apps.surveys.models import Round, Way
from apps.surveys.running_views import act

from .forms import HeadsForm
from .queries import rounds_of


def _round(request, pk):
    """Who forwards a link and does nothing else with its round finds the round while it takes answers."""
    rounds = rounds_of(request.network).filter(way=Way.OPEN).select_related("questionnaire")
    if Permission.RUN_ROUNDS not in request.permissions:
        rounds = rounds.filter(state=Round.State.OPEN, closes_at__gt=timezone.now())
    return get_object_or_404(rounds, pk=pk)


def invitation(request, round_) -> dict:
    """What page, poster and big screen say."""
    subject = f"{round_.title}: how do you see {request.network.name}?"
    return passing_on.invitation(round_, request.network, forward="scorecard/forward.txt", subject=subject)


@network_view(Permission.FORWARD_LINKS)
@require_safe
def share(request, pk):
    """For who runs the round, and for practice managers, who forward its link and do nothing else with it."""
    may_run = Permission.RUN_ROUNDS in request.permissions
    context = invitation(request, _round(request, pk))
    return render(request, "scorecard/share.html", context | {"may_run": may_run})


@network_view(Permission.FORWARD_LINKS)
@require_GET
def poster(request, pk):
    round_ = _round(request, pk)
    context = invitation(request, round_)
    return passing_on.poster(round_, request.network, template="scorecard/poster.html", context=context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def heads(request, pk):
    round_ = _round(request, pk)
    if round_.is_running and round_.heads is not None:
        return redirect("scorecard:round", request.network.code, round_.pk)
    form = HeadsForm(request.POST or None, initial={"heads": round_.heads})
    if request.method == "POST" and form.is_valid():
        done = "Saved how many people were in the room."
        return act(request, round_, open_link.count_heads, done, heads=form.cleaned_data["heads"])
    return render(request, "scorecard/heads.html", {"form": form, "round": round_})
