"""Regions, ICBs, sub-ICB locations and networks. Who belongs to whom is a fact with dates."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from apps.accounts.permissions import ICS_ROLES, NETWORK_ROLES, permissions_of


class SpellQuerySet(models.QuerySet):
    """Rows that hold from a date to a date; no end means today still. An end is the first day it no longer held."""

    def current(self):
        return self.filter(end__isnull=True)

    def on(self, day):
        return self.filter(Q(end__isnull=True) | Q(end__gt=day), start__lte=day)


class Spell(models.Model):
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        abstract = True


def spell_constraints(child: str):
    return [
        models.CheckConstraint(
            condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="%(class)s_forwards"
        ),
        models.UniqueConstraint(fields=[child], condition=Q(end__isnull=True), name="%(class)s_one_current"),
        models.UniqueConstraint(fields=[child, "start"], name="%(class)s_one_a_day"),
    ]


def spell_indexes(parent: str):
    """Who is under a parent today, without reading everyone who is under anybody."""
    return [models.Index(fields=[parent], condition=Q(end__isnull=True), name="%(class)s_under")]


class Published(models.Model):
    """An organisation that national publications name."""

    # Day of the newest publication that named it: an older one, imported later, doesn't bring an old name back.
    described_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True


class Region(Published):
    """An NHS England region (Y..)."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=120)

    def __str__(self):
        return self.name


class Icb(Published):
    """An integrated care board; in the portal it also stands for the wider system (ICS) around it."""

    code = models.CharField(max_length=10, unique=True)
    ons_code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=160)
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.name

    @property
    def networks(self):
        """Networks whose lead sub-ICB location is this ICB's today."""
        return Network.objects.filter(
            parents__end__isnull=True,
            parents__sub_icb__parents__end__isnull=True,
            parents__sub_icb__parents__icb=self,
        )


class IcbParent(Spell):
    icb = models.ForeignKey(Icb, models.CASCADE, related_name="parents")
    region = models.ForeignKey(Region, models.PROTECT, related_name="icb_spells")

    class Meta:
        constraints = spell_constraints("icb")
        indexes = spell_indexes("region")


class SubIcb(Published):
    """A sub-ICB location: a former clinical commissioning group's area (3 or 5 characters)."""

    code = models.CharField(max_length=10, unique=True)
    ons_code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=160)
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.name


class SubIcbParent(Spell):
    sub_icb = models.ForeignKey(SubIcb, models.CASCADE, related_name="parents")
    icb = models.ForeignKey(Icb, models.PROTECT, related_name="sub_icb_spells")

    class Meta:
        constraints = spell_constraints("sub_icb")
        indexes = spell_indexes("icb")


class Network(Published):
    """A primary care network: the tenant. Nearly every row of the portal belongs to one."""

    code = models.CharField("ODS code", max_length=10, unique=True)
    name = models.CharField(max_length=160)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "code"]

    def __str__(self):
        return self.name

    @property
    def is_read_only(self) -> bool:
        """A network that closed or merged keeps its records; nobody adds to them."""
        return self.closed_on is not None

    @property
    def icb(self) -> Icb | None:
        """The ICB of its lead sub-ICB location; for a closed network the one that has its last one now."""
        lead = "sub_icb_spells__sub_icb__network_spells"
        return (
            Icb.objects.filter(**{f"{lead}__network": self})
            .order_by(
                F(f"{lead}__end").desc(nulls_first=True), F("sub_icb_spells__end").desc(nulls_first=True)
            )
            .first()
        )


class NetworkParent(Spell):
    """The lead sub-ICB location of a network (most of its patients, where it crosses a boundary)."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="parents")
    sub_icb = models.ForeignKey(SubIcb, models.PROTECT, related_name="network_spells")

    class Meta:
        constraints = spell_constraints("network")
        indexes = spell_indexes("sub_icb")


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at__isnull=True)


class NetworkMembership(models.Model):
    """Somebody's access to a network in one role; a person may hold several."""

    ROLES = NETWORK_ROLES

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_memberships")
    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "network", "role"],
                condition=Q(ended_at__isnull=True),
                name="membership_once",
            )
        ]

    def __str__(self):
        return f"{self.role} of {self.network_id}"

    @property
    def role_name(self) -> str:
        return self.ROLES[self.role].name


class IcsMembership(models.Model):
    """Somebody's access to an ICS."""

    ROLES = ICS_ROLES

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ics_memberships")
    icb = models.ForeignKey(Icb, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    def __str__(self):
        return f"{self.role} of {self.icb_id}"


class AccessInvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor withdrawn; it may have run out."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class AccessInvitation(models.Model):
    """An offer of one role in a network or an ICS to whoever reads mail at an address.

    Its link is an HMAC of id and generation (`apps/mail/tokens.py`): stored nowhere, not even as a hash, so a
    mail that is sent again carries the same link and a copy of the database opens nothing. A new generation ends
    the links before it; `accepted_at` and `withdrawn_at` end them all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, models.CASCADE, null=True, related_name="access_invitations")
    icb = models.ForeignKey(Icb, models.CASCADE, null=True, related_name="access_invitations")
    email = models.EmailField()
    role = models.CharField(max_length=30)
    # Null where the portal's administrator invited from the command line.
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
                condition=Q(network__isnull=True) ^ Q(icb__isnull=True), name="access_invitation_one_place"
            ),
            models.UniqueConstraint(
                "network",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="access_invitation_once",
            ),
            models.UniqueConstraint(
                "icb",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="access_invitation_once_ics",
            ),
        ]

    def __str__(self):
        return f"{self.role} of {self.network_id or self.icb_id}"

    @property
    def place(self) -> Network | Icb:
        return self.network or self.icb

    @property
    def role_name(self) -> str:
        return (NETWORK_ROLES if self.network_id else ICS_ROLES)[self.role].name

    @property
    def job_key(self) -> str:
        """Of the job that mails the link of this generation."""
        return f"access-invitation:{self.pk}:{self.generation}"


def permissions_in(memberships) -> frozenset:
    """What the given memberships of one network or one ICS allow together."""
    memberships = list(memberships)
    return permissions_of((m.role for m in memberships), memberships[0].ROLES) if memberships else frozenset()
