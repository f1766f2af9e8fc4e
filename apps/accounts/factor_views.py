"""Setting up, showing and taking away second factors: allauth's views, on our pages."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic.edit import FormView

from apps.core.audit import Event

from . import actions, queries, sessions

ACCOUNT = reverse_lazy("account:page")
CODES = reverse_lazy("mfa_view_recovery_codes")
LAST_ONE = "This is your only second factor. Add another one first: every account needs one."


@require_safe
def second_factor(request):
    """Choose between a passkey and an app: where every account without one is taken first."""
    return render(
        request,
        "account/second_factor.html",
        {"first": not sessions.has_passed(request), "factors": queries.factors_of(request.user)},
    )


def after_adding(view) -> str:
    """The first second factor comes with recovery codes."""
    return CODES if view.did_generate_recovery_codes else ACCOUNT


class AddApp(ActivateTOTPView):
    template_name = "mfa/totp/activate_form.html"

    def dispatch(self, request, *args, **kwargs):
        if queries.factors_of(request.user).app:
            return redirect(ACCOUNT)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        # allauth's own puts the image into the page as a data address, which our policy refuses.
        context = FormView.get_context_data(self, **kwargs)
        secret = context["form"].secret
        return context | {"secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        actions.second_factor_added(self.request, kind="app")
        return response

    def get_success_url(self):
        return after_adding(self)


@require_safe
def totp_image(request):
    """The secret that is being set up now, as an image for the app's camera."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="code.svg"'}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)


class NotTheLast:
    """Refuses to remove the last second factor, before and while it is confirmed."""

    def dispatch(self, request, *args, **kwargs):
        if queries.factors_of(request.user).count == 1:
            messages.error(request, LAST_ONE)
            return redirect(ACCOUNT)
        return super().dispatch(request, *args, **kwargs)


class RemoveApp(NotTheLast, DeactivateTOTPView):
    template_name = "mfa/totp/deactivate_form.html"
    success_url = ACCOUNT


class AddPasskey(AddWebAuthnView):
    template_name = "mfa/webauthn/add_form.html"

    def get_context_data(self, **kwargs):
        # Asked for so that it can also be used without the password: kept on the device, opened by its owner.
        context = FormView.get_context_data(self, **kwargs)
        return context | {"options": webauthn.begin_registration(self.request.user, True)}

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        actions.second_factor_added(self.request, kind="passkey")
        return response

    def get_success_url(self):
        return after_adding(self)


class RenamePasskey(EditWebAuthnView):
    template_name = "mfa/webauthn/edit_form.html"
    success_url = ACCOUNT


class RemovePasskey(NotTheLast, RemoveWebAuthnView):
    template_name = "mfa/webauthn/authenticator_confirm_delete.html"
    success_url = ACCOUNT


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        # allauth's own goes to the log in, which takes whoever is logged in to their start page.
        messages.error(self.request, " ".join(form.errors["credential"]))
        return redirect(self.passthrough_next_url(self.request.path))


class NewRecoveryCodes(GenerateRecoveryCodesView):
    template_name = "mfa/recovery_codes/generate.html"

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        user = self.request.user
        actions.tell(event=Event.RECOVERY_CODES_MADE, about=user, by=user)
        return response


def _unsaved_codes(request):
    """The reader's codes; None once they have said that they are saved. Raises ReauthenticationRequired."""
    codes = queries.unsaved_codes(request.user)
    if codes:
        raise_if_reauthentication_required(request, app="allauth.mfa")
    return codes


@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request):
    """Shows new codes until their owner says that they are saved, and never again."""
    codes = _unsaved_codes(request)
    if codes is None:
        return redirect(ACCOUNT)
    if request.method == "POST":
        codes.mark_as_viewed()
        return redirect(request.session.pop(sessions.AFTER_SET_UP, ACCOUNT))
    return render(request, "mfa/recovery_codes/index.html", {"codes": codes.get_unused_codes()})


@require_safe
def recovery_codes_file(request):
    codes = _unsaved_codes(request)
    if codes is None:
        raise Http404
    context = {"codes": codes.get_unused_codes()}
    response = render(request, "mfa/recovery_codes/download.txt", context, content_type="text/plain")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


add_app, remove_app = AddApp.as_view(), RemoveApp.as_view()
add_passkey, rename_passkey, remove_passkey = (
    AddPasskey.as_view(),
    RenamePasskey.as_view(),
    RemovePasskey.as_view(),
)
confirm_by_passkey, new_recovery_codes = ConfirmByPasskey.as_view(), NewRecoveryCodes.as_view()
