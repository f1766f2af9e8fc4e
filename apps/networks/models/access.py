"""Who has access to a place, in which role, and who is invited to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from apps.accounts.permissions import (
    ICS_ROLES,
    NETWORK_ROLES,
    PORTAL_ROLES,
    PRACTICE_MANAGER,
    permissions_of,
)

from .organisations import Icb, Network, Place, Portal


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at__isnull=True)


class NetworkMembershipQuerySet(MembershipQuerySet):
    def current(self):
        """Without those of a practice that is no longer in the network: they open nothing from that moment, however
        it came to leave (`actions.end_departed` ends them for good)."""
        still_in = Q(
            practice__network_spells__end__isnull=True, practice__network_spells__network=F("network")
        )
        return super().current().filter(Q(practice__isnull=True) | still_in)


class Membership(models.Model):
    """Somebody's access to a place in one role; a person may hold several."""

    ROLES: dict
    practice = None  # a network's may have one

    role = models.CharField(max_length=30)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    # When somebody last said that this access is still needed (`apps/networks/review.py`), and who.
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def role_name(self) -> str:
        return named_role(self)


def named_role(row) -> str:
    """The role of a membership or an invitation in words, with the practice where it has one."""
    name = row.ROLES[row.role].name
    return f"{name}, {row.practice}" if row.practice else name


def _practice_fits_role() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(practice__isnull=False, role=PRACTICE_MANAGER)
        | Q(practice__isnull=True) & ~Q(role=PRACTICE_MANAGER),
        name="%(class)s_practice_fits_role",
    )


def _once(*fields: str, name: str) -> models.UniqueConstraint:
    """At most one membership at a time with the same ``fields``; an empty practice is the same as another."""
    nulls = {"nulls_distinct": False} if "practice" in fields else {}
    return models.UniqueConstraint(fields=fields, condition=Q(ended_at__isnull=True), name=name, **nulls)


class NetworkMembership(Membership):
    ROLES = NETWORK_ROLES

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_memberships")
    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    # Of a practice manager: the one practice whose people they keep.
    practice = models.ForeignKey("practices.Practice", models.PROTECT, null=True, related_name="+")

    objects = NetworkMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            _once("user", "network", "role", "practice", name="membership_once"),
            _practice_fits_role(),
        ]

    def __str__(self):
        return f"{self.role} of {self.network_id}"


class IcsMembership(Membership):
    ROLES = ICS_ROLES

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ics_memberships")
    icb = models.ForeignKey(Icb, models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [_once("user", "icb", "role", name="ics_membership_once")]

    def __str__(self):
        return f"{self.role} of {self.icb_id}"


class PortalMembership(Membership):
    ROLES = PORTAL_ROLES

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="portal_memberships")
    portal = models.ForeignKey(Portal, models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [_once("user", "portal", "role", name="portal_membership_once")]

    def __str__(self):
        return f"{self.role} of the portal"


class AccessInvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor withdrawn; it may have run out."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


def _open_once(place: str, name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        place,
        Lower("email"),
        condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
        name=name,
    )


class AccessInvitation(models.Model):
    """An offer of one role in a place to whoever reads mail at an address.

    Its link is an HMAC of id and generation (`apps/mail/tokens.py`): stored nowhere, not even as a hash, so a
    mail that is sent again carries the same link and a copy of the database opens nothing. A new generation ends
    the links before it; `accepted_at` and `withdrawn_at` end them all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, models.CASCADE, null=True, related_name="access_invitations")
    icb = models.ForeignKey(Icb, models.CASCADE, null=True, related_name="access_invitations")
    portal = models.ForeignKey(Portal, models.CASCADE, null=True, related_name="access_invitations")
    email = models.EmailField()
    role = models.CharField(max_length=30)
    practice = models.ForeignKey("practices.Practice", models.PROTECT, null=True, related_name="+")
    # Null where somebody invited from the command line.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="access_invitations_sent"
    )
    generation = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = AccessInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(network__isnull=False, icb__isnull=True, portal__isnull=True)
                | Q(network__isnull=True, icb__isnull=False, portal__isnull=True)
                | Q(network__isnull=True, icb__isnull=True, portal__isnull=False),
                name="access_invitation_one_place",
            ),
            _practice_fits_role(),
            _open_once("network", "access_invitation_once"),
            _open_once("icb", "access_invitation_once_ics"),
            _open_once("portal", "access_invitation_once_portal"),
        ]

    def __str__(self):
        return f"{self.role} of {self.network_id or self.icb_id or 'the portal'}"

    @property
    def place(self) -> Place:
        return self.network or self.icb or self.portal

    @property
    def ROLES(self) -> dict:  # noqa: N802 - as memberships call it
        return self.place.ROLES

    @property
    def role_name(self) -> str:
        return named_role(self)

    @property
    def job_key(self) -> str:
        """Of the job that mails the link of this generation."""
        return f"access-invitation:{self.pk}:{self.generation}"


def permissions_in(memberships) -> frozenset:
    """What the given memberships of one place allow together."""
    memberships = list(memberships)
    return permissions_of((m.role for m in memberships), memberships[0].ROLES) if memberships else frozenset()
