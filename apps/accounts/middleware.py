"""What stands between a log in and the pages: its limits in time, and its second factor."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from . import actions, drafts, queries, sessions

WORDS = {
    sessions.Over.IDLE: "You were logged out because nothing was used for 30 minutes.",
    sessions.Over.LONGEST: "You were logged out because a log in lasts 12 hours at the longest.",
}
# Where somebody may go who has not shown a second factor yet, besides public pages.
BEFORE_SECOND_FACTOR = {
    "account:second_factor",
    "account:totp_image",
    "account:time_left",
    "account:stay",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "organisation_confirm",
}


def is_public(view) -> bool:
    return not getattr(view, "login_required", True)


class SessionLimits:
    """Ends sessions that were not used for 30 minutes or are 12 hours old. What somebody was sending in is kept for
    them until they have logged in again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated:
            return None
        why = sessions.over(request.session)
        if why is None:
            if not sessions.is_background(request):
                sessions.note_use(request)
            return None
        draft = drafts.of(request)
        actions.log_out(request, why=why.value)
        if is_public(view):
            return None
        if not request.htmx:  # there the page itself says so, and keeps what was typed (swap.js)
            messages.info(request, WORDS[why])
        back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
        if draft:
            drafts.keep(request, draft)
            back = reverse("account:draft")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


class SecondFactorFirst:
    """Takes whoever has not shown a second factor to where one is set up, before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or sessions.has_passed(request) or is_public(view):
            return None
        if queries.has_second_factor(request.user):
            # It was set up elsewhere since this session began with a password alone.
            logout(request)
            return redirect("account_login")
        if request.resolver_match.view_name in BEFORE_SECOND_FACTOR:
            return None
        if request.method == "GET" and not request.htmx:
            request.session[sessions.AFTER_SET_UP] = request.get_full_path()
        return redirect("account:second_factor")
