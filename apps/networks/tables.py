"""Who has access, and who was invited, as tables. ``at`` gives the address of another page of the place."""

from collections.abc import Callable

from django.db.models.functions import Lower
from django.utils.html import format_html

from apps.core.moments import day
from apps.core.table_html import email, link, post_button, quiet, tag
from apps.core.tables import Column, Noun

from .queries import is_overdue

TO_CONFIRM = Noun("person to confirm", "people to confirm")
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


# --- The yearly review ---------------------------------------------------------------------
def _last_said(membership):
    words = _confirmed(membership) or f"Never; has it since {day(membership.since)}"
    return format_html("{}<br>{}", words, tag("Overdue", "orange")) if is_overdue(membership) else words


def review_columns(place, reader, token: str, at: Callable) -> tuple[Column, ...]:
    """Whose access is to be confirmed, longest ago first: to work through, neither sorted nor downloaded (the list
    of members says the same). In an open place with a way to keep each; ``token`` is CSRF's."""

    def name(membership):
        own = " (you)" if membership.user == reader else ""
        return format_html("{}{}<br>{}", membership.user, own, quiet(email(membership.user.email)))

    def decide(membership):
        whose = f"{membership.user} as {membership.role_name}"
        take = link("Remove", at("remove", pk=membership.pk), hidden=whose)
        if place.is_read_only:
            return take
        keep = post_button(
            "Keep",
            at("confirm", pk=membership.pk),
            token,
            hidden=whose,
            css="nhsuk-button nhsuk-button--small",
        )
        return format_html('<span class="portal-row-actions">{}{}</span>', keep, take)

    return (
        Column("name", "Name", cell=name, head=True),
        Column("role", "Role", lambda membership: membership.role_name),
        Column("confirmed", "Last confirmed", cell=_last_said),
        Column("decide", "Still needed?", cell=decide),
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


def invitation_columns(place, token: str, at: Callable) -> tuple[Column, ...]:
    """The open invitations; in an open place with a way to renew or withdraw each. ``token`` is CSRF's."""

    def change(one):
        pk, whose = one.invitation.pk, one.invitation.email
        renew = post_button("Send a new link", at("renew", pk=pk), token, hidden=f"to {whose}")
        withdraw = post_button("Withdraw", at("withdraw", pk=pk), token, hidden=f"the invitation of {whose}")
        return format_html("{}{}", renew, withdraw)

    shown = (INVITED, INVITED_AS, INVITER, STATE)
    return shown if place.is_read_only else (*shown, Column("change", "Change", cell=change, hidden=True))
