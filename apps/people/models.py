"""The directory: who works in or with the network. Names, work addresses and telephones of staff, and since when
they are here; nothing else."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.practices.models import Practice


class StaffGroup(models.TextChoices):
    """The groups a respondent recognises; stored by code."""

    GP = "gp", "GP"
    NURSE = "nurse", "Nurse"
    DIRECT_CARE = "direct_care", "Other direct patient care"
    ADMIN = "admin", "Reception and administration"
    MANAGEMENT = "management", "Practice or network management"
    PARTNER = "partner", "Partner or lay member"


def here() -> Q:
    """Who has not left by today. Somebody who is still to leave is here, and so is a newcomer who is still to start."""
    return Q(active_to=None) | Q(active_to__gt=timezone.localdate())


class PersonQuerySet(models.QuerySet):
    def active(self):
        return self.filter(here())

    def left(self):
        return self.filter(active_to__lte=timezone.localdate())


class Person(TimestampedModel):
    network = models.ForeignKey(Network, models.CASCADE, related_name="people")
    name = models.CharField(max_length=120)
    email = models.EmailField("work email", blank=True)
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="people")
    phone = models.CharField("work phone", max_length=30, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    staff_group = models.CharField(max_length=20, choices=StaffGroup)
    active_from = models.DateField(null=True, blank=True)
    # The first day on which they are no longer here; it may be still to come.
    active_to = models.DateField(null=True, blank=True)
    # The upload that added them, so that it can be undone.
    upload = models.UUIDField(null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "network",
                condition=~Q(email="") & Q(active_to__isnull=True),
                name="person_email_once",
            ),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_to=None) | Q(active_to__gte=F("active_from")),
                name="person_forwards",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def has_left(self) -> bool:
        return self.active_to is not None and self.active_to <= timezone.localdate()

    @property
    def can_be_written_to(self) -> bool:
        return bool(self.email) and not self.has_left


class Apart(models.Model):
    """Two entries that look alike and are two people, as somebody said; ``first`` has the lower primary key."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="apart_once"),
            models.CheckConstraint(condition=Q(second__gt=F("first")), name="apart_in_order"),
        ]
