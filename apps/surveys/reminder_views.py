"""The page on which somebody invited stops reminders: reached from a mail, behind their link as the questions are.

It looks the same whether or not they answered, and nobody else is told."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.mail import tokens

from . import letters, links
from .forms import CHECK
from .links import LinkState
from .views import COOKIE, go_on, refuse, say, unreadable

# So that this form's check opens no other form.
_STOP = "stop"


@login_not_required
@require_safe
def link(request, token):
    """Take the token out of the address at once, as `views.link` does."""
    followed = links.follow(token)
    if followed.round is None:
        return refuse(request, followed)
    return go_on(followed.round.pk, token, page=reverse("surveys:stop", args=[followed.round.pk]))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, round_id):
    token = request.COOKIES.get(COOKIE, "")
    followed = links.follow(token) if token else None
    if followed is None or (followed.round and followed.round.pk != round_id):
        return say(request, "no_cookie", 403)
    if followed.state not in (LinkState.READY, LinkState.USED):
        return refuse(request, followed)
    if not followed.is_reminded:  # a slip's or an open link: nobody is written to
        return say(request, "forged", 404)
    if request.method == "POST":
        if wrong := unreadable(request):
            return say(request, *wrong)
        if not tokens.form_check_is_good(request.POST.get(CHECK, ""), token + _STOP):
            return say(request, "other_form", 409)
        letters.stop_reminders(followed.invitation_id)
    context = {
        "round": followed.round,
        "network": followed.round.network,
        "check": tokens.form_check(token + _STOP),
        "done": request.method == "POST",
    }
    return render(request, "surveys/stop.html", context)
