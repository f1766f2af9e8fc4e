"""One version of the purpose, from its draft to its adoption."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.networks.access import network_view

from . import actions, queries, tables
from .forms import AdoptForm, AskForm, FeedbackForm, PurposeForm
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def _version(request, pk):
    return get_object_or_404(request.network.purpose_versions.select_related("network"), pk=pk)


def _asked(request, pk):
    version = _version(request, pk)
    if not version.takes_feedback and Permission.VIEW_NETWORK not in request.permissions:
        raise Http404
    return version


def _saved(request, version, words: str):
    messages.success(request, words)
    return redirect("purpose:version", request.network.code, version.pk)


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def version_new(request):
    """A new version, begun with the words of the one in force."""
    now = queries.in_force(request.network)
    form = PurposeForm(request.POST or None, initial={"line": now.line, "text": now.text} if now else None)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.write_draft(network=request.network, by=request.user, **form.cleaned_data)
        except actions.PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, version, "Saved as a draft. Next, ask people what they think of it.")
    return render(request, "purpose/new.html", {"form": form, "now": now})


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_http_methods(BOTH)
def version(request, pk):
    """The words, what people say about them, and what the reader says. Practice managers, who see nothing else of the
    purpose, get the words and their own while the network asks."""
    version = _asked(request, pk)
    own = version.feedback.filter(by=request.user).first()
    initial = {"stance": own.stance, "text": own.text} if own else None
    form = FeedbackForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(version=version, by=request.user, **form.cleaned_data)
        except actions.PurposeRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("purpose:version", request.network.code, pk)
        return _saved(request, version, "Thank you. Your feedback is below, with your name.")
    if Permission.VIEW_NETWORK not in request.permissions:
        return render(request, "purpose/say.html", {"wording": version, "form": form, "own": own})
    context = {
        "reads": True,
        "wording": version,
        "form": form,
        "own": own,
        "said": queries.stances_on(version),
        "table": tables.feedback_table(version, request.GET, network=request.network),
        "reviews": version.reviews.all(),
        "now": queries.in_force(request.network),
        "may_keep": may_keep(request),
    }
    return render_part(
        request, "purpose/version.html", "components/table.html", context, said=context["table"].said
    )


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_POST
def feedback_withdraw(request, pk):
    version = _asked(request, pk)
    try:
        actions.withdraw_feedback(version=version, by=request.user)
    except actions.PurposeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("purpose:version", request.network.code, pk)
    return _saved(request, version, "Your feedback was deleted.")


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def version_edit(request, pk):
    version = _version(request, pk)
    form = PurposeForm(request.POST or None, initial={"line": version.line, "text": version.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_draft(version=version, by=request.user, **form.cleaned_data)
        except actions.PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, version, "Saved.")
    return render(request, "purpose/edit.html", {"form": form, "wording": version})


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def ask(request, pk):
    version = _version(request, pk)
    form = AskForm(request.POST or None, initial={"until": version.feedback_until})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_feedback(version=version, by=request.user, **form.cleaned_data)
        except actions.PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(
                request, version, "It is out for feedback. Everybody with an account finds it on their front page."
            )  # fmt: skip
    return render(request, "purpose/ask.html", {"form": form, "wording": version})


@network_view(Permission.KEEP_PURPOSE)
@require_POST
def take_back(request, pk):
    version = _version(request, pk)
    try:
        actions.take_back(version=version, by=request.user)
    except actions.PurposeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("purpose:version", request.network.code, pk)
    return _saved(request, version, "It is a draft again. What people said is kept.")


@network_view(Permission.KEEP_PURPOSE)
@require_POST
def version_delete(request, pk):
    try:
        actions.delete_draft(version=_version(request, pk), by=request.user)
    except actions.PurposeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("purpose:version", request.network.code, pk)
    messages.success(request, "The draft was deleted.")
    return redirect("purpose:index", request.network.code)


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def adopt(request, pk):
    version = _version(request, pk)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt(version=version, by=request.user, **form.cleaned_data)
        except actions.PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{version} is the purpose of {request.network.name}.")
            return redirect("purpose:index", request.network.code)
    context = {"form": form, "wording": version, "now": queries.in_force(request.network)}
    return render(request, "purpose/adopt.html", context)
