"""What a workshop adds to its round: what the screen shows, how long the room talks, and what is written down."""

import uuid
from datetime import datetime, timedelta

from django.db import models

from apps.core.models import TimestampedModel
from apps.surveys.models import Round


class Workshop(TimestampedModel):
    """Where a round's big screen stands: the number of its slide, the same for every screen and facilitator, and a
    timer for the theme that is talked about."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="workshop")
    slide = models.PositiveSmallIntegerField(default=1)
    timer_theme = models.CharField(max_length=40, blank=True)
    timer_started_at = models.DateTimeField(null=True)
    timer_minutes = models.PositiveSmallIntegerField(null=True)

    @property
    def timer_ends_at(self) -> datetime | None:
        return self.timer_started_at and self.timer_started_at + timedelta(minutes=self.timer_minutes)


class WorkshopNote(TimestampedModel):
    """What a facilitator wrote down. ``about`` is a theme's or a question's code, empty for all of the round. Text and
    owner are words of the facilitator's and may name people. ``version`` counts changes, so that of two facilitators
    neither overwrites the other unseen."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        AGENDA = "agenda", "For the agenda"
        ACTION = "action", "Action"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="workshop_notes")
    about = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTE)
    text = models.CharField(max_length=500)
    owner = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.text
