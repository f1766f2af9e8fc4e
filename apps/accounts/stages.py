"""The steps of a log in after the password: allauth's, but no device is trusted that is shared or was disowned."""

from datetime import UTC, datetime

from allauth.mfa import stages
from allauth.mfa.internal.flows import trust
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login

from . import organisation, queries, sessions


def trusted_since(request, user) -> datetime | None:
    """Since when ``user`` trusts this browser, which lasts for `MFA_TRUST_COOKIE_AGE`; None where they don't, marked
    it shared, or have since asked that every device be forgotten."""
    if sessions.is_shared(request):
        return None
    fingerprint = trust.create_config_fingerprint(user)
    since = user.devices_trusted_from.timestamp() if user.devices_trusted_from else 0
    given = [
        one.at
        for one in trust.decode_trust_cookie(request)
        if one.fingerprint == fingerprint and one.at >= since
    ]
    return datetime.fromtimestamp(max(given), UTC) if given else None


class AuthenticateStage(stages.AuthenticateStage):
    def _should_handle(self, request) -> bool:
        user = self.login.user
        return (
            queries.has_second_factor(user)
            and not did_use_passwordless_login(request, user)
            and not organisation.showed_second_factor(request, user)
            and trusted_since(request, user) is None
        )


class TrustStage(stages.TrustStage):
    def handle(self):
        return (None, True) if sessions.is_shared(self.request) else super().handle()
