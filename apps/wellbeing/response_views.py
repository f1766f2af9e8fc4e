"""Saying what will be done after a check-in, and letting the next one open without that."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.permissions import Permission
from apps.core import moments
from apps.networks.access import network_view
from apps.surveys.queries import results_of

from . import outcomes, responding, words
from .response_forms import GoOnForm, NamesForm, ResponseForm


def say_and_go(request, address, done: str, refusal: type[Exception], act):
    """Do ``act`` and say that it is ``done``, or why not; then to ``address``."""
    try:
        act()
    except refusal as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return address


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def respond(request, pk):
    """Write it, look at it once more, with a warning where it names somebody, and send it."""
    rounds = outcomes.with_figures(request.network).select_related("questionnaire", "network", "series")
    round_ = get_object_or_404(rounds, pk=pk)
    address = redirect("wellbeing:results", request.network.code, round_.pk)
    if outcomes.response_to(round_) or request.network.is_read_only:
        return address
    form = ResponseForm(request.POST or None)
    context = {"round": round_, "form": form, "headline": words.headline(_statements(round_))}
    context["told"] = outcomes.told_about(round_).count()
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        return render(request, "wellbeing/respond.html", context)
    written, is_sent = form.cleaned_data, "send" in request.POST
    texts = [written["heard"], written["will"]]
    named = responding.names_in(request.network, texts, besides=[written["leads"]])
    names = NamesForm(request.POST if is_sent else None) if named else None
    if not is_sent or (names and not names.is_valid()):
        context |= _to_check(request, round_, written) | {"named": named, "names": names}
        return render(request, "wellbeing/respond_check.html", context)
    done = f"Sent. {_TOLD if context['told'] else 'Nobody is mailed;'} it stands with the results."
    return say_and_go(
        request, address, done, responding.ResponseRefused,
        lambda: responding.respond(round_=round_, by=request.user, **written),
    )  # fmt: skip


_TOLD = "Everybody who was invited is told by email, and"


def _statements(round_):
    return words.questions_of(results_of([round_])[0])


def _to_check(request, round_, written) -> dict:
    buttons = ("csrfmiddlewaretoken", "send", "check", "change", "named")
    return {
        "written": written,
        "by_when": moments.day(written["by_when"]),
        "carried": [pair for pair in request.POST.items() if pair[0] not in buttons],
    }


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request):
    """Let the next check-in open by itself although nothing was said after the last two."""
    latest = outcomes.waiting_for_response(request.network)
    if latest is None or request.network.is_read_only:
        raise Http404
    form = GoOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return say_and_go(
            request,
            redirect("wellbeing:index", request.network.code),
            "The next check-in opens when it is due. Your reason is in the record.",
            responding.ResponseRefused,
            lambda: responding.go_on(network=request.network, by=request.user, **form.cleaned_data),
        )
    return render(request, "wellbeing/go_on.html", {"round": latest, "form": form})
