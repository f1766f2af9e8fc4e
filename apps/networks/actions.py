"""Who has access: inviting, accepting, changing and removing.

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
from apps.accounts.permissions import NETWORK_ROLES, Permission, roles_within
from apps.core.audit import Event, record
from apps.jobs.actions import enqueue

from .invitations import State, state_of
from .models import AccessInvitation, Icb, IcsMembership, Network, NetworkMembership, permissions_in

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


def _hold(place: Network | Icb) -> None:
    """One change of who has access at a time: two managers who remove each other at once must not both succeed."""
    type(place).objects.select_for_update(no_key=True).get(pk=place.pk)


def _place_fields(place: Network | Icb) -> dict:
    return {"network": place} if isinstance(place, Network) else {"icb": place}


def _audit_fields(place: Network | Icb) -> dict:
    return {"network": place} if isinstance(place, Network) else {"ics": place}


def _check_may_give(network: Network, by: User, role: str) -> None:
    """Read anew under the lock: the giver may just have lost their own role."""
    permissions = permissions_in(by.network_memberships.current().filter(network=network))
    if Permission.MANAGE_ACCESS not in permissions:
        raise AccessRefused("You no longer have a role that can do this.")
    if NETWORK_ROLES.get(role) not in roles_within(permissions, NETWORK_ROLES):
        raise AccessRefused("You cannot give this role: it allows more than your own.")


@transaction.atomic
def invite(*, place: Network | Icb, by: User | None, email: str, role: str) -> AccessInvitation:
    """Invite whoever reads mail at ``email`` to a role; the mail is sent by a job. Raises AccessRefused.

    ``by`` None is the portal's administrator on the command line, who may give every role of ``place``."""
    _hold(place)
    if by is not None:
        _check_may_give(place, by, role)
    if place.closed_on:
        raise AccessRefused(f"{place.name} has closed: nobody can be invited.")
    email = email.lower()
    if place.memberships.current().filter(user__email__iexact=email, role=role).exists():
        raise AccessRefused("This person has this role already.")
    waiting = place.access_invitations.open()
    if waiting.filter(email__iexact=email).exists():
        raise AccessRefused("This address is invited already. Renew or withdraw that invitation.")
    if waiting.count() >= MOST_OPEN:
        raise AccessRefused(f"{MOST_OPEN} invitations are open. Withdraw some before you send more.")
    invitation = AccessInvitation.objects.create(
        **_place_fields(place),
        email=email,
        role=role,
        invited_by=by,
        expires_at=timezone.now() + GOOD_FOR,
    )
    enqueue("networks.invite", invitation.pk, key=invitation.job_key)
    record(Event.ACCESS_INVITED, by=by, about=invitation, role=role, **_audit_fields(place))
    return invitation


@transaction.atomic
def renew(*, place: Network | Icb, by: User | None, invitation: AccessInvitation) -> AccessInvitation:
    """Mail a new link, good for another 7 days; the links before it end. Raises AccessRefused."""
    _hold(place)
    invitation = _still_open(place, invitation)
    if by is not None:
        _check_may_give(place, by, invitation.role)
    invitation.generation += 1
    invitation.expires_at = timezone.now() + GOOD_FOR
    invitation.invited_by = by
    invitation.save(update_fields=["generation", "expires_at", "invited_by"])
    enqueue("networks.invite", invitation.pk, key=invitation.job_key)
    record(
        Event.ACCESS_INVITATION_RENEWED,
        by=by,
        about=invitation,
        role=invitation.role,
        **_audit_fields(place),
    )
    return invitation


@transaction.atomic
def withdraw(*, network: Network, by: User, invitation: AccessInvitation) -> None:
    """End an invitation and its link. Raises AccessRefused where it was accepted or withdrawn meanwhile."""
    _hold(network)
    _withdraw_all([_still_open(network, invitation)], network=network, by=by)


def _still_open(place, invitation: AccessInvitation) -> AccessInvitation:
    found = place.access_invitations.open().filter(pk=invitation.pk).first()
    if found is None:
        raise AccessRefused("This invitation was accepted or withdrawn meanwhile.")
    return found


def _withdraw_all(invitations, *, network, by) -> None:
    for invitation in invitations:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        record(
            Event.ACCESS_INVITATION_WITHDRAWN, by=by, network=network, about=invitation, role=invitation.role
        )


@transaction.atomic
def accept(*, invitation_id: uuid.UUID, generation: int, user: User) -> AccessInvitation:
    """Give ``user``, whose address was invited, the role. Raises InvitationOver."""
    seen = AccessInvitation.objects.select_related("network", "icb").get(pk=invitation_id)
    # The place before the invitation, in the order of every other action, so that no two wait for each other.
    _hold(seen.place)
    invitation = AccessInvitation.objects.select_related("network", "icb").get(pk=invitation_id)
    for_them = invitation.email.lower() == user.email.lower() and user.is_active
    if not for_them or invitation.generation != generation or state_of(invitation) is not State.READY:
        raise InvitationOver
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    memberships = NetworkMembership if invitation.network_id else IcsMembership
    current = memberships.objects.current()
    about = {"user": user, "role": invitation.role, **_place_fields(invitation.place)}
    if not current.filter(**about).exists():
        memberships.objects.create(**about)
    record(
        Event.ACCESS_ACCEPTED,
        by=user,
        about=invitation,
        role=invitation.role,
        **_audit_fields(invitation.place),
    )
    return invitation


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
    seen = AccessInvitation.objects.select_related("network", "icb").get(pk=invitation_id)
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
def change_role(*, network: Network, by: User, membership: NetworkMembership, role: str) -> None:
    """End a membership and begin one in another role, so that the record says who was what when.

    Raises AccessRefused, LastManager."""
    _hold(network)
    _check_may_give(network, by, role)
    membership = _still_member(network, membership)
    if membership.role == role:
        return
    theirs = network.memberships.current().filter(user=membership.user)
    if theirs.filter(role=role).exists():
        raise AccessRefused(f"{membership.user} has this role already.")
    was = membership.role
    _end([membership])
    network.memberships.create(user=membership.user, role=role)
    _check_somebody_manages(network)
    if Permission.MANAGE_ACCESS not in permissions_in(theirs.all()):
        _withdraw_all(
            network.access_invitations.open().filter(invited_by=membership.user), network=network, by=by
        )
    record(Event.ACCESS_ROLE_CHANGED, by=by, network=network, about=membership.user, was=was, role=role)


@transaction.atomic
def remove(*, network: Network, by: User, membership: NetworkMembership) -> None:
    """End all access of a member to the network, now: every page asks for it on each request.

    Invitations to them and those they sent end with it. Raises AccessRefused, LastManager."""
    _hold(network)
    user = _still_member(network, membership).user
    mine = permissions_in(by.network_memberships.current().filter(network=network))
    if Permission.MANAGE_ACCESS not in mine:
        raise AccessRefused("You no longer have a role that can do this.")
    theirs = list(network.memberships.current().filter(user=user))
    _end(theirs)
    _check_somebody_manages(network)
    theirs_to_use = Q(invited_by=user) | Q(email__iexact=user.email)
    _withdraw_all(network.access_invitations.open().filter(theirs_to_use), network=network, by=by)
    record(Event.ACCESS_REMOVED, by=by, network=network, about=user, roles=sorted(one.role for one in theirs))


def _still_member(network, membership) -> NetworkMembership:
    found = network.memberships.current().select_related("user").filter(pk=membership.pk).first()
    if found is None:
        raise AccessRefused("This access was changed or removed meanwhile.")
    return found


def _end(memberships) -> None:
    for membership in memberships:
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])


def _check_somebody_manages(network: Network) -> None:
    managing = [code for code, role in NETWORK_ROLES.items() if Permission.MANAGE_ACCESS in role.permissions]
    if not network.memberships.current().filter(role__in=managing, user__is_active=True).exists():
        raise LastManager(
            "Nobody else manages this network. Hand over first: invite a manager, and wait until they accept."
        )
