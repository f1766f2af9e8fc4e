"""Roundtables: other networks of the area are invited, answer, and read the themes; nobody is told who said what."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.moments import moment
from apps.networks.access import network_view

from . import event_actions, event_queries
from .event_actions import EventRefused
from .event_forms import NetworksForm, ThemeForm
from .event_views import BOTH, event_form, event_or_404, to_event
from .views import may_keep


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def invite(request, pk):
    found = event_or_404(request, pk)
    networks = event_queries.may_be_invited(request.network, found)
    form = NetworksForm(request.POST if request.method == "POST" else None, networks=networks)
    if request.method == "POST" and form.is_valid():
        event_actions.invite_networks(event=found, by=request.user, **form.cleaned_data)
        return to_event(
            request, found.meeting, "Whoever keeps their meetings gets a mail and answers for them."
        )
    said = "" if networks else "Every other network of your area was invited already."
    return event_form(
        request, found.meeting, form, "Invite networks", button="Invite them", said=said, bare=not networks
    )


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def theme_add(request, pk):
    found = event_or_404(request, pk)
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        event_actions.add_theme(event=found, by=request.user, **form.cleaned_data)
        return to_event(request, found.meeting, "The theme was added.")
    return event_form(request, found.meeting, form, "Add a theme")


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def theme_remove(request, pk, row):
    found = event_or_404(request, pk)
    theme = get_object_or_404(found.themes, pk=row)
    theme.event = found
    event_actions.remove_theme(theme=theme, by=request.user)
    return to_event(request, found.meeting, "The theme was removed.")


def _guest(request, pk):
    return get_object_or_404(event_queries.invitations_to(request.network), pk=pk)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def invitation(request, pk):
    """A roundtable of another network: what it is about and, for those who come, what came up."""
    guest = _guest(request, pk)
    context = {
        "guest": guest,
        "meeting": guest.event.meeting,
        "when": moment(guest.event.meeting.starts_at),
        "event": guest.event,
        "themes": guest.event.themes.all() if guest.accepted_at else (),
        "may_answer": may_keep(request) and timezone.now() < guest.event.meeting.starts_at,
    }
    return render(request, "meetings/invitation.html", context)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def answer(request, pk, comes):
    guest = _guest(request, pk)
    try:
        event_actions.answer_invitation(guest=guest, by=request.user, comes=comes == "yes")
    except EventRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Said: your network comes." if comes == "yes" else "Said: you can’t come.")
    return redirect("meetings:invitation", request.network.code, guest.pk)
