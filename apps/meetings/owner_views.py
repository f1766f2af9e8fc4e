"""What the owner of an action does by the link in their mail: note, say that it is done, tune the weekly mail. Without
session, account or log line; the link opens this one action and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.mail import tokens
from apps.mail.cookies import cookie_name, keep_token
from apps.mail.linked_forms import is_ours

from . import action_actions, digests, owner_links
from .action_forms import DigestForm, OwnerForm
from .owner_links import LinkState

COOKIE, DIGEST_COOKIE = cookie_name("action"), cookie_name("action-mails")
COOKIE_SECONDS = 60 * 60
MOST_BYTES = 20_000
BOTH = ["GET", "HEAD", "POST"]
STATUS = {LinkState.FORGED: 404, LinkState.REPLACED: 410, LinkState.CLOSED: 410}


@login_not_required
@require_safe
def link(request, token):
    """Take the token out of the address at once: into a cookie that only the action's page gets."""
    followed = owner_links.follow(token)
    if followed.state is not LinkState.READY:
        return _refuse(request, followed)
    page = reverse("owned:update")
    return keep_token(HttpResponseRedirect(page), COOKIE, token, page=page, seconds=COOKIE_SECONDS)


@csrf_exempt
@login_not_required
@require_http_methods(BOTH)
def update(request):
    """The action: whose it is, what was noted, and a note or its end."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return _say(request, "no_cookie", 403)
    followed = owner_links.follow(token)
    if followed.state is not LinkState.READY:
        return _refuse(request, followed)
    form, saved = OwnerForm(), False
    if request.method == "POST":
        if not is_ours(request, token, MOST_BYTES):
            return _say(request, "changed_form", 400)
        form = OwnerForm(request.POST)
        if form.is_valid() and (saved := _write(followed.action, form)):
            followed, form = owner_links.follow(token), OwnerForm()
    return _show(request, followed.action, token, form, saved)


def _write(action, form) -> bool:
    """Whether it was taken; where somebody ended the action meanwhile, the form says so."""
    data = form.cleaned_data
    try:
        if data["done"]:
            action_actions.finish_action(action=action, outcome=data["text"][:500])
        else:
            action_actions.note_progress(action=action, text=data["text"], owner=action.owner)
    except action_actions.ActionRefused:
        form.add_error(None, "This action has ended meanwhile. Nothing was changed.")
        return False
    return True


def _show(request, action, token, form, saved):
    context = {
        "action": action,
        "network": action.network,
        "form": form,
        "saved": saved,
        "notes": action.notes.select_related("by", "owner")[:20],
        "check": tokens.form_check(token),
    }
    return render(request, "meetings/owned.html", context)


@login_not_required
@require_safe
def digest_link(request, token):
    if owner_links.digest_of(token) is None:
        return _say(request, "forged", 404)
    page = reverse("owned:digest")
    return keep_token(HttpResponseRedirect(page), DIGEST_COOKIE, token, page=page, seconds=COOKIE_SECONDS)


@csrf_exempt
@login_not_required
@require_http_methods(BOTH)
def digest(request):
    """When somebody wants their weekly mail, changed by a button: an opened link alone changes nothing."""
    token = request.COOKIES.get(DIGEST_COOKIE, "")
    found = owner_links.digest_of(token) if token else None
    if found is None:
        return _say(request, "no_cookie", 403)
    form, saved = DigestForm(initial={"when": found.when}), False
    if request.method == "POST":
        if not is_ours(request, token, MOST_BYTES):
            return _say(request, "changed_form", 400)
        form = DigestForm(request.POST)
        if saved := form.is_valid():
            digests.tune(digest=found, **form.cleaned_data)
    context = {"network": found.person.network, "form": form, "saved": saved, "digest": found}
    context["check"] = tokens.form_check(token)
    return render(request, "meetings/owned_mails.html", context)


def _refuse(request, followed):
    return _say(request, followed.state.value, STATUS[followed.state])


def _say(request, notice: str, status: int):
    typed = request.method == "POST"
    return render(request, "meetings/owned_notice.html", {"notice": notice, "typed": typed}, status=status)
