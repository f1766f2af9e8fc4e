"""Files that jobs make of a meeting."""

from django.db import models

from apps.core.models import StoredFile, TimestampedModel
from apps.jobs.models import Job

from .meeting import Meeting


class MadeFile(TimestampedModel):
    """A pack, agenda or minutes as a file; made anew, it takes the place of the last. There is one with what is
    confidential and one without; who may not read the first never learns that it is there."""

    class What(models.TextChoices):
        PACK = "pack", "Pack"
        AGENDA_WORD = "agenda_word", "Agenda as Word"
        MINUTES = "minutes", "Minutes"
        MINUTES_WORD = "minutes_word", "Minutes as Word"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="made_files")
    what = models.CharField(max_length=12, choices=What)
    confidential = models.BooleanField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    # How often it was asked for; each time is a job of its own.
    askings = models.PositiveSmallIntegerField(default=0)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    # What did not go in, in words: a paper that could not be converted.
    left_out = models.JSONField(default=list)

    class Meta:
        ordering = ["what", "confidential"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "what", "confidential"], name="made_file_once")
        ]

    def __str__(self):
        return f"{self.what} of {self.meeting_id}"

    @property
    def is_being_made(self) -> bool:
        return self.job is not None and self.job.is_open

    @property
    def has_failed(self) -> bool:
        return self.job is not None and self.job.state == Job.State.FAILED
