"""The addresses of accounts. A closed list: what allauth has besides is not reachable."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.webauthn import views as webauthn_views
from django.urls import include, path, re_path

from . import factor_views, organisation_views, views

own = [
    path("", views.page, name="page"),
    path("name/", views.name, name="name"),
    path("second-factor/", factor_views.second_factor, name="second_factor"),
    path("app/image.svg", factor_views.totp_image, name="totp_image"),
    path("sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("sessions/end/", views.log_out_everywhere, name="log_out_everywhere"),
    path("devices/forget/", views.forget_devices, name="forget_devices"),
    path("time-left/", views.time_left, name="time_left"),
    path("stay/", views.stay, name="stay"),
    path("draft/", views.draft, name="draft"),
    path("download/", views.download, name="download"),
]

urlpatterns = [
    path("log-in/", allauth_views.login, name="account_login"),
    path("log-in/second-factor/", mfa_views.authenticate, name="mfa_authenticate"),
    path("log-in/trust/", mfa_views.trust, name="mfa_trust"),
    path("log-in/passkey/", webauthn_views.login_webauthn, name="mfa_login_webauthn"),
    path("log-out/", allauth_views.logout, name="account_logout"),
    path("forgotten-password/", allauth_views.password_reset, name="account_reset_password"),
    path("forgotten-password/sent/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path(
        "forgotten-password/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^forgotten-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path("account/", include((own, "account"))),
    path("account/password/", views.change_password, name="account_change_password"),
    path("account/confirm/", views.confirm, name="account_reauthenticate"),
    path("account/confirm/code/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        factor_views.confirm_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/", factor_views.add_app, name="mfa_activate_totp"),
    path("account/app/remove/", factor_views.remove_app, name="mfa_deactivate_totp"),
    path("account/passkeys/add/", factor_views.add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", factor_views.rename_passkey, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", factor_views.remove_passkey, name="mfa_remove_webauthn"),
    path("account/recovery-codes/", factor_views.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/file/", factor_views.recovery_codes_file, name="mfa_download_recovery_codes"
    ),
    path("account/recovery-codes/new/", factor_views.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("log-in/organisation/", organisation_views.log_in, name="organisation_log_in"),
    path("log-in/organisation/answer/", organisation_views.answer, name="organisation_callback"),
    path("account/confirm/organisation/", organisation_views.confirm, name="organisation_confirm"),
    path("account/organisation/end/", organisation_views.end, name="organisation_end"),
]
