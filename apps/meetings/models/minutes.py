"""Minutes: drafted from what was recorded, circulated, approved at a later meeting, then locked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel

from .agenda import Item
from .base import Edited
from .meeting import Meeting


class Minutes(TimestampedModel, Edited):
    """A meeting's minutes. Approved ones never change: ``frozen`` is all of what they say, as JSON, and ``sha256`` its
    fingerprint; what proves wrong later stands in an addendum beside them."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CIRCULATED = "circulated", "Out for comment"
        APPROVED = "approved", "Approved"

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    comments_until = models.DateField(null=True)
    circulated_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # The meeting that approved them, and whether enough votes were there.
    approved_at_meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, related_name="approved_minutes"
    )
    approved_quorate = models.BooleanField(null=True)
    frozen = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False, frozen__isnull=False)
                | ~Q(state="approved") & Q(approved_at=None, frozen=None),
                name="minutes_approved_whole",
            )
        ]

    def __str__(self):
        return f"Minutes of {self.meeting_id}"

    @property
    def is_locked(self) -> bool:
        return self.state == self.State.APPROVED


class Passage(Edited):
    """What the minutes say about an item; without one, what they say at the start."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="passages")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    text = models.TextField(max_length=8000, blank=True)

    class Meta:
        ordering = ["item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "item"], name="passage_once", nulls_distinct=False)
        ]

    def __str__(self):
        return f"Passage of {self.minutes_id}"


class Comment(TimestampedModel):
    """What somebody says of circulated minutes, and what was done with it."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="comments")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=1000)
    answer = models.CharField(max_length=300, blank=True)
    settled = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"Comment on {self.minutes_id}"


class Addendum(TimestampedModel):
    """A correction of approved minutes, for all to see beside them; never changed. With ``item`` it is as confidential
    as that."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="addenda")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name_plural = "addenda"

    def __str__(self):
        return f"Addendum to {self.minutes_id}"
