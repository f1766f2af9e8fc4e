"""What an area keeps for itself: its places, and collections of reports that it asked its networks for."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse

from apps.core.models import TimestampedModel
from apps.jobs.models import Job
from apps.networks.models import Icb, Network, Spell, spell_constraints
from apps.reports.models import Report
from apps.reports.years import Year


class AreaPlace(TimestampedModel):
    """A part of an area as its ICS divides it, larger than a network; closed ones stay with what was in them."""

    icb = models.ForeignKey(Icb, models.CASCADE, related_name="places")
    name = models.CharField(max_length=80)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "icb", Lower("name"), condition=Q(closed_on__isnull=True), name="area_place_once"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("ics:place", args=[self.icb.code, self.pk])


class PlaceSpell(Spell):
    """A network in a place from a day on. One that moved to another area is in none of the old one's places."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="place_spells")
    place = models.ForeignKey(AreaPlace, models.CASCADE, related_name="spells")

    class Meta:
        ordering = ["-start"]
        constraints = spell_constraints("network")

    def __str__(self):
        return f"{self.network_id} in {self.place_id}"


class Batch(TimestampedModel):
    """Reports of one year that an area asks some of its networks for, and takes home once they are released."""

    icb = models.ForeignKey(Icb, models.CASCADE, related_name="batches")
    year_end = models.DateField()
    # Whom it asks, in words: "All networks", a place's name, "4 networks".
    whom = models.CharField(max_length=100)
    wanted_by = models.DateField(null=True)
    message = models.TextField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"Reports on {self.year.title}"

    def get_absolute_url(self):
        return reverse("ics:batch", args=[self.icb.code, self.pk])

    @property
    def year(self) -> Year:
        return Year(self.year_end)


class BatchItemQuerySet(models.QuerySet):
    def here(self):
        """Those whose network belongs to the batch's area today: nothing of one that left is the area's to read."""
        home = "network__parents__sub_icb__parents"
        return self.filter(
            **{"network__parents__end": None, f"{home}__end": None, f"{home}__icb": F("batch__icb")}
        )

    def open(self):
        """Those whose network has not released a report on the year."""
        return self.exclude(Exists(released_for(OuterRef("network"), OuterRef("batch__year_end"))))


class BatchItem(models.Model):
    """One network of a batch. How far its report is stands with the report alone; here is what the batch did."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    network = models.ForeignKey(Network, models.CASCADE, related_name="asked_for_reports")
    # When the network was asked; null before, and where there was nothing to ask it for.
    asked_at = models.DateTimeField(null=True)
    # Why it could not be asked, in words; empty where it could.
    problem = models.CharField(max_length=300, blank=True)
    reminded_on = models.DateField(null=True)
    # The report that was last taken home whole: one that is released again is new.
    taken = models.ForeignKey(Report, models.SET_NULL, null=True, related_name="+")
    askings = models.PositiveSmallIntegerField(default=1)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        ordering = ["network__name", "network__code"]
        constraints = [models.UniqueConstraint(fields=["batch", "network"], name="batch_item_once")]

    def __str__(self):
        return f"{self.network_id} in batch {self.batch_id}"

    @property
    def job_key(self) -> str:
        return f"batch:{self.batch_id}:{self.network_id}:{self.askings}"


def released_for(network, year_end: date):
    """Reports on a year that the area may have, the latest version first; for a subquery."""
    return Report.objects.released().filter(network=network, year_end=year_end).order_by("-version")
