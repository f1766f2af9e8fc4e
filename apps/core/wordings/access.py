"""Sentences about access and logging in."""

from collections.abc import Mapping

from .words import Kind, Wording, many, of, person, plain


def _role(detail: Mapping, key: str = "role") -> str:
    return str(detail.get(key, "")).replace("_", " ").replace("ics ", "ICS ")


def _as_role(detail: Mapping, about: str) -> str:
    """In the administrators' log ``about`` names the network."""
    return f"as {_role(detail)}" + (f" of {about}" if about else "")


_LOGGED_OUT = {
    "idle": "was logged out after 30 minutes without use",
    "longest": "was logged out after 12 hours",
}


_FACTORS = {"app": "an authenticator app", "passkey": "a passkey"}


def _factor(detail: Mapping) -> str:
    return _FACTORS.get(detail.get("kind"), "a second factor")


WORDINGS = {
    "network.controller_named": Wording(
        Kind.ACCESS, plain("said which practice or body is the data controller, or how to reach it")
    ),
    "access.invited": Wording(
        Kind.ACCESS, lambda detail, about: f"invited somebody {_as_role(detail, about)}"
    ),
    "access.invitation_renewed": Wording(
        Kind.ACCESS,
        lambda detail, about: f"sent an invitation {_as_role(detail, about)} again, with a new link",
    ),
    "access.invitation_withdrawn": Wording(
        Kind.ACCESS, lambda detail, about: f"withdrew an invitation {_as_role(detail, about)}"
    ),
    "access.accepted": Wording(
        Kind.ACCESS, lambda detail, about: f"accepted the invitation as {_role(detail)}"
    ),
    "access.role_changed": Wording(
        Kind.ACCESS,
        lambda detail, about: f"made {person(about)} {_role(detail)} instead of {_role(detail, 'was')}",
    ),
    "access.removed": Wording(Kind.ACCESS, of("took away the access of {}", person)),
    "access.left": Wording(Kind.ACCESS, plain("gave up their own access")),
    "access.ended": Wording(
        Kind.ACCESS, of("ended the access of {}: their practice is no longer in the network", person)
    ),
    "access.confirmed": Wording(
        Kind.ACCESS, lambda detail, about: f"confirmed the access of {person(about)} as {_role(detail)}"
    ),
    "account.logged_in": Wording(
        Kind.ACCESS,
        lambda detail, about: "logged in" + (" by their organisation" if "how" in detail else ""),
    ),
    "account.log_in_failed": Wording(
        Kind.ACCESS, plain("tried to log in and failed, or somebody else did with their email address")
    ),
    "account.organisation_bound": Wording(Kind.ACCESS, plain("set up logging in by their organisation")),
    "account.organisation_unbound": Wording(Kind.ACCESS, plain("ended logging in by their organisation")),
    "account.name_changed": Wording(Kind.ACCESS, plain("changed their name")),
    "account.logged_out": Wording(
        Kind.ACCESS, lambda detail, about: _LOGGED_OUT.get(detail.get("why"), "logged out")
    ),
    "account.limited": Wording(
        Kind.ACCESS, plain("tried to log in or to confirm who they are too often, and was turned away")
    ),
    "account.password_changed": Wording(Kind.ACCESS, plain("changed their password")),
    "account.reset_asked": Wording(
        Kind.ACCESS, plain("asked for a link to choose a new password, or somebody else did for them")
    ),
    "account.password_reset": Wording(Kind.ACCESS, plain("chose a new password by a mailed link")),
    "account.second_factor_failed": Wording(
        Kind.ACCESS, plain("gave the right password and then a wrong code or passkey, or somebody else did")
    ),
    "account.second_factor_added": Wording(
        Kind.ACCESS, lambda detail, about: f"added {_factor(detail)} as second factor"
    ),
    "account.second_factor_removed": Wording(
        Kind.ACCESS, lambda detail, about: f"removed {_factor(detail)} as second factor"
    ),
    "account.second_factor_reset": Wording(
        Kind.ACCESS, of("removed every second factor of {}, who had lost theirs", person)
    ),
    "account.recovery_codes_made": Wording(Kind.ACCESS, plain("made new recovery codes")),
    "account.recovery_code_used": Wording(Kind.ACCESS, plain("used a recovery code")),
    "account.devices_forgotten": Wording(Kind.ACCESS, plain("stopped trusting every device")),
    "account.sessions_ended": Wording(
        Kind.ACCESS,
        lambda detail, about: f"logged {many(detail['count'], 'one device', '{} devices')} out",
    ),
}
