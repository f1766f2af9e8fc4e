"""What somebody will do, by when, and how it came along."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person
from apps.practices.models import Practice

from .agenda import Item
from .base import About, Edited
from .meeting import Meeting
from .record import Decision


class ActionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Action.State.OPEN)

    def seen_with(self, confidential: bool):
        return self if confidential else self.filter(confidential=False)


class Action(TimestampedModel, About, Edited):
    """An action with its owner and due date. ``number`` counts a network's actions. ``key`` and ``generation`` are what
    its owner's link is made of; a new generation ends the old link. ``practice`` is the owner's when they took it on.

    It may come from an item of a meeting, an event's idea, a risk, a raised issue, or straight from a topic."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    network = models.ForeignKey(Network, models.CASCADE, related_name="actions")
    key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    generation = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="actions")
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ended_on = models.DateField(null=True)
    # What came of it, or why it was dropped.
    outcome = models.CharField(max_length=500, blank=True)
    confidential = models.BooleanField(default=False)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="actions")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="actions")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="actions")
    agreed_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "number"]
        indexes = [
            models.Index(fields=["network", "state", "due_on"], name="action_of_network"),
            models.Index(fields=["network", "about_kind", "about_code"], name="action_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="action_number_once"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | ~Q(state="open") & Q(ended_on__isnull=False),
                name="action_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(outcome=""), name="action_dropped_with_reason"
            ),
        ]

    def __str__(self):
        return f"Action {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ActionNote(TimestampedModel):
    """How an action comes along; kept as it was written. ``owner`` wrote it by their link, else ``by`` did."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=1000)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"Note on {self.action_id}"


class Digest(TimestampedModel):
    """Whether and when somebody wants the weekly mail about their open actions; ``key`` makes its link. Without a row:
    Monday, and only where something is open."""

    class When(models.TextChoices):
        MONDAY = "1", "Every Monday"
        WEDNESDAY = "3", "Every Wednesday"
        FRIDAY = "5", "Every Friday"
        DUE = "due", "Only when something is due within a week or late"
        NEVER = "never", "Never"

    person = models.OneToOneField(Person, models.CASCADE, related_name="action_digest")
    key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    when = models.CharField(max_length=10, choices=When, default=When.MONDAY)
    sent_on = models.DateField(null=True)

    def __str__(self):
        return f"Digest of {self.person_id}"
