"""'One year on' reports: a frozen snapshot, its PDF, and how far it has come."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.core.models import StoredFile, TimestampedModel
from apps.jobs.models import Job
from apps.networks.models import Network

from .contents import TITLES
from .years import Year


class ReportQuerySet(models.QuerySet):
    def in_progress(self):
        return self.filter(state__in=[Report.State.DRAFT, Report.State.APPROVED])

    def released(self):
        """What the area may have: released, with a file whose cover says so."""
        return self.filter(state=Report.State.RELEASED, file_state=Report.State.RELEASED)


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
    # Of the snapshot (`key_figures`): lists of areas read these, and never the whole of it.
    figures = models.JSONField(default=dict)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    # What the cover of ``file`` says: behind ``state`` while the pages are made anew.
    file_state = models.CharField(max_length=12, blank=True)
    # How often its pages were asked for; each time is a job of its own.
    askings = models.PositiveSmallIntegerField(default=0)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    # The day on whose morning an approved report is released by itself.
    release_on = models.DateField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by_id = models.BigIntegerField(null=True)
    # Why there is a version after a released one; empty for a first.
    correction = models.CharField(max_length=500, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year_end", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["network", "year_end", "version"], name="report_version"),
            models.UniqueConstraint(
                fields=["network", "year_end"],
                condition=Q(state__in=["draft", "approved"]),
                name="report_one_in_progress",
            ),
            models.CheckConstraint(
                condition=Q(release_on=None) | Q(state="approved"), name="report_release_on_is_to_come"
            ),
        ]

    def __str__(self):
        return f"One year on, {self.year.title}"

    def get_absolute_url(self):
        return reverse("reports:detail", args=[self.network.code, self.pk])

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
    def is_current(self) -> bool:
        """Whether there is a file whose cover says how far the report has come."""
        return self.file_id is not None and self.file_state == self.state

    @property
    def file_name(self) -> str:
        return f"one-year-on-{self.network.code}-{self.year_end:%Y-%m}-{self.file_state}.pdf"


class Endorsement(TimestampedModel):
    """That a meeting of the board stood behind a report: its day, what it said, and which content it had read."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="endorsement")
    meeting = models.ForeignKey("meetings.Meeting", models.SET_NULL, null=True, related_name="+")
    meeting_words = models.CharField(max_length=120)
    on = models.DateField()
    said = models.CharField(max_length=300, blank=True)
    content = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    def __str__(self):
        return f"Endorsement of report {self.report_id}"


class ReportComment(TimestampedModel):
    """What somebody says of a chapter of a year's draft, and what was done with it. It outlives the draft, which may
    be made anew; it never leaves the network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="report_comments")
    year_end = models.DateField()
    chapter = models.CharField(max_length=20, blank=True)
    text = models.TextField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(max_length=300, blank=True)
    settled = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["network", "year_end"], name="report_comment_year")]

    def __str__(self):
        return f"Comment {self.pk}"

    @property
    def about(self) -> str:
        """The chapter's title; what is about none is about the whole."""
        return TITLES.get(self.chapter, "The whole report")


class WrittenPart(TimestampedModel):
    """The words of one part of the report on a year, by the names of its fields (`parts.PARTS`). ``version`` goes up
    with every change: of two who write at once, one is told (`writing_actions.write`)."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="written_parts")
    year_end = models.DateField()
    part = models.CharField(max_length=20)
    words = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["year_end", "part"]
        constraints = [
            models.UniqueConstraint(fields=["network", "year_end", "part"], name="written_part_once")
        ]

    def __str__(self):
        return f"{self.part}, {self.year_end}"


class Handover(TimestampedModel):
    """A network's handover pack for whoever takes over from ``leaver``; made anew, it takes the place of the last."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="handover")
    role = models.CharField(max_length=120)
    leaver = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    # How often it was asked for; each time is a job of its own.
    askings = models.PositiveSmallIntegerField(default=0)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")

    def __str__(self):
        return f"Handover: {self.role}"

    @property
    def is_being_made(self) -> bool:
        return self.job is not None and self.job.is_open

    @property
    def has_failed(self) -> bool:
        return self.job is not None and self.job.state == Job.State.FAILED

    @property
    def file_name(self) -> str:
        return f"handover-{self.network.code}-{self.made_at:%Y-%m-%d}.pdf"
