"""Logging in by an organisation's OpenID Connect provider: what is asked of it, and what its answer must be.

Who somebody is there does not yet say who they are here: an identity (issuer and `sub`) opens the account that accepted
an invitation with it (`actions.bind_identity`). No e-mail address is asked for, and none is ever compared."""

import secrets
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import jwt
import requests
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

# What somebody is sent to the provider for.
LOG_IN, ACCEPT, CONFIRM = "log in", "accept", "confirm"
METHOD = "organisation"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LONGEST_SUB = SocialAccount._meta.get_field("uid").max_length
# How far the provider's clock may be from ours.
LEEWAY_SECONDS = 60
KEPT = "organisation_identity"
KEPT_SECONDS = 10 * 60


class Failed(Exception):
    """Nobody was identified. What it says is for the log, and names nobody."""


class NoAnswer(Failed):
    """The provider could not be asked, or what it said is not an answer to us."""


@dataclass(frozen=True)
class Identity:
    """Who somebody is at the provider. ``amr``: how they showed it there (RFC 8176); ``name`` may be empty."""

    issuer: str
    sub: str
    amr: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Answer:
    identity: Identity
    purpose: str
    next_url: str


class Provider(OpenIDConnectProvider):
    def __init__(self, request):
        organisation = settings.ORGANISATION
        # The issuer stands for the provider in stored identities: a `sub` of another issuer is another identity.
        app = SocialApp(
            provider=self.id,
            provider_id=organisation.issuer,
            name=organisation.name,
            client_id=organisation.client_id,
            secret=organisation.client_secret,
            settings={"server_url": organisation.issuer.rstrip("/"), "oauth_pkce_enabled": True},
        )
        super().__init__(request, app=app)
        self.exchange = Exchange(request, self)

    def get_oauth2_adapter(self, request):
        return self.exchange


class Exchange(OpenIDConnectOAuth2Adapter):
    """allauth's client, held to one issuer and one address of ours."""

    def __init__(self, request, provider):
        super().__init__(request, provider.app.provider_id)
        self.provider = provider

    def get_provider(self):
        return self.provider

    def get_callback_url(self, request, app):
        return settings.PORTAL_URL + reverse("organisation_callback")

    @property
    def openid_config(self):
        config = super().openid_config
        if config["issuer"] != settings.ORGANISATION.issuer:
            raise NoAnswer("the provider calls itself by another issuer than OIDC_ISSUER")
        return config

    def claims_of(self, id_token: str) -> dict:
        """What a token that the provider signed for us, and that still holds, says."""
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        kid = jwt.get_unverified_header(id_token).get("kid")
        [key] = [key for key in jwt.PyJWKSet.from_dict(response.json()).keys if kid in (None, key.key_id)]
        claims = jwt.decode(
            id_token,
            key,
            algorithms=ALGORITHMS,
            audience=self.provider.app.client_id,
            issuer=settings.ORGANISATION.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "sub", "nonce"]},
        )
        if claims.get("azp", self.provider.app.client_id) != self.provider.app.client_id:
            raise NoAnswer("the token was issued to another client")
        return claims


def begin(request, *, purpose: str, next_url: str):
    """Send somebody to the provider, to come back for ``purpose`` and go on to ``next_url``. Raises NoAnswer."""
    provider = Provider(request)
    nonce = secrets.token_urlsafe(24)
    # To confirm, being logged in there already is not enough: they are to show once more who they are.
    again = {"prompt": "login", "max_age": "0"} if purpose == CONFIRM else {}
    with _speaking_to_the_provider("finding it"):
        return provider.redirect(
            request,
            process=purpose,
            next_url=next_url,
            scope=["openid", "profile"],
            auth_params={"nonce": nonce, **again},
            nonce=nonce,
            asked_at=int(time.time()),
        )


def finish(request) -> Answer:
    """What the provider answered to `begin`, once: the state is used up. Raises Failed."""
    provider = Provider(request)
    try:
        state = provider.unstash_redirect_state(request, request.GET.get("state", ""))
    except PermissionDenied:
        raise Failed("nothing that was asked in this session is answered") from None
    if "code" not in request.GET:
        raise Failed("the provider let nobody in")
    with _speaking_to_the_provider("asking who it is"):
        tokens = provider.exchange.get_access_token_data(
            request,
            provider.app,
            provider.exchange.get_client(request, provider.app),
            pkce_code_verifier=state["pkce_code_verifier"],
        )
        claims = provider.exchange.claims_of(tokens["id_token"])
        identity = _identity(claims)
        shown_at = int(claims.get("auth_time", 0))
    if not secrets.compare_digest(str(claims["nonce"]).encode(), state["nonce"].encode()):
        raise Failed("the token answers another question")
    if state["process"] == CONFIRM and shown_at < state["asked_at"] - LEEWAY_SECONDS:
        raise Failed("the provider did not ask again who it is")
    return Answer(identity, state["process"], state.get("next", ""))


@contextmanager
def _speaking_to_the_provider(doing: str):
    try:
        yield
    except (
        requests.RequestException,
        OAuth2Error,
        jwt.PyJWTError,
        LookupError,
        TypeError,
        ValueError,
    ) as problem:
        # Its kind only: the provider's own words may name somebody.
        raise NoAnswer(f"{doing}: {type(problem).__name__}") from problem


def _identity(claims: dict) -> Identity:
    sub, name, amr = claims["sub"], claims.get("name"), claims.get("amr", [])
    if not isinstance(sub, str) or not 0 < len(sub) <= LONGEST_SUB:
        raise ValueError("Not a sub that can be kept.")
    return Identity(
        issuer=claims["iss"],
        sub=sub,
        amr=tuple(value for value in ([amr] if isinstance(amr, str) else amr) if isinstance(value, str)),
        name=" ".join(name.split())[:120] if isinstance(name, str) else "",
    )


# --- What a session knows of it ------------------------------------------------


def keep(request, identity: Identity) -> None:
    """Remember who came back until they accept their invitation."""
    request.session[KEPT] = {"at": time.time(), "identity": asdict(identity)}


def kept(request) -> Identity | None:
    """Whom `keep` remembered in this session in the last ten minutes."""
    found = request.session.get(KEPT)
    if not found or time.time() - found["at"] > KEPT_SECONDS or settings.ORGANISATION is None:
        return None
    identity = Identity(**found["identity"] | {"amr": tuple(found["identity"]["amr"])})
    return identity if identity.issuer == settings.ORGANISATION.issuer else None


def forget(request) -> None:
    request.session.pop(KEPT, None)


def remember(request, user, identity: Identity, *, again: bool = False) -> None:
    """Put on the session that ``user`` was shown by the provider, and how; ``again``: to confirm it."""
    record_authentication(
        request,
        user,
        METHOD,
        issuer=identity.issuer,
        uid=identity.sub,
        amr=list(identity.amr),
        reauthenticated=again or None,
    )


def logged_in_by(request, user) -> bool:
    """Whether ``user`` came into this session by the organisation."""
    return any(record["method"] == METHOD for record in get_authentication_records(request, user))


def showed_second_factor(request, user) -> bool:
    """Whether ``user`` came into this session by the organisation, with a second factor that counts."""
    organisation = settings.ORGANISATION
    return organisation is not None and any(
        record["method"] == METHOD
        and record["issuer"] == organisation.issuer
        and organisation.second_factor.intersection(record["amr"])
        for record in get_authentication_records(request, user)
    )


def account_of(identity: Identity) -> SocialAccount | None:
    """The binding of an identity, with its user; None where it was never bound."""
    bound = SocialAccount.objects.select_related("user")
    return bound.filter(provider=identity.issuer, uid=identity.sub).first()


def bound_to(user) -> SocialAccount | None:
    """What opens the account of ``user`` at the provider that is set up now; None where nothing does."""
    if settings.ORGANISATION is None:
        return None
    return user.socialaccount_set.filter(provider=settings.ORGANISATION.issuer).first()


def is_only_way_in(user) -> bool:
    return not user.has_usable_password() and bound_to(user) is not None
