"""How a network's board decides."""

from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network


class BoardRule(TimestampedModel):
    """Without how many votes nothing is decided, as the network's members agreed."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="board_rule")
    quorum = models.PositiveSmallIntegerField()
    # Of these votes, how many have to be those of member practices.
    of_practices = models.PositiveSmallIntegerField(default=0)
    with_director = models.BooleanField(default=False)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quorum__gte=1), name="board_quorum_of_one"),
            models.CheckConstraint(
                condition=Q(of_practices__lte=models.F("quorum")), name="board_practices_within_quorum"
            ),
        ]

    def __str__(self):
        return f"quorum of {self.network_id}"
