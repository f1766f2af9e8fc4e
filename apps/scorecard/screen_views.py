"""A workshop's big screen: the link while people answer, then the results one at a time."""

from contextlib import suppress
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from apps.accounts.permissions import Permission
from apps.core.fragments import announce, wants_part
from apps.networks.access import network_view
from apps.surveys import actions
from apps.surveys.models import Kind
from apps.surveys.queries import caution, protection_sentence
from apps.surveys.running_views import round_or_404

from . import slides, stage, workshop_actions
from .open_link_views import invitation

PERSONAL = "The big screen and the facilitator’s view are for a round with one open link. This one has personal links."
NOTHING_NEW = 204


def of_workshop(view):
    """Give ``view`` the round with an open link in place of its key; one with personal links has no screen."""

    @wraps(view)
    def inner(request, pk, **kwargs):
        round_ = stage.workshops(request.network).filter(pk=pk).first()
        if round_ is None:
            round_ = round_or_404(request, Kind.SCORECARD, pk)
            messages.info(request, PERSONAL)
            return redirect("scorecard:round", request.network.code, round_.pk)
        return view(request, round_, **kwargs)

    return inner


@network_view(Permission.RUN_ROUNDS)
@require_safe
@of_workshop
def screen(request, round_):
    """What the room sees now. htmx asks again with ``at``, what it shows: then only what is new is sent."""
    now = stage.stage_of(round_)
    asked = request.GET.get("at", "") if wants_part(request) else ""
    if asked == now.at and now.name != stage.OPEN:
        return HttpResponse(status=NOTHING_NEW)
    context = _context(request, round_, now)
    if asked == now.at:
        return announce(render(request, "scorecard/_screen_live.html", context), context["band"])
    return _show(request, context, moved=bool(asked))


def _show(request, context, *, moved: bool = False):
    """The page, or for htmx the screen alone; ``moved`` where only a part of it had asked."""
    part = wants_part(request)
    response = render(request, "scorecard/_screen.html" if part else "scorecard/screen.html", context)
    patch_vary_headers(response, ["HX-Request"])
    if moved:
        response = reswap(retarget(response, "#screen"), "outerHTML")
    return announce(response, context["said"]) if part else response


def _context(request, round_, now: stage.Stage) -> dict:
    context = {
        "round": round_,
        "network": request.network,
        "stage": now,
        "part": now.name,
        "said": round_.title,
    }
    match now.name:
        case stage.OPEN:
            return context | invitation(request, round_) | stage.answering(round_)
        case stage.COUNTING:
            return context | {"trouble": stage.trouble(round_), "said": "Counting"}
        case stage.CLOSED:
            return context | _results(request, round_, now.number, live=not request.network.is_read_only)
    return context


def _results(request, round_, number: int, *, live: bool) -> dict:
    """``live``: on the screen that every facilitator moves, where buttons move it; else links lead to neighbours."""
    slide, stops = stage.shown(round_, number), slides.outline(round_.definition)
    if slide is None:
        return {"part": "few", "said": "Not enough answers to show anything"}
    neighbours = {"previous": number - 1, "next": number + 1 if number < len(stops) else 0}

    def address(one):
        return reverse("scorecard:screen_slide", args=[request.network.code, round_.pk, one])

    return {
        "part": "slide",
        "slide": slide,
        "live": live,
        "of": len(stops),
        "neighbours": {name: (one, address(one)) for name, one in neighbours.items() if one},
        "here": address(number),
        "caution": caution(round_),
        "protection": protection_sentence(round_),
        "said": slide.title,
    }


@network_view(Permission.RUN_ROUNDS)
@require_safe
@of_workshop
def slide(request, round_, number):
    """One result by its own address, whatever the room sees at the moment."""
    now = stage.stage_of(round_)
    if not 1 <= number <= len(slides.outline(round_.definition)):
        raise Http404
    found = _results(request, round_, number, live=False) if now.name == stage.CLOSED else {"part": ""}
    if found["part"] != "slide":
        return redirect("scorecard:screen", request.network.code, round_.pk)
    return _show(request, {"round": round_, "network": request.network, "stage": now} | found)


@network_view(Permission.RUN_ROUNDS)
@require_POST
@of_workshop
def show(request, round_):
    """Move every screen of the workshop to a slide."""
    typed = request.POST.get("number", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0
    if not 1 <= number <= len(slides.outline(round_.definition)):
        raise Http404
    if stage.stage_of(round_).name == stage.CLOSED:
        workshop_actions.show(round_=round_, number=number)
    page = "facilitate" if request.POST.get("page") == "facilitate" else "screen"
    return redirect(f"scorecard:{page}", request.network.code, round_.pk)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_workshop
def reveal(request, round_):
    """Ask once more, then close the round now. Whatever state it is in by then, the screen says it."""
    if request.method == "POST":
        with suppress(actions.RoundRefused):  # somebody else did, or the time was up: that is what was wanted
            actions.close_now(round_=round_, by=request.user)
    if request.method == "POST" or not round_.takes_answers(timezone.now()):
        return redirect("scorecard:screen", request.network.code, round_.pk)
    context = {"round": round_, "network": request.network, "part": "reveal", "said": "Reveal the results?"}
    return _show(request, context | stage.answering(round_))
