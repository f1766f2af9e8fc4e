"""What staff raise by name, and risks."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person

from .agenda import Item


class Issue(TimestampedModel):
    """Something a member of staff raised by name, and what became of it, which they can read."""

    class State(models.TextChoices):
        NEW = "new", "New"
        AGENDA = "agenda", "On an agenda"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    network = models.ForeignKey(Network, models.CASCADE, related_name="issues")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    answer = models.TextField(max_length=2000, blank=True)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "closed"]) | ~Q(answer=""),
                name="issue_settled_with_words",
            )
        ]

    def __str__(self):
        return self.title


def _five():
    return models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])


class Risk(TimestampedModel):
    """Something that could go wrong; how likely and how bad, from 1 to 5, is its latest `RiskMove`'s too."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="risks")
    title = models.CharField(max_length=160)
    cause = models.TextField(max_length=1000, blank=True)
    response = models.TextField("what we do about it", max_length=1000, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="risks")
    likelihood = _five()
    impact = _five()
    review_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True)
    why_closed = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-likelihood", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_from_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(why_closed=""), name="risk_closed_with_reason"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


class RiskMove(TimestampedModel):
    """How a risk stood from that moment on, and why it moved."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="moves")
    likelihood = _five()
    impact = _five()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_move_from_1_to_5"
            )
        ]

    def __str__(self):
        return f"Move of {self.risk_id}"
