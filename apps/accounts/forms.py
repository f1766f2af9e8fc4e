"""Forms of logging in: allauth's, in our words and our design."""

from allauth.account import forms as allauth_forms
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.cache import cache

from apps.core.audit import Event

from . import actions, sessions

HINT = (
    "At least 12 characters. Three or four words that only you put together are good. It can’t be built around the "
    "name of your network, your practice or the NHS."
)


def _plain(form) -> None:
    """Labels say what to type, not text inside the field that goes away."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


def _required(field, words: str) -> None:
    field.error_messages["required"] = words


class LoginForm(allauth_forms.LoginForm):
    shared = forms.BooleanField(
        label="This is a shared computer",
        help_text="Tick the box if others use it too. Then nothing is remembered on it, and it is never trusted.",
        required=False,
    )
    field_order = ["login", "password", "shared"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _plain(self)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Email address"
        login.widget.attrs["autocomplete"] = "username"
        login.widget.attrs["spellcheck"] = "false"
        _required(login, "Enter your email address")
        _required(password, "Enter your password")
        password.help_text = ""
        self.order_fields(self.field_order)

    def login(self, request, redirect_url=None):
        request.session[sessions.SHARED] = self.cleaned_data["shared"]
        return super().login(request, redirect_url)


class ConfirmForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _plain(self)
        self.fields["password"].help_text = ""
        _required(self.fields["password"], "Enter your password")


class _NewPassword:
    """One field for the new password, in which it can be shown: typing it twice helps nobody."""

    def _set_up_new(self):
        del self.fields["password2"]
        _plain(self)
        new = self.fields["password1"]
        new.label = "New password"
        new.help_text = HINT
        new.max_length = 200
        _required(new, "Enter a new password")


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._set_up_new()
        current = self.fields["oldpassword"]
        current.label = "Current password"
        current.help_text = ""
        _required(current, "Enter your current password")


class ResetPasswordKeyForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._set_up_new()


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _plain(self)
        email = self.fields["email"]
        email.label = "Email address"
        email.widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}
        _required(email, "Enter your email address")
        email.error_messages["invalid"] = (
            "Enter an email address in the correct format, like name@example.com"
        )

    def save(self, request, **options):
        actions.ask_for_reset(user=self.users[0] if self.users else None)
        return self.cleaned_data["email"]


def _set_up_code(field, label: str, hint: str) -> None:
    field.label = label
    field.help_text = hint
    field.max_length = 20
    field.widget.attrs = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "spellcheck": "false",
        "class": "nhsuk-input--width-10",
    }
    _required(field, "Enter the code")


class _Code:
    """A code from an app, or one of the recovery codes."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _set_up_code(
            self.fields["code"],
            "Code",
            "6 digits from your authenticator app, or one of your recovery codes.",
        )

    def clean_code(self):
        code = super().clean_code()
        # allauth remembers a used code for its own 30 seconds; with a tolerance it is taken for three times as long.
        fresh = f"second_factor.used:{self.user.pk}:{normalize_user_code(code)}"
        life = (2 * mfa_settings.TOTP_TOLERANCE + 1) * mfa_settings.TOTP_PERIOD
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(fresh, "y", timeout=life):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code

    def save(self):
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            actions.tell(event=Event.RECOVERY_CODE_USED, about=self.user, by=self.user)

    def _emit_authentication_failed(self, authenticator):
        actions.record_failed_second_factor(user=self.user)


class CodeForm(_Code, mfa_forms.AuthenticateForm):
    pass


class ConfirmCodeForm(_Code, mfa_forms.ReauthenticateForm):
    pass


class _PasskeyAnswer:
    """What a device answers; one that is not right is on record."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except forms.ValidationError:
            if self.user:
                actions.record_failed_second_factor(user=self.user)
            else:  # whose it says it is, anybody could say
                actions.record_failed_log_in(email="")
            raise


class PasskeyLogInForm(_PasskeyAnswer, webauthn_forms.LoginWebAuthnForm):
    pass


class PasskeyStepForm(_PasskeyAnswer, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class ConfirmPasskeyForm(_PasskeyAnswer, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


class AppForm(ActivateTOTPForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _set_up_code(self.fields["code"], "Code", "The 6 digits that the app shows now.")


class PasskeyForm(webauthn_forms.AddWebAuthnForm):
    name = forms.CharField(
        label="Name of this passkey",
        max_length=60,
        required=False,
        help_text="So that you recognise it later, such as “Work laptop”.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del self.fields["passwordless"]


class PasskeyNameForm(webauthn_forms.EditWebAuthnForm):
    name = forms.CharField(
        label="Name of this passkey", max_length=60, error_messages={"required": "Enter a name"}
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label="Full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())
