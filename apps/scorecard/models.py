"""What a workshop adds to its round: what the screen shows, how long the room talks, and what is written down. And how
networks stood at the start of a quarter: what each is compared with, and what sets of them gave."""

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.models import TimestampedModel
from apps.networks.models import Icb, Network
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


# --- Beside others -----------------------------------------------------------------------


class Standing(models.Model):
    """A network at the start of a quarter: its sets, its published context, and in ``means`` (by key, as in
    `surveys.published`) what it gave to medians; nothing unless its director counted it in by then."""

    quarter = models.DateField()
    network = models.ForeignKey(Network, models.CASCADE, related_name="standings")
    icb = models.ForeignKey(Icb, models.SET_NULL, null=True, related_name="+")
    peer_class = models.CharField(max_length=30, blank=True)
    patients = models.PositiveIntegerField(null=True)
    practices = models.PositiveSmallIntegerField()
    # To 0.1, higher: more deprived.
    deprivation = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    means = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quarter", "network"], name="standing_once")]


class ComparedSet(models.Model):
    """A fixed set of networks in a quarter, of which enough count in medians; ``code`` is an area's or a class's.

    ``context`` holds low, median and high of the middle half of those that count, by "patients" (to 1,000),
    "practices" and "deprivation" (whole points): too coarse to name one of them."""

    class Kind(models.TextChoices):
        AREA = "area", "Our area"
        PEERS = "peers", "Networks like ours"
        ENGLAND = "england", "England"

    quarter = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=30, blank=True)
    networks = models.PositiveIntegerField()
    context = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quarter", "kind", "code"], name="compared_set_once")]


class SetMeans(models.Model):
    """Of one question or theme (by key): how many networks of a set have a mean of 1.0, 1.1, … 5.0. Never of fewer
    than 8, and never shown as it is: pages show what `benchmarks.of_counts` makes of it."""

    of = models.ForeignKey(ComparedSet, models.CASCADE, related_name="means")
    key = models.CharField(max_length=80)
    counts = ArrayField(models.PositiveIntegerField(), size=41)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "key"], name="set_means_once")]
