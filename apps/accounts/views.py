"""One's own account: who one is, how one logs in, where one is logged in."""

from allauth.account.adapter import get_adapter
from allauth.account.views import PasswordChangeView, PasswordResetFromKeyView, ReauthenticateView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.tables import build

from . import actions, drafts, organisation, queries, sessions, stages, tables
from .forms import NameForm


@require_safe
def page(request):
    since = stages.trusted_since(request, request.user)
    context = {
        "factors": queries.factors_of(request.user),
        "sessions": _sessions(request),
        "trusted_since": since,
        "trusted_until": since and since + settings.MFA_TRUST_COOKIE_AGE,
        "is_shared": sessions.is_shared(request),
        "left": sessions.time_left(request.session),
        "has_password": request.user.has_usable_password(),
        "bound": organisation.bound_to(request.user),
    }
    return render(request, "account/page.html", context)


def _sessions(request):
    found = queries.sessions_of(request.user, request.session.session_key)
    return build(
        found,
        tables.session_columns(get_token(request)),
        {},
        id="sessions",
        caption="Where you are logged in",
        noun=tables.SESSIONS,
        path=request.path,
        size=max(len(found), 1),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def name(request):
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        actions.change_name(by=request.user, **form.cleaned_data)
        messages.success(request, "Your name was saved.")
        return redirect("account:page")
    return render(request, "account/name.html", {"form": form})


@require_POST
def session_end(request, pk):
    if not actions.end_sessions(by=request.user, only=pk):
        raise Http404
    messages.success(request, "That device is logged out.")
    return redirect("account:page")


@require_POST
def log_out_everywhere(request):
    actions.log_out_everywhere(by=request.user)
    logout(request)
    messages.success(request, "You are logged out everywhere.")
    return redirect("account_login")


@require_POST
def forget_devices(request):
    actions.forget_devices(by=request.user)
    messages.success(request, "Every device asks for your second factor again at the next log in.")
    return redirect("account:page")


@require_safe
def time_left(request):
    """How long the session still lasts, in seconds; asked by the page itself, which is no use of it."""
    left = sessions.time_left(request.session)
    return JsonResponse({"idle": left.idle.total_seconds(), "longest": left.longest.total_seconds()})


@require_POST
def stay(request):
    """“Stay logged in”: a use of the session like any other, without leaving the page."""
    sessions.note_use(request, at_once=True)
    left = sessions.time_left(request.session)
    return JsonResponse({"idle": left.idle.total_seconds(), "longest": left.longest.total_seconds()})


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request):
    """What was being sent in when the log in ran out: to send now, or by POST to throw away."""
    waiting = drafts.waiting(request)
    if request.method == "POST":
        drafts.throw_away(request)
        return redirect("home:start")
    if waiting is None:
        return redirect("home:start")
    return render(request, "account/draft.html", {"draft": waiting})


@require_safe
def download(request):
    """Hands out a file after its reader confirmed who they are, and says so."""
    file, back = request.GET.get("file", ""), request.GET.get("back", "/")
    if not all(_is_own_path(path) for path in (file, back)):
        raise Http404
    return render(request, "account/download.html", {"file": file, "back": back})


def _is_own_path(path: str) -> bool:
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, None)


def too_many(request, exception=None):
    """Whoever tries too often (`handler429`)."""
    user = request.user if request.user.is_authenticated else None
    actions.record_limited(by=user, address=get_adapter().get_client_ip(request))
    return render(request, "429.html", status=429)


@method_decorator(never_cache, name="dispatch")
class NewPassword(PasswordResetFromKeyView):
    def form_valid(self, form):
        response = super().form_valid(form)
        # Whoever forgot their password has just tried a few.
        get_adapter()._delete_login_attempts_cached_email(self.request, email=self.reset_user.email)
        return response


class ChangePassword(PasswordChangeView):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():  # logs in through an organisation
            return redirect("account:page")
        return super().dispatch(request, *args, **kwargs)


class Confirm(ReauthenticateView):
    def dispatch(self, request, *args, **kwargs):
        if not get_adapter().get_reauthentication_methods(request.user):  # somebody of the demo
            return redirect("account:page")
        return super().dispatch(request, *args, **kwargs)


new_password, change_password = NewPassword.as_view(), ChangePassword.as_view()
confirm = Confirm.as_view()
