"""Where a network says it is, what it can show, and the support it asked for. Statements are data: rows name codes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.models import StoredFile, TimestampedModel
from apps.networks.models import Icb, Network
from apps.people.models import Person


class Claim(TimestampedModel):
    """What a meeting said of one statement. Where the board differed, ``lowest`` is what counts, and ``highest``
    is kept beside it. The latest of a statement holds; earlier ones stay."""

    class Says(models.IntegerChoices):
        NO = 0, "Not yet"
        PARTLY = 1, "Partly"
        YES = 2, "Yes"

    network = models.ForeignKey(Network, models.CASCADE, related_name="claims")
    statement = models.CharField(max_length=40)
    lowest = models.PositiveSmallIntegerField(choices=Says)
    highest = models.PositiveSmallIntegerField(choices=Says)
    agreed_on = models.DateField()
    meeting = models.ForeignKey("meetings.Meeting", models.SET_NULL, null=True, related_name="+")
    meeting_words = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["statement", "-agreed_on"]
        constraints = [
            models.UniqueConstraint(fields=["network", "statement", "agreed_on"], name="claim_once_a_day"),
            models.CheckConstraint(condition=Q(highest__gte=F("lowest")), name="claim_range_upwards"),
        ]

    def __str__(self):
        return f"{self.statement} on {self.agreed_on}"

    @property
    def holds(self) -> bool:
        return self.lowest == self.Says.YES

    @property
    def words(self) -> str:
        lowest = self.get_lowest_display()
        if self.lowest == self.highest:
            return lowest
        return f"{lowest} (the board differed: up to “{self.get_highest_display()}”)"


class Evidence(TimestampedModel):
    """Something that shows that one or more statements are true. It counts for 12 months from ``dated``, and from each
    renewal. ``key`` names what the portal knows ("scorecard.round:…"), for what was taken from there."""

    class Kind(models.TextChoices):
        FILE = "file", "File"
        LINK = "link", "Link"
        PORTAL = "portal", "From the portal"

    network = models.ForeignKey(Network, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=160)
    url = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=80, blank=True)
    dated = models.DateField()
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="evidence")

    class Meta:
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "key"], condition=~Q(key=""), name="evidence_key_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="file", file__isnull=False)
                | Q(kind="link", file=None) & ~Q(url="")
                | Q(kind="portal", file=None) & ~Q(key=""),
                name="evidence_is_of_its_kind",
            ),
        ]

    def __str__(self):
        return self.title


class Support(TimestampedModel):
    """One piece of evidence standing behind one statement from ``start``, and until before ``end``."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="supports")
    statement = models.CharField(max_length=40)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        ordering = ["statement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "statement"], condition=Q(end=None), name="support_once_open"
            ),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="support_forwards"),
        ]

    def __str__(self):
        return f"{self.evidence_id} for {self.statement}"


class Renewal(TimestampedModel):
    """Somebody said, with a note why, that a piece of evidence is still true."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="renewals")
    on = models.DateField()
    note = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"Renewal of {self.evidence_id}"


class Ask(TimestampedModel):
    """“We’d like support” towards a step of a component. The area sees it once it is sent, never the draft."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        ANSWERED = "answered", "Answered with an offer"

    network = models.ForeignKey(Network, models.CASCADE, related_name="support_asks")
    icb = models.ForeignKey(Icb, models.CASCADE, null=True, related_name="support_asks")
    component = models.CharField(max_length=20)
    step = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sent_on = models.DateField(null=True)
    offer = models.TextField(max_length=1000, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_on=None, icb=None, answered_on=None)
                | Q(state="sent", sent_on__isnull=False, icb__isnull=False, answered_on=None)
                | Q(state="answered", sent_on__isnull=False, icb__isnull=False, answered_on__isnull=False)
                & ~Q(offer=""),
                name="ask_state",
            )
        ]

    def __str__(self):
        return f"Ask {self.pk}"


class LocalName(TimestampedModel):
    """What an area's own framework calls a step of a component."""

    icb = models.ForeignKey(Icb, models.CASCADE, related_name="maturity_names")
    component = models.CharField(max_length=20)
    step = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["component", "step"]
        constraints = [models.UniqueConstraint(fields=["icb", "component", "step"], name="local_name_once")]

    def __str__(self):
        return self.name
