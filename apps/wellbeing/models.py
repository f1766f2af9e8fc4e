"""What a network decided about its check-ins, and what is done after one. Check-ins, answers, figures and comments are
the engine's."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.surveys.models import Round, Series, Way

from . import calendar


class Plan(TimestampedModel):
    """A series of check-ins that open and close by themselves. What is shown apart is the series', and fixed.

    ``next_opens_on`` is None where no day could be found; ``weekday`` (Monday is 0) is the day of the week to which it
    returns after a holiday, None where that is the day of the last one; ``problem`` says in words why the last try to
    open did not succeed. ``burnout``, ``bank`` and ``comment`` are what is asked besides the five (`instrument.py`)."""

    class Rhythm(models.TextChoices):
        MONTHLY = "monthly", "Monthly (every 4 weeks)"
        SIX_WEEKLY = "six_weekly", "Every 6 weeks"
        QUARTERLY = "quarterly", "Quarterly (every 13 weeks)"

    network = models.ForeignKey(Network, models.CASCADE, related_name="check_in_plans")
    series = models.OneToOneField(Series, models.CASCADE, related_name="plan")
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    way = models.CharField(max_length=8, choices=Way, default=Way.PERSONAL)
    days_open = models.PositiveSmallIntegerField()
    burnout = models.BooleanField(default=False)
    bank = ArrayField(models.CharField(max_length=40), default=list, size=2)
    comment = models.BooleanField(default=False)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    next_opens_on = models.DateField(null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network"], condition=Q(ended_at=None), name="check_in_plan_one_running"
            )
        ]

    def __str__(self):
        return f"Check-ins, {self.get_rhythm_display().lower()}"

    @property
    def has_open_link(self) -> bool:
        return self.way == Way.OPEN


class Pause(TimestampedModel):
    """Days on which a network asks nobody, both ends included."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="check_in_pauses")
    name = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["first", "pk"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="pause_forwards")]

    def __str__(self):
        return self.name

    @property
    def away(self) -> calendar.Away:
        return calendar.Away(self.first, self.last)


class SupportLink(TimestampedModel):
    """Where people of a network find somebody to talk to. ``checked_at`` is when its address was last tried,
    ``problem`` what was wrong then, in words.

    With ``national`` it is what the network has of the national place with that code (`support.py`): what was found at
    its address, and whether it is left out."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="support_links")
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=300)
    checked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)
    national = models.CharField(max_length=40, blank=True)
    is_left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "national"], condition=~Q(national=""), name="support_link_one_each"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_reachable(self) -> bool:
        return self.checked_at is not None and not self.problem


class Response(TimestampedModel):
    """What a network's leaders say after a check-in, one for each, sent to everybody invited and never changed after.

    ``leads`` is who leads on it, in the words of whoever wrote it."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="response")
    heard = models.TextField(max_length=1000)
    will = models.TextField(max_length=1000)
    by_when = models.DateField()
    leads = models.CharField(max_length=120)
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField()

    def __str__(self):
        return f"Response to {self.round_id}"


class Override(TimestampedModel):
    """Why check-ins go on although ``round``, the latest with figures, and the one before it have no response."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="+")
    reason = models.TextField(max_length=500)
    by_id = models.BigIntegerField()

    def __str__(self):
        return f"Override after {self.round_id}"
