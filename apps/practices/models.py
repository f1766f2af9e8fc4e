"""Practices, their dated membership of networks, and what is published about them."""

from django.db import models

from apps.networks.models import Network, Published, Spell, SubIcb, spell_constraints, spell_indexes


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


class Practice(Published):
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
