"""Asks of a network's clinical director to its area: what, why, who looks after it, what was replied, every change with
its day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import TimestampedModel
from apps.networks.models import Icb, Network

WHAT, WHY, WORDS, OWNER = 300, 1000, 1000, 120


class AskQuerySet(models.QuerySet):
    def sent(self):
        """What the area may read: never a draft, nor what was withdrawn."""
        return self.filter(state__in=[Ask.State.SENT, Ask.State.REPLIED, Ask.State.SETTLED])

    def open(self):
        return self.filter(state__in=[Ask.State.SENT, Ask.State.REPLIED])


class Ask(TimestampedModel):
    """``icb`` is the area at sending and stays so where the network moves. ``owner`` is who looks after it there, in
    words; ``member`` is that person where they have access. ``year_end`` and ``line`` say from which line of which
    report it was taken."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Waits for a reply"
        REPLIED = "replied", "Replied"
        SETTLED = "settled", "Settled"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Reply(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        MORE = "more", "Needs more"

    class Shown(models.TextChoices):
        NOBODY = "", "Nobody"
        UNNAMED = "unnamed", "Other networks, without its name"
        NAMED = "named", "Other networks, with its name"

    network = models.ForeignKey(Network, models.CASCADE, related_name="asks")
    icb = models.ForeignKey(Icb, models.CASCADE, null=True, related_name="asks")
    what = models.CharField(max_length=WHAT)
    why = models.TextField(max_length=WHY, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.NOBODY, blank=True)
    sent_on = models.DateField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    owner = models.CharField(max_length=OWNER, blank=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reply = models.CharField(max_length=10, choices=Reply, blank=True)
    reply_words = models.TextField(max_length=WORDS, blank=True)
    replied_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    outcome = models.TextField(max_length=WORDS, blank=True)
    settled_on = models.DateField(null=True)
    year_end = models.DateField(null=True)
    line = models.CharField(max_length=WHAT, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        indexes = [models.Index(fields=["icb", "state"], name="ask_of_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_on=None, icb=None, reply="")
                | Q(state__in=["sent", "withdrawn"], sent_on__isnull=False, icb__isnull=False, reply="")
                | Q(state="replied", sent_on__isnull=False, icb__isnull=False, replied_on__isnull=False)
                & ~Q(reply="")
                | Q(state="settled", sent_on__isnull=False, icb__isnull=False, settled_on__isnull=False),
                name="area_ask_state",
            ),
            models.UniqueConstraint(
                fields=["network", "year_end", "line"], condition=~Q(line=""), name="ask_of_report_once"
            ),
        ]

    def __str__(self):
        return f"Ask {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.SENT, self.State.REPLIED)

    @property
    def state_words(self) -> str:
        return self.get_reply_display() if self.state == self.State.REPLIED else self.get_state_display()

    @property
    def called(self) -> str:
        """Whose it is, as other networks read it."""
        return self.network.name if self.shown == self.Shown.NAMED else "A network"


class Change(models.Model):
    """One thing that became of an ask, on its day; both sides read it. It is never changed again."""

    class Kind(models.TextChoices):
        SENT = "sent", "Sent"
        SHOWN = "shown", "Who else may see it"
        OWNER = "owner", "Who looks after it"
        REPLY = "reply", "Reply"
        PROMISED = "promised", "Promised by"
        MORE = "more", "More was said"
        SETTLED = "settled", "Settled"
        REOPENED = "reopened", "Not settled after all"
        WITHDRAWN = "withdrawn", "Withdrawn"

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    of_area = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.kind} of {self.ask_id}"


class Support(models.Model):
    """Another network of the area says that it would like the same, from ``since`` and until ``ended_on``."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="supports")
    network = models.ForeignKey(Network, models.CASCADE, related_name="supported_asks")
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "network"], condition=Q(ended_on=None), name="ask_support_once"
            )
        ]

    def __str__(self):
        return f"{self.network_id} for {self.ask_id}"
