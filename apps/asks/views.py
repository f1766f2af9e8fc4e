"""A network's asks to its area: write, send, read what became of them; and those that others opened to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.networks.access import network_view

from . import actions, queries, tables
from .actions import AskRefused
from .forms import AskForm, MoreForm, OthersFilterForm, OwnFilterForm, SettleForm, ShowForm
from .models import Ask

BOTH = ["GET", "HEAD", "POST"]


def _may(request, permission) -> bool:
    return permission in request.permissions and not request.network.is_read_only


def _own(request):
    """Drafts are for those who write them."""
    writes = Permission.WRITE_ASKS in request.permissions
    return queries.of_network(request.network, with_drafts=writes), writes


def _ask(request, pk):
    return get_object_or_404(_own(request)[0].select_related("network"), pk=pk)


def _to(request, pk, words: str = ""):
    if words:
        messages.success(request, words)
    return redirect("asks:ask", request.network.code, pk)


def _act(request, pk, act, words: str, **values):
    """Do it, or say why not, and show the ask."""
    try:
        act(ask=_ask(request, pk), by=request.user, **values)
    except AskRefused as refusal:
        messages.error(request, str(refusal))
        words = ""
    return _to(request, pk, words)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def ask_list(request):
    asks, writes = _own(request)
    form = OwnFilterForm(request.GET, with_drafts=writes)
    code = request.network.code
    table = tables.asks_table(
        form.apply(asks), tables.own_columns(request.network), request.GET, form=form,
        path=reverse("asks:list", args=[code]), csv=reverse("asks:list_csv", args=[code]),
        caption="Asks of our area",
    )  # fmt: skip
    context = {"table": table, "may_write": _may(request, Permission.WRITE_ASKS), "icb": request.network.icb}
    if context["may_write"]:
        context["report"], context["to_take"] = queries.to_take(request.network)
    return render_part(request, "asks/list.html", "components/table.html", context, said=table.said)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def ask_list_csv(request):
    asks, writes = _own(request)
    found = OwnFilterForm(request.GET, with_drafts=writes).apply(asks)
    return _csv(request, "asks", tables.own_columns(request.network), tables.OWN_CSV, found)


def _csv(request, name, columns, said, asks):
    rows = tables.sorting(columns, request.GET).apply(asks)[: tables.CSV_MOST]
    file = f"{name}-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(file, said, rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="asks", count=count)
    return response


@network_view(Permission.WRITE_ASKS)
@require_http_methods(BOTH)
def new(request):
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask = actions.draft(network=request.network, by=request.user, **form.cleaned_data)
        return _to(request, ask.pk, "Saved as a draft. Nobody outside your network sees it until it is sent.")
    return render(request, "asks/form.html", {"form": form})


@network_view(Permission.WRITE_ASKS)
@require_POST
def take(request):
    report, _ = queries.to_take(request.network)
    count = report and actions.take_from_report(network=request.network, by=request.user, report=report)
    if count:
        these = "One draft was made" if count == 1 else f"{count} drafts were made"
        messages.success(
            request, f"{these}. Say of each why you ask; then the clinical director can send it."
        )
    else:
        messages.error(request, "There is nothing in a released report that is not here already.")
    return redirect("asks:list", request.network.code)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def ask(request, pk):
    found = _ask(request, pk)
    area = found.icb.name if found.icb else ""
    path = reverse("asks:ask", args=[request.network.code, found.pk])
    table = tables.changes_table(found, request.GET, path=path, area=area)
    context = {
        "ask": found,
        "colour": tables.COLOURS[found.state_words],
        "table": table,
        "icb": found.icb or request.network.icb,
        "may_write": _may(request, Permission.WRITE_ASKS),
        "may_send": _may(request, Permission.SEND_ASKS),
        "needs_more": found.state == Ask.State.REPLIED and found.reply == Ask.Reply.MORE,
    }
    return render_part(request, "asks/ask.html", "components/table.html", context, said=table.said)


def _form(request, pk, form, act, words, *, title: str, button: str, **said):
    found = _ask(request, pk)
    if request.method == "POST" and form.is_valid():
        try:
            act(ask=found, by=request.user, **form.cleaned_data)
        except AskRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, pk, words)
    context = {"form": form, "ask": found, "title": title, "button": button}
    return render(request, "asks/form.html", context | said)


@network_view(Permission.WRITE_ASKS)
@require_http_methods(BOTH)
def edit(request, pk):
    found = _ask(request, pk)
    form = AskForm(request.POST or None, initial={"what": found.what, "why": found.why})
    return _form(request, pk, form, actions.change, "Saved.", title="Change the draft", button="Save")


@network_view(Permission.WRITE_ASKS)
@require_POST
def delete(request, pk):
    try:
        actions.delete(ask=_ask(request, pk), by=request.user)
    except AskRefused as refusal:
        messages.error(request, str(refusal))
        return _to(request, pk)
    messages.success(request, "The draft was deleted.")
    return redirect("asks:list", request.network.code)


@network_view(Permission.SEND_ASKS)
@require_http_methods(BOTH)
def send(request, pk):
    """What the area will read, and then it is sent."""
    if request.method == "POST":
        return _act(request, pk, actions.send, "Sent. Your area reads it now.")
    found = _ask(request, pk)
    if found.state != Ask.State.DRAFT:
        return _to(request, pk)
    return render(request, "asks/send.html", {"ask": found, "icb": request.network.icb})


@network_view(Permission.SEND_ASKS)
@require_POST
def withdraw(request, pk):
    return _act(request, pk, actions.withdraw, "Withdrawn. Your area reads it no more.")


@network_view(Permission.SEND_ASKS)
@require_http_methods(BOTH)
def show(request, pk):
    """Who else may see it: chosen, then shown as they will read it, then confirmed."""
    found = _ask(request, pk)
    if not found.is_open:
        return _to(request, pk)
    form = ShowForm(request.POST or None, initial={"shown": found.shown})
    if request.method == "POST" and form.is_valid():
        found.shown = form.cleaned_data["shown"]
        if found.shown and "confirmed" not in request.POST:
            return render(request, "asks/show_check.html", {"ask": found, "icb": found.icb})
        return _act(request, pk, actions.show, "Saved.", shown=found.shown)
    return render(request, "asks/show.html", {"form": form, "ask": found})


@network_view(Permission.SEND_ASKS)
@require_http_methods(BOTH)
def more(request, pk):
    form = MoreForm(request.POST or None)
    words = "Sent. It waits for a reply again."
    return _form(request, pk, form, actions.tell_more, words, title="Say more", button="Send it")


@network_view(Permission.SEND_ASKS)
@require_http_methods(BOTH)
def settle(request, pk):
    form = SettleForm(request.POST or None)
    words = "Settled. Both sides keep it."
    return _form(request, pk, form, actions.settle, words, title="Is it settled?", button="It is settled")


@network_view(Permission.SEND_ASKS)
@require_POST
def reopen(request, pk):
    return _act(request, pk, actions.reopen, "It is open again.")


# --- Of other networks ---------------------------------------------------------------------------
@network_view(Permission.VIEW_NETWORK)
@require_safe
def others(request):
    form = OthersFilterForm(request.GET)
    code = request.network.code
    table = tables.asks_table(
        form.apply(queries.of_others(request.network)), tables.others_columns(request.network), request.GET,
        form=form, path=reverse("asks:others", args=[code]), csv=reverse("asks:others_csv", args=[code]),
        caption="What other networks ask of our area",
    )  # fmt: skip
    return render_part(
        request, "asks/others.html", "components/table.html", {"table": table}, said=table.said
    )


@network_view(Permission.VIEW_NETWORK)
@require_GET
def others_csv(request):
    found = OthersFilterForm(request.GET).apply(queries.of_others(request.network))
    return _csv(request, "asks-of-others", tables.others_columns(request.network), tables.OTHERS_CSV, found)


def _other(request, pk):
    return get_object_or_404(queries.of_others(request.network), pk=pk)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def other(request, pk):
    found = _other(request, pk)
    context = {
        "ask": found,
        "colour": tables.COLOURS[found.state_words],
        "may_support": found.is_open and _may(request, Permission.SEND_ASKS),
    }
    return render(request, "asks/other.html", context)


def _support(request, pk, act, words: str):
    try:
        act(ask=_other(request, pk), network=request.network, by=request.user)
    except AskRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("asks:other", request.network.code, pk)


@network_view(Permission.SEND_ASKS)
@require_POST
def support(request, pk):
    return _support(request, pk, actions.support, "Your network supports it. The area sees how many do.")


@network_view(Permission.SEND_ASKS)
@require_POST
def end_support(request, pk):
    return _support(request, pk, actions.end_support, "Your network supports it no more.")
