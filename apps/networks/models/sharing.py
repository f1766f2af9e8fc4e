"""What a network lets others have of its scorecard: two switches of the clinical director, both off at first."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from .organisations import Network


class SharingQuerySet(models.QuerySet):
    def on_at(self, moment: datetime):
        return self.filter(Q(until__isnull=True) | Q(until__gt=moment), since__lte=moment)

    def current(self):
        return self.filter(until__isnull=True)


class Sharing(models.Model):
    """A time for which a switch is or was on. Times that are over stay: what counts at the start of a quarter, and
    what people who answered were told, is read from them."""

    class What(models.TextChoices):
        COUNT = "count", "Count us in medians"
        SHOW = "show", "Show our figures to the ICS"

    network = models.ForeignKey(Network, models.CASCADE, related_name="sharing")
    what = models.CharField(max_length=10, choices=What)
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = SharingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "what"], condition=Q(until__isnull=True), name="sharing_once"
            ),
        ]

    def __str__(self):
        return self.get_what_display()
