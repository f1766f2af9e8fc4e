"""The truth about background work: a row a job. Celery only wakes whoever reads them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class JobQuerySet(models.QuerySet):
    def due(self):
        """Jobs a worker may claim now: queued and not held back, or running on a lease that ran out."""
        now = timezone.now()
        return self.filter(
            Q(state=Job.State.QUEUED, not_before__lte=now)
            | Q(state=Job.State.RUNNING, lease_expires_at__lt=now)
        )


class Job(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=120, unique=True)
    queue = models.CharField(max_length=20, default="default")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease = models.UUIDField(null=True)
    lease_expires_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=200, blank=True)
    cursor = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["queue", "not_before"], name="job_open", condition=Q(state__in=["queued", "running"])
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}".strip()

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)
