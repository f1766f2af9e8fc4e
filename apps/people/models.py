"""The directory: who works in or with the network. Names and work addresses of staff, nothing else."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

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


class PersonQuerySet(models.QuerySet):
    def active(self):
        return self.filter(active_to__isnull=True)


class Person(TimestampedModel):
    network = models.ForeignKey(Network, models.CASCADE, related_name="people")
    name = models.CharField(max_length=120)
    email = models.EmailField("work email", blank=True)
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="people")
    organisation = models.CharField(max_length=120, blank=True)
    staff_group = models.CharField(max_length=20, choices=StaffGroup)
    active_from = models.DateField(null=True, blank=True)
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
            )
        ]

    def __str__(self):
        return self.name

    @property
    def can_be_written_to(self) -> bool:
        return bool(self.email) and self.active_to is None
