"""Where people find support, the days without check-ins, and the page as people will see it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.moments import stamp
from apps.networks.access import network_view
from apps.surveys.forms import blank_questions

from . import actions, calendar, draft, support
from .forms import PauseForm, SupportForm
from .queries import plan_of, questionnaire_for


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def links(request):
    """National and own places; adding one sends a worker to look at its address."""
    return _edit(request, None)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def link_edit(request, pk):
    return _edit(request, get_object_or_404(request.network.support_links, national="", pk=pk))


def _edit(request, link):
    initial = {"name": link.name, "about": link.about, "url": link.url} if link else None
    form = SupportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_link(network=request.network, by=request.user, link=link, **form.cleaned_data)
        except actions.CheckInsRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. Whether its address answers is being looked at.")
            return redirect("wellbeing:support", request.network.code)
    context = {
        "form": form,
        "link": link,
        "urgent": support.national().urgent,
        "drawn_up": timezone.datetime.fromisoformat(support.national().drawn_up),
        "most": support.MOST_OWN,
        **_looked_at(request.network),
    }
    return render(request, "wellbeing/support_edit.html" if link else "wellbeing/support.html", context)


def _looked_at(network) -> dict:
    """The network's ``own`` places and the national ones (``theirs``), each with what is known of its address."""
    links = list(network.support_links.all())
    known = {link.national: link for link in links if link.national}
    theirs = [_known(place, known.get(place.code)) for place in support.national().places]
    return {"own": [_known(link, link) for link in links if not link.national], "theirs": theirs}


def _known(place, link) -> dict:
    checked = stamp(link.checked_at) if link and link.checked_at else ""
    problem, is_left_out = (link.problem, link.is_left_out) if link else ("", False)
    return {"link": place, "checked": checked, "problem": problem, "is_left_out": is_left_out}


@network_view(Permission.RUN_ROUNDS)
@require_POST
def link_remove(request, pk):
    actions.remove_link(
        link=get_object_or_404(request.network.support_links, national="", pk=pk), by=request.user
    )
    messages.success(request, "Removed.")
    return redirect("wellbeing:support", request.network.code)


@network_view(Permission.RUN_ROUNDS)
@require_POST
def national(request, place):
    """Leaves a national place out; ``show`` brings it back."""
    found = next((one for one in support.national().places if one.code == place), None)
    if found is None:
        raise Http404
    out = "show" not in request.POST
    try:
        actions.leave_out(network=request.network, by=request.user, place=found, out=out)
    except actions.CheckInsRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{found.name} is {'left out' if out else 'shown again'}.")
    return redirect("wellbeing:support", request.network.code)


@network_view(Permission.RUN_ROUNDS)
@require_POST
def links_check(request):
    actions.check_links(network=request.network, by=request.user)
    messages.success(request, "The addresses are being looked at. Load the page again in a moment.")
    return redirect("wellbeing:preview", request.network.code)


@network_view(Permission.RUN_ROUNDS)
@require_safe
def preview(request):
    """The next check-in as those who are asked will see it; nothing in it is sent."""
    plan, kept = plan_of(request.network), draft.load(request)
    asked = draft.questions_of(plan) if plan else kept.questions
    questionnaire = questionnaire_for(
        request.network,
        burnout=asked.get("burnout", False),
        bank=asked.get("bank", []),
        comment=asked.get("comment", False),
    )
    context = {
        "questions": blank_questions(questionnaire.definition),
        "network": request.network,
        **_looked_at(request.network),
        **support.places(request.network),
    }
    return render(request, "wellbeing/preview.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def pauses(request):
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_pause(network=request.network, by=request.user, **form.cleaned_data)
        except actions.CheckInsRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. No check-in opens on these days.")
            return redirect("wellbeing:pauses", request.network.code)
    today, known = timezone.localdate(), calendar.bank_holidays()
    year = today.replace(year=today.year + 1, day=min(today.day, 28))
    context = {
        "form": form,
        "pauses": request.network.check_in_pauses.filter(last__gte=today),
        "holidays": [(day, name) for day, name in known.names.items() if today <= day < year],
        "known_until": known.last,
    }
    return render(request, "wellbeing/pauses.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_POST
def pause_remove(request, pk):
    actions.remove_pause(pause=get_object_or_404(request.network.check_in_pauses, pk=pk), by=request.user)
    messages.success(request, "Removed.")
    return redirect("wellbeing:pauses", request.network.code)
