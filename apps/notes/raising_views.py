"""Raising something and reading the answer. Public, without session, account, message or log line, as the pages of
`apps.surveys.views`, whose cookie and form check these have as well."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.mail import tokens
from apps.mail.cookies import cookie_name, forget_token, keep_token
from apps.mail.linked_forms import is_ours

from . import actions, links, queries, rules
from .forms import CodeForm, RaiseForm
from .links import LinkState

COOKIE = cookie_name("raise")
COOKIE_SECONDS = 60 * 60
# The longest honest form is a few kB.
MOST_BYTES = 20_000
READING = "notes.answer"

STATUS = {LinkState.FORGED: 404, LinkState.REPLACED: 410, LinkState.CLOSED: 410}


@login_not_required
@require_safe
def link(request, token):
    """Take the token out of the address at once: into a cookie that only the form's page gets."""
    followed = links.follow(token)
    if followed.state is not LinkState.READY:
        return _refuse(request, followed)
    page = reverse("raising:note")
    return keep_token(HttpResponseRedirect(page), COOKIE, token, page=page, seconds=COOKIE_SECONDS)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request):
    """The box; what is sent in is sealed, and the receipt code shown this once."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return _say(request, "no_cookie", 403)
    followed = links.follow(token)
    if followed.state is not LinkState.READY:
        return _refuse(request, followed)
    if request.method == "POST":
        return _take(request, followed.box, token)
    return _ask(request, followed.box, token, RaiseForm.blank())


def _take(request, box, token: str):
    if not is_ours(request, token, MOST_BYTES) or (form := RaiseForm(request.POST)).is_forged():
        return _say(request, "changed_form", 400, box)
    if not form.is_valid():
        return _ask(request, box, token, form)
    data = form.cleaned_data
    try:
        actions.raise_note(box=box, envelope_id=data["envelope"], text=data["text"], code=data["code"])
    except actions.NotReady:
        return _say(request, "not_ready", 503, box)
    except actions.BoxFull:
        return _say(request, "full", 429, box)
    # Not a redirect: nothing may carry the code but this page.
    context = {
        "network": box.network,
        "code": data["code"],
        "rules": rules,
        "portal_url": settings.PORTAL_URL,
    }
    response = render(request, "notes/receipt.html", context)
    return forget_token(response, COOKIE, page=reverse("raising:note"))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request):
    """Reads the answer by its code. A wrong code and a note that waits look the same, to the portal too."""
    check = tokens.form_check(READING)
    if request.method != "POST":
        return render(request, "notes/answer.html", {"form": CodeForm(), "check": check})
    if not is_ours(request, READING, MOST_BYTES):
        return _say(request, "changed_form", 400)
    form = CodeForm(request.POST)
    context = {"form": form, "check": check}
    if form.is_valid():
        context |= {"asked": True, "reply": queries.reply_to(form.cleaned_data["code"]), "rules": rules}
        context["form"] = CodeForm()
    return render(request, "notes/answer.html", context)


def _ask(request, box, token: str, form):
    context = {
        "form": form,
        "check": tokens.form_check(token),
        "network": box.network,
        "lost_on": box.lost_on if box.tells_loss(timezone.localdate()) else None,
        "rules": rules,
    }
    return render(request, "notes/note.html", context)


def _refuse(request, followed):
    return _say(request, followed.state.value, STATUS[followed.state], followed.box)


def _say(request, notice: str, status: int, box=None):
    context = {"notice": notice, "typed": request.method == "POST", "network": box and box.network}
    return render(request, "notes/notice.html", context, status=status)
