"""Why a network exists and what it set out to do: versions of its purpose, how it leads, and its yearly objectives.

Spells have a first day and, once over, the first day on which they no longer held."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person

from . import years


class Version(TimestampedModel):
    """A wording of the shared purpose. Written as a draft, out for feedback, adopted: from then on it never changes.

    ``meeting`` says in words which meeting adopted it. One at most is in the works and one in force."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        FEEDBACK = "feedback", "Out for feedback"
        ADOPTED = "adopted", "Adopted"

    network = models.ForeignKey(Network, models.CASCADE, related_name="purpose_versions")
    number = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=160)
    text = models.TextField(max_length=3000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    feedback_until = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    meeting = models.CharField(max_length=120, blank=True)
    replaced_on = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="purpose_number_once"),
            models.UniqueConstraint(
                fields=["network"], condition=~Q(state="adopted"), name="purpose_one_in_the_works"
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(state="adopted", replaced_on=None),
                name="purpose_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state="adopted", adopted_on__isnull=False) & ~Q(meeting="")
                | ~Q(state="adopted") & Q(adopted_on=None, replaced_on=None),
                name="purpose_adopted_with_day_and_meeting",
            ),
            models.CheckConstraint(condition=Q(replaced_on__gt=F("adopted_on")), name="purpose_forwards"),
        ]

    def __str__(self):
        return f"Version {self.number}"

    @property
    def is_in_force(self) -> bool:
        return self.state == self.State.ADOPTED and self.replaced_on is None

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def takes_feedback(self) -> bool:
        """Late feedback is welcome: the day it was asked for by ends nothing, adopting does."""
        return self.state == self.State.FEEDBACK


class Feedback(TimestampedModel):
    """What somebody thinks of a version before it is adopted; one of each person, theirs to change until then.

    ``on_earlier_words``: the version was changed since."""

    class Stance(models.TextChoices):
        YES = "yes", "I can work by this"
        CHANGES = "changes", "I could, with changes"
        NO = "no", "Not as it stands"

    version = models.ForeignKey(Version, models.CASCADE, related_name="feedback")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance)
    text = models.TextField(max_length=1000, blank=True)
    on_earlier_words = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "by"], name="purpose_feedback_once")]

    def __str__(self):
        return f"Feedback on {self.version_id}"


class Review(TimestampedModel):
    """A meeting at which an adopted purpose was adopted, or looked at and left as it is, and when that is due next.

    The latest of the version in force says when the next one is due; ``reminded_at`` is when its reminder went out."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="reviews")
    held_on = models.DateField()
    meeting = models.CharField(max_length=120)
    next_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "held_on"], name="purpose_review_once_a_day"),
            models.CheckConstraint(condition=Q(next_on__gt=F("held_on")), name="purpose_review_forwards"),
        ]

    def __str__(self):
        return f"Review of {self.version_id}"


class Strategy(TimestampedModel):
    """How a network leads and decides; who leads what hangs on it. A draft has no first day."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="strategies")
    number = models.PositiveSmallIntegerField()
    approach = models.TextField(max_length=2000)
    deciding = models.TextField(max_length=2000)
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="strategy_number_once"),
            models.UniqueConstraint(fields=["network"], condition=Q(start=None), name="strategy_one_draft"),
            models.UniqueConstraint(
                fields=["network"], condition=Q(start__isnull=False, end=None), name="strategy_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(start__isnull=False, end__gt=F("start")), name="strategy_forwards"
            ),
        ]

    def __str__(self):
        return f"Strategy {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.start is None

    @property
    def is_in_force(self) -> bool:
        return self.start is not None and self.end is None


class Lead(TimestampedModel):
    """Who leads on something, and who stands in. Without ``end`` it holds, or held when its strategy ended; handed over
    meanwhile, another row goes on from that day. In a draft it has no first day."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="leads")
    what = models.CharField(max_length=120)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="leads")
    deputy = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="leads_as_deputy")
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        ordering = ["what", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(start__isnull=False, end__gt=F("start")), name="lead_forwards"
            ),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="lead_deputy_is_another"),
        ]

    def __str__(self):
        return self.what


class Objective(TimestampedModel):
    """Something to reach in a year from April to March, named by the year in which it begins, and how it ended.

    ``origin`` is the objective of the year before that was carried into it."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "Kept"
        MISSED = "missed", "Missed"
        CARRIED = "carried", "Carried over"

    network = models.ForeignKey(Network, models.CASCADE, related_name="objectives")
    year = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    measure = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="objectives")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)
    origin = models.OneToOneField("self", models.SET_NULL, null=True, related_name="carried_to")

    class Meta:
        ordering = ["-year", "pk"]
        indexes = [models.Index(fields=["network", "year"], name="objective_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", ended_on=None) | ~Q(outcome="") & Q(ended_on__isnull=False),
                name="objective_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["missed", "carried"]) | ~Q(reason=""), name="objective_with_reason"
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def in_year(self) -> years.Year:
        return years.Year(self.year)

    @property
    def is_open(self) -> bool:
        return not self.outcome


class ProgressNote(TimestampedModel):
    """How an objective comes along; kept as it was written."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=1000)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"Note on {self.objective_id}"
