"""What is done after a check-in. Answers, figures and comments are the engine's."""

from django.db import models

from apps.core.models import TimestampedModel
from apps.surveys.models import Round


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
