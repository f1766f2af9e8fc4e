"""What belongs to somebody's time in a post: where they work, how they start, how it goes; and what figures the
network confirmed."""

from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.practices.models import Practice

from .posts import Appointment


class Deployment(TimestampedModel):
    """How many sessions a week somebody who is shared works for one practice."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="deployments")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    sessions = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "practice"], name="deployment_once"),
            models.CheckConstraint(
                condition=Q(sessions__gt=0, sessions__lte=14), name="deployment_within_a_week"
            ),
        ]

    def __str__(self):
        return f"{self.appointment_id} at {self.practice_id}"


class ConfirmedFigure(TimestampedModel):
    """What a network says of its published workforce: ``wte`` of a role on ``day``; ``published`` what stood there."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="confirmed_figures")
    role = models.CharField(max_length=40)
    day = models.DateField()
    published = models.DecimalField(max_digits=6, decimal_places=2)
    wte = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "role", "day"], name="confirmed_figure_once"),
            models.CheckConstraint(condition=Q(wte__gte=0), name="confirmed_figure_positive"),
        ]

    def __str__(self):
        return f"{self.role} on {self.day}"


class Tick(models.Model):
    """A step of starting in a role that was done; ``item`` is its code in ``data/starting-1.json``."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=40)
    done_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appointment", "item"], name="tick_once")]

    def __str__(self):
        return self.item


class Review(TimestampedModel):
    """A yearly talk about a role, and what was agreed about the role; how somebody is stands nowhere."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="reviews")
    held_on = models.DateField()
    agreed = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["appointment", "held_on"], name="review_once_a_day")]

    def __str__(self):
        return f"{self.appointment_id} on {self.held_on}"
