"""A network's box for anonymous notes. Until they are delivered notes are sealed envelopes, as bare as ballots."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network

from . import rules


class Box(TimestampedModel):
    """Whether and by which link people may raise something in a network. ``lost_on`` is the day when the key to
    undelivered notes was found to be gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.OneToOneField(Network, models.CASCADE, related_name="note_box")
    is_open = models.BooleanField(default=True)
    generation = models.PositiveSmallIntegerField(default=1)
    lost_on = models.DateField(null=True)

    def __str__(self):
        return f"Notes of {self.network_id}"

    def tells_loss(self, today: date) -> bool:
        return self.lost_on is not None and today < self.lost_on + rules.LOSS_IS_TOLD


class Batch(TimestampedModel):
    """The notes that are delivered together, and the public key they are sealed to."""

    class State(models.TextChoices):
        MAKING = "making", "Its key is being made"
        TAKING = "taking", "Takes notes"
        ENDED = "ended", "Delivered or lost"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, models.CASCADE, related_name="batches")
    state = models.CharField(max_length=10, choices=State, default=State.MAKING)
    public_key = models.BinaryField(null=True, max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["box"], condition=Q(state__in=["making", "taking"]), name="batch_one_running"
            )
        ]

    def __str__(self):
        return f"{self.state} batch"


class Envelope(models.Model):
    """A sealed note: random id, batch, ciphertext. No time, address or sequence; no base model."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="+")
    ciphertext = models.BinaryField()


class Note(models.Model):
    """A delivered note: random id, the day of its delivery, written in shuffled order. ``receipt`` is the fingerprint
    of the code that its raiser has; ``settled_on`` the day of the answer, or of having dealt with it."""

    class State(models.TextChoices):
        NEW = "new", "New"
        ANSWERED = "answered", "Answered"
        SETTLED = "settled", "Dealt with"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, models.CASCADE, related_name="notes")
    delivered_on = models.DateField()
    text = models.CharField(max_length=rules.CHARACTERS)
    receipt = models.BinaryField(max_length=32, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    answer = models.CharField(max_length=rules.ANSWER_CHARACTERS, blank=True)
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ["-delivered_on", "pk"]

    def __str__(self):
        return f"Note of {self.delivered_on}"
