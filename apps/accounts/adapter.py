"""What allauth asks us: who may log in, what happens when they do, how they are told."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from apps.core.audit import Event

from . import actions, confirm, organisation, queries, sessions

WRONG_CODE = (
    "That did not work. A code of an app is good for 30 seconds and works once: wait for the next one."
)
STAGES = {
    "allauth.mfa.stages.AuthenticateStage": "apps.accounts.stages.AuthenticateStage",
    "allauth.mfa.stages.TrustStage": "apps.accounts.stages.TrustStage",
}
# What allauth would mail about, and what it is here: put on record and mailed by a job. What is added, `factor_views`
# records in the transaction that adds it.
NOTICES = {
    "account/email/password_changed": (Event.PASSWORD_CHANGED, {}),
    "account/email/password_reset": (Event.PASSWORD_RESET, {}),
    "mfa/email/totp_deactivated": (Event.SECOND_FACTOR_REMOVED, {"kind": "app"}),
    "mfa/email/webauthn_removed": (Event.SECOND_FACTOR_REMOVED, {"kind": "passkey"}),
}

# What allauth calls ways to confirm that it is you, in the words of the pages that set them up.
REAUTHENTICATION = {
    "mfa_reauthenticate": "Use a code from your app, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right",
        "enter_current_password": "Your current password is not right",
        "incorrect_password": "That password is not right",
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request):
        """Nobody signs up: accounts are made by invitation."""
        return False

    def get_login_stages(self):
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def authenticate(self, request, **credentials):
        """As allauth's; a closed account is answered like a wrong password."""
        user = super().authenticate(request, **credentials)
        if user and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request, **credentials):
        """Called for a wrong address or password; past the rate limit nothing is tried."""
        super().authentication_failed(request, **credentials)
        actions.record_failed_log_in(email=credentials.get("email", ""))

    def validation_error(self, code, *args):
        """Whatever is tried too often gets the page for that, whichever form it came through."""
        if code in ("too_many_login_attempts", "rate_limited"):
            raise ImmediateHttpResponse(respond_429(self.request))
        return super().validation_error(code, *args)

    def respond_user_inactive(self, request, user):
        messages.error(request, self.error_messages["email_password_mismatch"])
        return redirect("account_login")

    def login(self, request, user):
        super().login(request, user)
        sessions.begin(request, factor=_shown(request, user))

    def post_login(self, request, user, **options):
        """Called once every step of logging in is passed."""
        response = super().post_login(request, user, **options)
        actions.record_log_in(by=user, by_organisation=organisation.logged_in_by(request, user))
        if sessions.is_shared(request):
            response.delete_cookie(settings.MFA_TRUST_COOKIE_NAME)
        return response

    def logout(self, request):
        actions.log_out(request)

    def set_password(self, user, password):
        """Every other session of ``user`` ends with the old password."""
        user.set_password(password)
        user.save(update_fields=["password"])
        own = self.request.user.pk == user.pk
        sessions.end(user, keep=self.request.session.session_key if own else None)

    def is_reauthentication_required(self, *, app, **options):
        return not confirm.is_fresh(self.request)

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = REAUTHENTICATION.get(method["id"], method["description"])
        if user.is_authenticated and organisation.bound_to(user):
            use = f"Use {settings.ORGANISATION.name}"
            methods.append({"id": "organisation", "description": use, "url": reverse("organisation_confirm")})
        return methods

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if template_prefix in NOTICES:
            event, detail = NOTICES[template_prefix]
            actions.tell(event=event, about=user, by=user, **detail)

    def is_safe_url(self, url):
        # A path without its slash would lead to below the page that sends on, where nothing is.
        return bool(url) and url.startswith("/") and super().is_safe_url(url)

    def get_password_change_redirect_url(self, request):
        return "/account/"


def _shown(request, user) -> sessions.Factor | None:
    """How a log in whose steps are all passed has shown a second factor; None where the account has none yet."""
    if queries.has_second_factor(user):
        return sessions.Factor.OWN
    return sessions.Factor.PROVIDER if organisation.showed_second_factor(request, user) else None


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Add another second factor first: every account needs one.",
    }

    def encrypt(self, text):
        """Secrets of second factors are unreadable in the database and its backups without the portal's key."""
        return base64.b64encode(_box(settings.SECRET_KEY).encrypt(text.encode())).decode()

    def decrypt(self, encrypted_text):
        sealed = base64.b64decode(encrypted_text)
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            try:
                return _box(key).decrypt(sealed).decode()
            except CryptoError:
                continue
        raise CryptoError("No key of this portal opens the second factor.")

    def can_delete_authenticator(self, authenticator):
        return queries.factors_of(authenticator.user).count > 1

    def generate_authenticator_name(self, user, type):
        count = len(queries.factors_of(user).passkeys)
        return "Passkey" if not count else f"Passkey {count + 1}"

    def _get_site_name(self):
        return "PCN portal"


def _box(key: str) -> SecretBox:
    return SecretBox(hashlib.blake2b(key.encode(), digest_size=32, person=b"second factor").digest())
