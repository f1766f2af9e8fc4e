"""Events: meetings to which people sign up."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import StaffGroup
from apps.practices.models import Practice

from .actions import Action
from .base import Edited
from .meeting import Meeting


class Event(TimestampedModel):
    """What an event has beyond its meeting. ``key`` and ``generation`` make the link by which people sign up without
    an account. ``you_said`` and ``we_did`` are for residents, once ``told_at``."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="event")
    key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    generation = models.PositiveSmallIntegerField(default=1)
    about = models.TextField(max_length=2000, blank=True)
    signing_up = models.BooleanField(default=False)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    agreed = models.TextField("what was agreed", max_length=3000, blank=True)
    # How many residents came; none of them by name.
    residents = models.PositiveSmallIntegerField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True)
    you_said = models.TextField(max_length=3000, blank=True)
    we_did = models.TextField(max_length=3000, blank=True)
    told_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"Event {self.meeting_id}"


class SignUp(TimestampedModel, Edited):
    """Somebody who means to come: name, work e-mail, practice or organisation, role in words. No residents by name:
    of them only how many came. ``cover`` says who does their work meanwhile."""

    class Cover(models.TextChoices):
        NOT_NEEDED = "no", "No cover needed"
        NEEDED = "needed", "Needs cover"
        ARRANGED = "arranged", "Cover arranged"

    event = models.ForeignKey(Event, models.CASCADE, related_name="sign_ups")
    name = models.CharField(max_length=120)
    email = models.EmailField("work email", blank=True)
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=StaffGroup)
    cover = models.CharField(max_length=10, choices=Cover, default=Cover.NOT_NEEDED)
    cover_by = models.CharField("arranged by", max_length=120, blank=True)
    came = models.BooleanField(null=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), "event", condition=~Q(email=""), name="sign_up_once")
        ]

    def __str__(self):
        return self.name


class GuestNetwork(TimestampedModel):
    """Another network of the area that a roundtable invited."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="guests")
    network = models.ForeignKey(Network, models.CASCADE, related_name="roundtables")
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "network"], name="guest_once")]

    def __str__(self):
        return f"{self.network_id} at {self.event_id}"


class Group(Edited):
    """A table or break-out group of an event, and its notes."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    notes = models.TextField(max_length=5000, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Idea(TimestampedModel):
    """An idea of a group; once taken up it is an action."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="ideas")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="ideas")
    text = models.CharField(max_length=300)
    action = models.OneToOneField(Action, models.SET_NULL, null=True, related_name="idea")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "ideas"

    def __str__(self):
        return self.text


class Theme(TimestampedModel):
    """What came up at a roundtable, in words that say of no network who said it; networks that came can read it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="themes")
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text
