"""Who has access: inviting, accepting, changing, confirming and removing, in every kind of place alike.

Somebody may give only roles that allow nothing they may not do themselves, so a manager can make no clinical
director. Taking access away is bounded by nothing but the last manager: whoever leaves must be out at once."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.accounts.actions import bind_identity
from apps.accounts.models import User
from apps.accounts.organisation import Identity
from apps.accounts.permissions import PRACTICE_MANAGER, Permission, Role, roles_within
from apps.core.audit import Event, record
from apps.jobs.actions import enqueue

from .invitations import State, practice_is_in, state_of
from .models import AccessInvitation, Membership, Network, NetworkMembership, Place, permissions_in
from .queries import roles_to_bring_in, somebody_manages

GOOD_FOR = timedelta(days=7)
MOST_OPEN = 50


class AccessRefused(ValueError):
    """It can't be done; the message says why, for people."""


class LastManager(AccessRefused):
    """Nobody would be left who can invite and remove."""


class InvitationOver(Exception):
    """The invitation can no longer be accepted."""


class AddressTaken(Exception):
    """An account with the invited address was made meanwhile."""


def _hold(place: Place) -> None:
    """One change of who has access at a time: two managers who remove each other at once must not both succeed."""
    type(place).objects.select_for_update(no_key=True).get(pk=place.pk)


def _permissions(place: Place, user: User) -> frozenset[Permission]:
    """Read anew under the lock: the giver may just have lost their own role."""
    return permissions_in(place.memberships.current().filter(user=user))


def _roles_to_give(place: Place, by: User) -> list[Role]:
    """What ``by`` may give in ``place``, as a member or as an administrator. Raises AccessRefused."""
    mine = _permissions(place, by)
    if Permission.MANAGE_ACCESS in mine:
        return roles_within(mine, place.ROLES)
    if Permission.ADMINISTER not in permissions_in(by.portal_memberships.current()):
        raise AccessRefused("You no longer have a role that can do this.")
    roles = roles_to_bring_in(place)
    if not roles:
        raise AccessRefused(f"Somebody manages {place.name} already. They invite everybody else.")
    return roles


def _check_may_give(place: Place, by: User | None, role: str) -> None:
    """``by`` None is whoever may use the command line: every role of ``place``."""
    if by is not None and place.ROLES.get(role) not in _roles_to_give(place, by):
        raise AccessRefused("You cannot give this role: it allows more than your own.")


def _check_practice(place: Place, role: str, practice) -> None:
    if (role == PRACTICE_MANAGER) != (practice is not None):
        raise AccessRefused("Choose a practice for a practice manager, and for nobody else.")
    if practice is not None and not practice_is_in(practice, place):
        raise AccessRefused(f"{practice} is not a practice of {place.name}.")


def _record_outside(event: Event, *, place: Place, by: User | None, invitation: AccessInvitation) -> None:
    """In the administrators' log as well, where one of them did it in a network: they don't see the network's."""
    if by is not None and isinstance(place, Network) and not _permissions(place, by):
        record(event, by=by, about=place, role=invitation.role)


@transaction.atomic
def invite(*, place: Place, by: User | None, email: str, role: str, practice=None) -> AccessInvitation:
    """Invite whoever reads mail at ``email`` to a role; the mail is sent by a job. Raises AccessRefused.

    ``practice`` goes with the role of a practice manager, and with no other; ``by`` None is the command line."""
    _hold(place)
    _check_may_give(place, by, role)
    if place.closed_on:
        raise AccessRefused(f"{place.name} has closed: nobody can be invited.")
    _check_practice(place, role, practice)
    email = email.lower()
    for_practice = {"practice": practice} if practice else {}
    if place.memberships.current().filter(user__email__iexact=email, role=role, **for_practice).exists():
        raise AccessRefused("This person has this role already.")
    waiting = place.access_invitations.open()
    if waiting.filter(email__iexact=email).exists():
        raise AccessRefused("This address is invited already. Renew or withdraw that invitation.")
    if waiting.count() >= MOST_OPEN:
        raise AccessRefused(f"{MOST_OPEN} invitations are open. Withdraw some before you send more.")
    invitation = AccessInvitation.objects.create(
        **place.as_field,
        email=email,
        role=role,
        practice=practice,
        invited_by=by,
        expires_at=timezone.now() + GOOD_FOR,
    )
    enqueue("networks.invite", invitation.pk, key=invitation.job_key)
    record(Event.ACCESS_INVITED, by=by, about=invitation, role=role, **place.in_log)
    _record_outside(Event.ACCESS_INVITED, place=place, by=by, invitation=invitation)
    return invitation


@transaction.atomic
def renew(*, place: Place, by: User | None, invitation: AccessInvitation) -> AccessInvitation:
    """Mail a new link, good for another 7 days; the links before it end. Raises AccessRefused."""
    _hold(place)
    invitation = _still_open(place, invitation)
    _check_may_give(place, by, invitation.role)
    invitation.generation += 1
    invitation.expires_at = timezone.now() + GOOD_FOR
    invitation.invited_by = by
    invitation.save(update_fields=["generation", "expires_at", "invited_by"])
    enqueue("networks.invite", invitation.pk, key=invitation.job_key)
    event = Event.ACCESS_INVITATION_RENEWED
    record(event, by=by, about=invitation, role=invitation.role, **place.in_log)
    _record_outside(event, place=place, by=by, invitation=invitation)
    return invitation


@transaction.atomic
def bring_in(*, place: Place, by: User | None, email: str, role: str) -> AccessInvitation:
    """Invite somebody to manage a place from outside it; what the address was sent before for the same role is sent
    again. Raises AccessRefused."""
    before = place.access_invitations.open().filter(email__iexact=email, role=role).first()
    if before:
        return renew(place=place, by=by, invitation=before)
    return invite(place=place, by=by, email=email, role=role)


@transaction.atomic
def withdraw(*, place: Place, by: User, invitation: AccessInvitation) -> None:
    """End an invitation and its link. Raises AccessRefused where it was accepted or withdrawn meanwhile."""
    _hold(place)
    _roles_to_give(place, by)
    invitation = _still_open(place, invitation)
    _withdraw_all([invitation], place=place, by=by)
    _record_outside(Event.ACCESS_INVITATION_WITHDRAWN, place=place, by=by, invitation=invitation)


def _still_open(place, invitation: AccessInvitation) -> AccessInvitation:
    found = place.access_invitations.open().filter(pk=invitation.pk).first()
    if found is None:
        raise AccessRefused("This invitation was accepted or withdrawn meanwhile.")
    return found


def _withdraw_all(invitations, *, place, by) -> None:
    for invitation in invitations:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        event = Event.ACCESS_INVITATION_WITHDRAWN
        record(event, by=by, about=invitation, role=invitation.role, **place.in_log)


@transaction.atomic
def accept(*, invitation_id: uuid.UUID, generation: int, user: User) -> AccessInvitation:
    """Give ``user``, whose address was invited, the role. Raises InvitationOver."""
    seen = AccessInvitation.objects.select_related("network", "icb", "portal").get(pk=invitation_id)
    place = seen.place
    # The place before the invitation, in the order of every other action, so that no two wait for each other.
    _hold(place)
    invitation = place.access_invitations.select_related("practice").get(pk=invitation_id)
    for_them = invitation.email.lower() == user.email.lower() and user.is_active
    if not for_them or invitation.generation != generation or state_of(invitation) is not State.READY:
        raise InvitationOver
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    _begin(place, user, invitation.role, invitation.practice)
    record(Event.ACCESS_ACCEPTED, by=user, about=invitation, role=invitation.role, **place.in_log)
    return invitation


def _begin(place: Place, user: User, role: str, practice) -> None:
    about = {"user": user, "role": role} | ({"practice": practice} if practice else {})
    if not place.memberships.filter(ended_at__isnull=True, **about).exists():
        place.memberships.create(**about)


@transaction.atomic
def accept_with_new_account(
    *,
    invitation_id: uuid.UUID,
    generation: int,
    name: str,
    password: str | None = None,
    identity: Identity | None = None,
) -> User:
    """Make an account for the invited address and accept with it. Raises InvitationOver, AddressTaken.

    It is opened by ``password`` or, without one, by ``identity`` only; the latter may raise IdentityTaken."""
    seen = AccessInvitation.objects.select_related("network", "icb", "portal").get(pk=invitation_id)
    _hold(seen.place)
    # Two networks may invite the same address: whoever inserts second finds the first one's account.
    user, created = User.objects.get_or_create(email=seen.email.lower(), defaults={"name": name})
    if not created:
        raise AddressTaken
    user.set_password(password)
    user.save(update_fields=["password"])
    accept(invitation_id=invitation_id, generation=generation, user=user)
    if identity is not None:
        bind_identity(by=user, identity=identity)
    return user


@transaction.atomic
def accept_with_identity(
    *, invitation_id: uuid.UUID, generation: int, user: User, identity: Identity
) -> None:
    """As `accept`; from then on ``identity`` opens the account as well. Raises InvitationOver, IdentityTaken."""
    accept(invitation_id=invitation_id, generation=generation, user=user)
    bind_identity(by=user, identity=identity)


@transaction.atomic
def change_role(*, place: Place, by: User, membership: Membership, role: str, practice=None) -> None:
    """End a membership and begin one in another role, so that the record says who was what when.

    Raises AccessRefused, LastManager."""
    _hold(place)
    _check_may_give(place, by, role)
    _check_practice(place, role, practice)
    membership = _still_member(place, membership)
    was = membership.role
    if was == role and membership.practice == practice:
        return
    theirs = place.memberships.current().filter(user=membership.user)
    if theirs.filter(role=role, **({"practice": practice} if practice else {})).exists():
        raise AccessRefused(f"{membership.user} has this role already.")
    _end([membership])
    _begin(place, membership.user, role, practice)
    _check_somebody_manages(place, after=[membership])
    if Permission.MANAGE_ACCESS not in permissions_in(theirs.all()):
        sent = place.access_invitations.open().filter(invited_by=membership.user)
        _withdraw_all(sent, place=place, by=by)
    record(Event.ACCESS_ROLE_CHANGED, by=by, about=membership.user, was=was, role=role, **place.in_log)


@transaction.atomic
def remove(*, place: Place, by: User, membership: Membership) -> None:
    """End all access of a member to the place, now: every page asks for it on each request.

    Invitations to them and those they sent end with it. Anybody may so end their own. Raises AccessRefused,
    LastManager."""
    _hold(place)
    user = _still_member(place, membership).user
    if user != by:
        _check_manages(place, by)
    theirs = list(place.memberships.current().filter(user=user))
    _end(theirs)
    _check_somebody_manages(place, after=theirs)
    theirs_to_use = Q(invited_by=user) | Q(email__iexact=user.email)
    _withdraw_all(place.access_invitations.open().filter(theirs_to_use), place=place, by=by)
    roles = sorted(one.role for one in theirs)
    event = Event.ACCESS_LEFT if user == by else Event.ACCESS_REMOVED
    record(event, by=by, about=user, roles=roles, **place.in_log)


@transaction.atomic
def confirm(*, place: Place, by: User, membership: Membership) -> None:
    """Say that a member still needs their access: the yearly review. Raises AccessRefused."""
    _hold(place)
    _check_manages(place, by)
    membership = _still_member(place, membership)
    membership.confirmed_at, membership.confirmed_by = timezone.now(), by
    membership.save(update_fields=["confirmed_at", "confirmed_by"])
    record(Event.ACCESS_CONFIRMED, by=by, about=membership.user, role=membership.role, **place.in_log)


@transaction.atomic
def end_departed() -> int:
    """End the access of managers of practices that are no longer in the network they belonged to, and their open
    invitations, so that it does not come back with the practice. Called after an import; returns how many ended."""
    current = NetworkMembership.objects.current().values("pk")
    departed = NetworkMembership.objects.filter(practice__isnull=False, ended_at__isnull=True)
    departed = list(departed.exclude(pk__in=current).select_related("network", "user"))
    _end(departed)
    for membership in departed:
        record(Event.ACCESS_ENDED, about=membership.user, role=membership.role, **membership.network.in_log)
    invitations = AccessInvitation.objects.open().filter(practice__isnull=False)
    for invitation in invitations.select_related("network", "practice"):
        if not practice_is_in(invitation.practice, invitation.network):
            _withdraw_all([invitation], place=invitation.network, by=None)
    return len(departed)


def _still_member(place: Place, membership: Membership) -> Membership:
    found = place.memberships.current().select_related("user").filter(pk=membership.pk).first()
    if found is None:
        raise AccessRefused("This access was changed or removed meanwhile.")
    return found


def _check_manages(place: Place, by: User) -> None:
    if Permission.MANAGE_ACCESS not in _permissions(place, by):
        raise AccessRefused("You no longer have a role that can do this.")


def _end(memberships) -> None:
    for membership in memberships:
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])


def _check_somebody_manages(place: Place, *, after: list[Membership]) -> None:
    """``after`` are the memberships that just ended: where none of them managed, nothing is lost."""
    if Permission.MANAGE_ACCESS in permissions_in(after) and not somebody_manages(place):
        raise LastManager(place.HAND_OVER)


@transaction.atomic
def name_controller(*, network: Network, by: User, name: str, email: str, notice: str = "") -> None:
    """Say which practice or body answers in law for what is collected in the network's name."""
    network.controller_name, network.controller_email, network.controller_notice = name, email, notice
    network.save(update_fields=["controller_name", "controller_email", "controller_notice"])
    record(Event.CONTROLLER_NAMED, by=by, network=network)
