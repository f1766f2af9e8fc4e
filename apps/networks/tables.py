"""Who has access, and who was invited, as tables. ``at`` gives the address of another page of the place."""

from collections.abc import Callable

from django.db.models.functions import Lower
from django.utils.html import format_html

from apps.core.moments import day
from apps.core.table_html import email, link, quiet, tag
from apps.core.tables import Column, Noun

MEMBERS = Noun("person has access", "people have access")
INVITATIONS = Noun("open invitation", "open invitations")


# --- Members -----------------------------------------------------------------------------
def _confirmed(membership) -> str:
    if not membership.confirmed_at:
        return ""
    by = f" by {membership.confirmed_by}" if membership.confirmed_by else ""
    return f"{day(membership.confirmed_at)}{by}"


NAME = Column(
    "name", "Name", lambda membership: str(membership.user), order=(Lower("user__name"), "user__email")
)
_REST = (
    Column(
        "email",
        "Email",
        lambda membership: membership.user.email,
        lambda membership: email(membership.user.email),
        order=(Lower("user__email"),),
    ),
    Column("role", "Role", lambda membership: membership.role_name, order=("role",)),
    Column("since", "Since", lambda membership: day(membership.since), order=("since",)),
    Column(
        "confirmed",
        "Last confirmed",
        _confirmed,
        lambda membership: _confirmed(membership) or quiet("Not yet"),
        order=("confirmed_at",),
    ),
)
MEMBERS_CSV = (NAME, *_REST)


def member_columns(place, reader, at: Callable) -> tuple[Column, ...]:
    """The members as ``reader`` sees them, with a way to change each or, where the place has closed, to remove."""

    def name(membership):
        return f"{membership.user} (you)" if membership.user == reader else str(membership.user)

    def change(membership):
        words, page = ("Remove", "remove") if place.is_read_only else ("Change", "member")
        return link(words, at(page, pk=membership.pk), hidden=f"{membership.user}, {membership.role_name}")

    return (
        Column("name", "Name", cell=name, order=NAME.order, head=True),
        *_REST,
        Column("change", "Change", cell=change, hidden=True),
    )


# --- Open invitations ----------------------------------------------------------------------
def _inviter(one) -> str:
    return str(one.invitation.invited_by or "the portal’s administrator")


def _state(one) -> str:
    ends = day(one.invitation.expires_at)
    return f"Ran out on {ends}" if one.expired else f"Open until {ends}"


def _state_cell(one):
    state = _state(one)
    if one.expired:
        state = format_html("{} on {}", tag("Ran out", "grey"), day(one.invitation.expires_at))
    if one.problem:
        return format_html("{}<br><strong>The mail has not arrived.</strong> {}", state, one.problem)
    return state


INVITED = Column(
    "email",
    "Email",
    lambda one: one.invitation.email,
    lambda one: email(one.invitation.email),
    head=True,
)
INVITED_AS = Column("role", "Role", lambda one: one.invitation.role_name)
INVITER = Column("inviter", "Invited by", _inviter)
STATE = Column("state", "State", _state, _state_cell)
INVITATIONS_CSV = (
    INVITED,
    INVITED_AS,
    INVITER,
    STATE,
    Column("problem", "Why its mail did not arrive", lambda one: one.problem),
)
_BUTTON = (
    '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button class="portal-link-button" type="submit">{}'
    '<span class="nhsuk-u-visually-hidden"> {}</span></button></form>'
)


def invitation_columns(place, token: str, at: Callable) -> tuple[Column, ...]:
    """The open invitations; in an open place with a way to renew or withdraw each. ``token`` is CSRF's."""

    def change(one):
        pk, whose = one.invitation.pk, one.invitation.email
        renew = format_html(_BUTTON, at("renew", pk=pk), token, "Send a new link", f"to {whose}")
        withdraw = format_html(
            _BUTTON, at("withdraw", pk=pk), token, "Withdraw", f"the invitation of {whose}"
        )
        return format_html("{}{}", renew, withdraw)

    shown = (INVITED, INVITED_AS, INVITER, STATE)
    return shown if place.is_read_only else (*shown, Column("change", "Change", cell=change, hidden=True))
