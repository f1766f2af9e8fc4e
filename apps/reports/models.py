"""'One year on' reports: a frozen snapshot, its PDF, and how far it has come."""

from django.db import models
from django.db.models import Q

from apps.core.models import StoredFile, TimestampedModel
from apps.jobs.models import Job
from apps.networks.models import Network


class Report(TimestampedModel):
    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        RELEASED = "released", "Released"
        SUPERSEDED = "superseded", "Superseded"

    network = models.ForeignKey(Network, models.CASCADE, related_name="reports")
    year_end = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    snapshot = models.JSONField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-year_end", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["network", "year_end", "version"], name="report_version"),
            models.UniqueConstraint(
                fields=["network", "year_end"],
                condition=Q(state__in=["draft", "approved"]),
                name="report_one_in_progress",
            ),
        ]

    def __str__(self):
        return f"One year on, to {self.year_end:%B %Y}"
