"""What a meeting talks about, and the papers for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.models import StoredFile, TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person

from .base import About, Edited
from .meeting import Invitee, Meeting


class ItemQuerySet(models.QuerySet):
    def seen_with(self, confidential: bool):
        """All of them for whoever may read what is confidential, else the others."""
        return self if confidential else self.filter(confidential=False)


class Item(TimestampedModel, About, Edited):
    """Something to talk about: proposed or parked without a meeting, or on the agenda of one in its ``position``.

    ``note`` is what was said, written in the room; ``came_from`` the item it was carried over from."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGENDA = "agenda", "On the agenda"
        PARKED = "parked", "Parked for another meeting"
        DECLINED = "declined", "Not taken up"

    class Purpose(models.TextChoices):
        DECIDE = "decide", "Decide"
        DISCUSS = "discuss", "Discuss"
        NOTE = "note", "Note"

    network = models.ForeignKey(Network, models.CASCADE, related_name="agenda_items")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="items")
    state = models.CharField(max_length=10, choices=State)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=160)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.DISCUSS)
    minutes = models.PositiveSmallIntegerField("minutes", default=10)
    lead = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    # One line for a lay member: what it is about and why it matters, without the field's words.
    plain = models.CharField("in plain words", max_length=240, blank=True)
    detail = models.TextField(max_length=3000, blank=True)
    confidential = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why_declined = models.CharField(max_length=300, blank=True)
    came_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="carried_to")
    note = models.TextField(max_length=8000, blank=True)
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["network", "about_kind", "about_code"], name="item_about"),
            models.Index(fields=["network", "state"], name="item_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="agenda", meeting__isnull=False) | ~Q(state="agenda"),
                name="item_on_an_agenda_of_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("began_at")), name="item_forwards"
            ),
        ]

    def __str__(self):
        return self.title


class Paper(TimestampedModel):
    """A paper for an item; its versions are kept, the latest is what people read. Taken off, it stays as a row."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="papers")
    title = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class PaperVersion(TimestampedModel):
    """One upload. ``name`` is the file's as it came; its type was found from its content, not from its name."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    pages = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once")]

    def __str__(self):
        return f"{self.name} ({self.number})"


class StepOut(TimestampedModel):
    """An interest somebody declared in an item, and whether they left the room for it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="interests")
    invitee = models.ForeignKey(Invitee, models.CASCADE, related_name="interests")
    interest = models.CharField(max_length=300)
    stepped_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "invitee"], name="interest_once")]

    def __str__(self):
        return f"{self.invitee_id} in {self.item_id}"
