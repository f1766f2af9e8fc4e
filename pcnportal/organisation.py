"""The organisation whose OpenID Connect provider people may log in by, as the environment names it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# As long as allauth's column for it.
LONGEST_ISSUER = 200


@dataclass(frozen=True)
class Organisation:
    """``issuer`` exactly as the provider spells it; ``second_factor`` the values of `amr` (RFC 8176) that show one;
    ``origins`` where a form that starts a log in may lead."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    second_factor: frozenset[str]
    origins: tuple[str, ...]


def organisation(env) -> Organisation | None:
    """What the variables OIDC_… say; None where none of them is set. Raises ImproperlyConfigured."""
    values = {
        "OIDC_ISSUER": env.str("OIDC_ISSUER", "").strip(),
        "OIDC_CLIENT_ID": env.str("OIDC_CLIENT_ID", "").strip(),
        "OIDC_CLIENT_SECRET": env.str("OIDC_CLIENT_SECRET", "").strip(),
        "OIDC_NAME": env.str("OIDC_NAME", "").strip(),
    }
    second_factor = env.str("OIDC_SECOND_FACTOR", "").replace(",", " ").split()
    further = env.str("OIDC_ORIGINS", "").split()
    if not any(values.values()) and not second_factor and not further:
        return None
    if missing := [name for name, value in values.items() if not value]:
        raise ImproperlyConfigured(
            f"{' and '.join(missing)} must be set as well: logging in by an organisation needs all of "
            f"{', '.join(values)}, or none."
        )
    issuer = values["OIDC_ISSUER"]
    for name, urls in {"OIDC_ISSUER": [issuer], "OIDC_ORIGINS": further}.items():
        for url in urls:
            _check(name, url)
    return Organisation(
        issuer=issuer,
        client_id=values["OIDC_CLIENT_ID"],
        client_secret=values["OIDC_CLIENT_SECRET"],
        name=values["OIDC_NAME"],
        second_factor=frozenset(second_factor or ["mfa"]),
        origins=tuple(dict.fromkeys(_origin(url) for url in (issuer, *further))),
    )


def _check(name: str, url: str) -> None:
    parts = urlsplit(url)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or not (plain or parts.scheme == "https"):
        raise ImproperlyConfigured(
            f"{name} must be https outside this machine, such as https://login.example."
        )
    # A space or semicolon would write into the content security policy.
    if parts.query or parts.fragment or parts.username or any(c in url for c in " ;,'\"\t\r\n"):
        raise ImproperlyConfigured(f"{name} must be an address without user, query or fragment.")
    if len(url) > LONGEST_ISSUER:
        raise ImproperlyConfigured(f"{name} must have at most {LONGEST_ISSUER} characters.")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
