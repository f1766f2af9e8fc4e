"""Regions, ICBs, sub-ICB locations and networks. Who belongs to whom is a fact with dates."""

from django.db import models
from django.db.models import F, Q

from apps.accounts.permissions import ICS_ROLES, NETWORK_ROLES, PORTAL_ROLES


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


class Place(models.Model):
    """What somebody may have access to: a network, an area, or the portal's administration.

    Each has ``memberships`` and ``access_invitations``, whose rows name it by the field ``FIELD``."""

    ROLES: dict
    FIELD: str
    # What the last who can manage access is told.
    HAND_OVER: str
    is_read_only = False

    class Meta:
        abstract = True

    @property
    def as_field(self) -> dict:
        """To make rows of it with."""
        return {self.FIELD: self}

    @property
    def in_log(self) -> dict:
        """Whose log it stands in, as `record` takes it; the administration's events belong to no place."""
        return {}


class Published(models.Model):
    """An organisation that national publications name."""

    # Day of the newest publication that named it: an older one, imported later, doesn't bring an old name back.
    described_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True


class Correctable(Published):
    """One whose name may be corrected here. ``name`` is what every page shows; while it is a correction,
    ``published_name`` is what the publications say, and only that is what an import changes."""

    published_name = models.CharField(max_length=160, blank=True, editable=False)
    # What an import must not write, for it writes whole rows: what the portal's users say.
    LOCAL_FIELDS: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def is_corrected(self) -> bool:
        return bool(self.published_name)


class Region(Published):
    """An NHS England region (Y..)."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=120)

    def __str__(self):
        return self.name


class Icb(Place, Published):
    """An integrated care board; in the portal it also stands for the wider system (ICS) around it."""

    ROLES = ICS_ROLES
    FIELD = "icb"
    HAND_OVER = (
        "Nobody else leads this area. Hand over first: invite another ICS lead, and wait until they accept."
    )

    code = models.CharField(max_length=10, unique=True)
    ons_code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=160)
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.name

    @property
    def in_log(self) -> dict:
        return {"ics": self}

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


class Network(Place, Correctable):
    """A primary care network: the tenant. Nearly every row of the portal belongs to one."""

    ROLES = NETWORK_ROLES
    FIELD = "network"
    HAND_OVER = (
        "Nobody else manages this network. Hand over first: invite a manager, and wait until they accept."
    )
    LOCAL_FIELDS = ("controller_name", "controller_email", "controller_notice", "collaboration")

    code = models.CharField("ODS code", max_length=10, unique=True)
    name = models.CharField(max_length=160)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    is_fictional = models.BooleanField(default=False)
    # The body that answers in law for what is collected in the network's name: a network is no legal body.
    controller_name = models.CharField(max_length=160, blank=True)
    controller_email = models.EmailField(blank=True)
    controller_notice = models.URLField(max_length=300, blank=True)
    # How its practices worked together before there was a network: a federation, clusters.
    collaboration = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "code"]

    def __str__(self):
        return self.name

    @property
    def in_log(self) -> dict:
        return {"network": self}

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


class Portal(Place):
    """The portal itself, which administrators have access to. One row."""

    ROLES = PORTAL_ROLES
    FIELD = "portal"
    HAND_OVER = (
        "There is no other administrator. Hand over first: invite another one, and wait until they accept."
    )
    code, name, closed_on = "", "the PCN portal’s administration", None

    def __str__(self):
        return self.name

    @classmethod
    def load(cls) -> "Portal":
        return cls.objects.get_or_create(pk=1)[0]
