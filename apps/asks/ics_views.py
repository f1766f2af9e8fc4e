"""What networks ask of their area: who looks after it, the reply, what came of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.maturity.queries import received
from apps.networks.access import ics_view

from . import actions, queries, tables
from .actions import AskRefused
from .forms import AreaFilterForm, OwnerForm, ReplyForm, SettleForm
from .models import Ask

BOTH = ["GET", "HEAD", "POST"]


def _ask(request, pk):
    return get_object_or_404(queries.of_area(request.ics), pk=pk)


@ics_view(Permission.VIEW_ICS)
@require_safe
def ask_list(request):
    form = AreaFilterForm(request.GET, icb=request.ics)
    code = request.ics.code
    table = tables.asks_table(
        form.apply(queries.of_area(request.ics), names=True), tables.area_columns(request.ics), request.GET,
        form=form, path=reverse("area_asks:list", args=[code]), csv=reverse("area_asks:list_csv", args=[code]),
        caption="What networks ask of us",
    )  # fmt: skip
    context = {"table": table, "requests": received(request.ics).count()}
    return render_part(request, "asks/area_list.html", "components/table.html", context, said=table.said)


@ics_view(Permission.VIEW_ICS)
@require_GET
def ask_list_csv(request):
    found = AreaFilterForm(request.GET, icb=request.ics).apply(queries.of_area(request.ics), names=True)
    rows = tables.sorting(tables.area_columns(request.ics), request.GET).apply(found)[: tables.CSV_MOST]
    name = f"asks-{request.ics.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.AREA_CSV, rows)
    record(Event.EXPORTED, by=request.user, ics=request.ics, what="asks", count=count)
    return response


@ics_view(Permission.VIEW_ICS)
@require_safe
def ask(request, pk):
    found = _ask(request, pk)
    path = reverse("area_asks:ask", args=[request.ics.code, found.pk])
    table = tables.changes_table(found, request.GET, path=path, area=request.ics.name)
    context = {
        "ask": found,
        "colour": tables.COLOURS[found.state_words],
        "table": table,
        "may_answer": found.is_open and Permission.ANSWER_ASKS in request.permissions,
        "is_replied": found.state == Ask.State.REPLIED,
    }
    return render_part(request, "asks/area_ask.html", "components/table.html", context, said=table.said)


def _form(request, found, form, act, words: str, **said):
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except AskRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words)
            return redirect("area_asks:ask", request.ics.code, found.pk)
    return render(request, "asks/area_form.html", {"form": form, "ask": found} | said)


@ics_view(Permission.ANSWER_ASKS)
@require_http_methods(BOTH)
def owner(request, pk):
    found = _ask(request, pk)
    form = OwnerForm(request.POST or None, icb=request.ics, ask=found)

    def act(form):
        actions.own(ask=found, by=request.user, **form.values())

    return _form(request, found, form, act, "Saved. The network reads who looks after it.",
                 title="Who looks after it?", button="Save")  # fmt: skip


@ics_view(Permission.ANSWER_ASKS)
@require_http_methods(BOTH)
def reply(request, pk):
    found = _ask(request, pk)
    before = {"reply": found.reply, "words": found.reply_words, "promised_on": found.promised_on}
    form = ReplyForm(request.POST or None, initial=before)

    def act(form):
        actions.reply(ask=found, by=request.user, **form.cleaned_data)

    title = "Change the reply" if found.reply else "Reply"
    return _form(
        request, found, form, act, "Sent. The network reads it now.", title=title, button="Send the reply"
    )


@ics_view(Permission.ANSWER_ASKS)
@require_http_methods(BOTH)
def settle(request, pk):
    found = _ask(request, pk)
    form = SettleForm(request.POST or None)

    def act(form):
        actions.settle(ask=found, by=request.user, of_area=True, **form.cleaned_data)

    return _form(request, found, form, act, "Settled. The network can open it again if it sees it otherwise.",
                 title="Is it settled?", button="It is settled")  # fmt: skip
