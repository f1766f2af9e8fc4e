"""“One year on in this area”: a frozen snapshot of what networks released for one end month, and its PDF."""

from django.conf import settings
from django.db import models

from apps.core.models import StoredFile, TimestampedModel
from apps.jobs.models import Job
from apps.networks.models import Icb
from apps.reports.years import Year


class Overview(TimestampedModel):
    """Each making is a version of its own, and kept. ``reports`` are the primary keys of those it is made of."""

    icb = models.ForeignKey(Icb, models.CASCADE, related_name="overviews")
    year_end = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reports = models.JSONField(default=list)
    snapshot = models.JSONField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    # How often its pages were asked for; each time is a job of its own.
    askings = models.PositiveSmallIntegerField(default=0)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-year_end", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["icb", "year_end", "version"], name="overview_version")
        ]

    def __str__(self):
        return f"One year on in this area, {self.year.title}"

    @property
    def year(self) -> Year:
        return Year(self.year_end)

    @property
    def is_being_made(self) -> bool:
        return self.job is not None and self.job.is_open

    @property
    def has_failed(self) -> bool:
        return self.job is not None and self.job.state == Job.State.FAILED

    @property
    def file_name(self) -> str:
        return f"one-year-on-{self.icb.code}-{self.year_end:%Y-%m}-{self.version}.pdf"
