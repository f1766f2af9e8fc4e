"""Practices, their dated membership of networks, and what is published about them."""

from django.conf import settings
from django.db import models

from apps.core.models import TimestampedModel
from apps.networks.models import Correctable, Network, Spell, SubIcb, spell_constraints, spell_indexes


class Edition(models.Model):
    """One published file that was imported: what it was, of which day, when it came in."""

    kind = models.CharField(max_length=40)
    day = models.DateField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "day", "sha256"], name="edition_once")]

    def __str__(self):
        return f"{self.kind} {self.day}"


class Practice(Correctable):
    code = models.CharField("ODS code", max_length=10, unique=True)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    supplier = models.CharField("clinical system", max_length=40, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    # The first day on which it was known to be closed, or to have no registered patients.
    closed_on = models.DateField(null=True, blank=True)
    # What the register of memberships (ePCN) last said of it, as `timeline.Register` stores it: the spells also
    # hold what maps said, and importing another edition needs to tell the two apart.
    register = models.JSONField(null=True, editable=False)

    class Meta:
        ordering = ["name", "code"]

    def __str__(self):
        return self.name


class PracticeParent(Spell):
    """The sub-ICB location that commissions a practice."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="parents")
    sub_icb = models.ForeignKey(SubIcb, models.PROTECT, related_name="practice_spells")

    class Meta:
        constraints = spell_constraints("practice")
        indexes = spell_indexes("sub_icb")


class PracticeMembership(Spell):
    """A practice's time in a network; at most one network at once."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="network_spells")
    network = models.ForeignKey(Network, models.PROTECT, related_name="practice_spells")

    class Meta:
        constraints = spell_constraints("practice")
        indexes = spell_indexes("network")


class ListSize(models.Model):
    """Registered patients of a practice on the first of a month (published)."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="list_sizes")
    day = models.DateField()
    patients = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "day"], name="list_size_once")]


class AgeProfile(models.Model):
    """Registered patients by five-year band: ``{"0_4": 120, …, "95+": 14}``, and by sex."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="age_profiles")
    day = models.DateField()
    bands = models.JSONField()
    female = models.PositiveIntegerField()
    male = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "day"], name="age_profile_once")]


class Deprivation(models.Model):
    """Index of Multiple Deprivation score of a practice's patients; higher is more deprived."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="deprivation")
    edition = models.CharField(max_length=20)
    score = models.DecimalField(max_digits=6, decimal_places=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "edition"], name="deprivation_once")]


class Workforce(models.Model):
    """Published full-time equivalents of a network by role at a month's end."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="workforce")
    day = models.DateField()
    staff_group = models.CharField(max_length=80)
    role = models.CharField(max_length=120)
    detailed_role = models.CharField(max_length=120)
    source = models.CharField(max_length=40)
    fte = models.DecimalField(max_digits=8, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "day", "staff_group", "role", "detailed_role", "source"],
                name="workforce_once",
            )
        ]


class ChangeQuerySet(models.QuerySet):
    def unseen(self):
        return self.filter(seen_at__isnull=True)


class Change(models.Model):
    """What an import found otherwise than before in a network. Kept, and shown as new until somebody has seen it."""

    class Kind(models.TextChoices):
        JOINED = "joined", "Joined"
        LEFT = "left", "Left"
        CLOSED = "closed", "Closed"
        RENAMED = "renamed", "New name"
        LIST_SIZE = "list_size", "List size"
        NETWORK_RENAMED = "network_renamed", "New name of the network"
        NETWORK_CLOSED = "network_closed", "The network closed"

    network = models.ForeignKey(Network, models.CASCADE, related_name="changes")
    # None: the network itself.
    practice = models.ForeignKey(Practice, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    # Since when it is so; of a name the day of the publication.
    day = models.DateField()
    # The other network, the two names, or the two list sizes; ``was_day`` is that of the earlier list size.
    was = models.CharField(max_length=160, blank=True)
    now = models.CharField(max_length=160, blank=True)
    was_day = models.DateField(null=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network"], condition=models.Q(seen_at__isnull=True), name="change_unseen")
        ]

    def __str__(self):
        return f"{self.kind} of {self.practice_id or self.network_id}"

    @property
    def is_departure(self) -> bool:
        return self.kind in (self.Kind.LEFT, self.Kind.CLOSED)


class PopulationNeed(TimestampedModel):
    """What the network's population needs, where that shows, what is done about it and how that is measured."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="population_needs")
    need = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    source_day = models.DateField()
    action = models.CharField(max_length=500, blank=True)
    measure = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.need
