"""What was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.practices.models import Practice

from .agenda import Item
from .base import About, Edited
from .meeting import Meeting


class DecisionQuerySet(models.QuerySet):
    def seen_with(self, confidential: bool):
        return self if confidential else self.filter(confidential=False)


class Decision(TimestampedModel, About, Edited):
    """A decision in a sentence, and how it was reached. ``number`` counts a network's decisions; ``confidential`` and
    what it is about are its item's. ``quorate`` says whether enough votes were in the room at that moment, None where
    the meeting needs none."""

    class Reached(models.TextChoices):
        AGREED = "agreed", "Agreed by all"
        VOTE = "vote", "By vote of the practices"

    network = models.ForeignKey(Network, models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    item = models.ForeignKey(Item, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    reached = models.CharField(max_length=10, choices=Reached, default=Reached.AGREED)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    quorate = models.BooleanField(null=True)
    decided_on = models.DateField()
    confidential = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-number"]
        indexes = [
            models.Index(fields=["network", "-decided_on"], name="decision_of_network"),
            models.Index(fields=["network", "about_kind", "about_code"], name="decision_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=~Q(reached="vote")
                | Q(votes_for__isnull=False, votes_against__isnull=False, abstained__isnull=False),
                name="decision_vote_counted",
            ),
        ]

    def __str__(self):
        return f"Decision {self.number}"


class Vote(models.Model):
    """How a practice voted, where the board votes by practice."""

    class Choice(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"
        ABSTAINED = "abstained", "Abstained"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="votes")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)

    class Meta:
        ordering = ["practice__name"]
        constraints = [models.UniqueConstraint(fields=["decision", "practice"], name="vote_once")]

    def __str__(self):
        return f"{self.practice_id}: {self.choice}"
