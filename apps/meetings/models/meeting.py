"""Meetings and series of them, and who is asked to come."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person
from apps.practices.models import Practice

from ..kinds import Kind, kind_of
from .base import Edited


class Every(models.TextChoices):
    """How often a series meets."""

    WEEK = "week", "Every week"
    FORTNIGHT = "fortnight", "Every two weeks"
    MONTH = "month", "Every month"
    TWO_MONTHS = "two_months", "Every two months"
    QUARTER = "quarter", "Every three months"


class Gathering(TimestampedModel):
    """What a meeting and a series of meetings both say: kind, place, length, who leads and who writes."""

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    length = models.PositiveSmallIntegerField("length in minutes")
    place = models.CharField(max_length=160, blank=True)
    online = models.URLField("online link", max_length=500, blank=True)
    chair = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    note_taker = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def of_kind(self) -> Kind:
        return kind_of(self.kind)


class Series(Gathering):
    """Meetings that come round: the first one's wall-clock time in London, and how often. ``ended_on`` is the first day
    on which no more of them are planned; ``invites`` the codes of roles whose holders are asked."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="meeting_series")
    every = models.CharField(max_length=12, choices=Every)
    first_on = models.DateField()
    at = models.TimeField()
    invites = models.JSONField(default=list)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name_plural = "series"

    def __str__(self):
        return self.title


class MeetingQuerySet(models.QuerySet):
    def to_come(self, now: datetime):
        return self.filter(starts_at__gte=now).exclude(state=Meeting.State.CANCELLED)


class Meeting(Gathering, Edited):
    """One meeting. ``uid`` and ``sequence`` are its calendar invitation's: the same event, and which version of it.

    Planned until somebody opens it in the room, under way until it is ended. ``slot`` is the day on which its series
    would have it, also after it was moved."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        UNDER_WAY = "under_way", "Under way"
        ENDED = "ended", "Held"
        CANCELLED = "cancelled", "Cancelled"

    network = models.ForeignKey(Network, models.CASCADE, related_name="meetings")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, related_name="meetings")
    slot = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField()
    why_cancelled = models.CharField(max_length=300, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    # When the invitations were sent; None while only whoever plans it knows.
    called_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Whether enough votes were present when it was ended, by the rule of that day; None where the kind needs none.
    quorate = models.BooleanField(null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["network", "-starts_at"], name="meeting_of_network")]
        constraints = [
            models.UniqueConstraint(fields=["series", "slot"], name="meeting_slot_once"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | ~Q(state="ended") & Q(ended_at=None),
                name="meeting_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["under_way", "ended"]) | Q(opened_at__isnull=False),
                name="meeting_opened_at_a_time",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:meeting", args=[self.network.code, self.pk])

    @property
    def ends_at(self) -> datetime:
        """When it should end."""
        return self.starts_at + timedelta(minutes=self.length)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_under_way(self) -> bool:
        return self.state == self.State.UNDER_WAY

    @property
    def is_ended(self) -> bool:
        return self.state == self.State.ENDED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


class Invitee(Edited):
    """Somebody asked to a meeting, and whether they came. ``role``, ``practice`` and ``votes`` are as they were when
    they were asked. ``deputy`` came in their place; the seat's vote and practice are the seat's still."""

    class Came(models.TextChoices):
        NOT_SAID = "", "Not said"
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        DEPUTY = "deputy", "A deputy came"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitees")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="invited_to")
    role = models.CharField(max_length=120, blank=True)
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, related_name="+")
    votes = models.BooleanField(default=False)
    # Two who share one seat of the board have one vote; empty where there is no seat.
    seat = models.CharField(max_length=60, blank=True)
    is_director = models.BooleanField(default=False)
    came = models.CharField(max_length=10, choices=Came, blank=True, default="")
    deputy = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # The sequence of the calendar invitation that was sent to them last; None where none was.
    sent_sequence = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="invitee_once"),
            models.CheckConstraint(condition=Q(came="deputy") | Q(deputy=None), name="invitee_deputy_came"),
        ]

    def __str__(self):
        return f"{self.person_id} at {self.meeting_id}"

    @property
    def is_present(self) -> bool:
        """In person or by a deputy."""
        return self.came in (self.Came.PRESENT, self.Came.DEPUTY)
