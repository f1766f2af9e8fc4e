"""The anonymous engine's rows. `Ballot` is deliberately bare; `Finding` is all that is ever shown."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from apps.core.models import StoredFile, TimestampedModel
from apps.networks.models import Icb, Network
from apps.people.models import Person

from . import disclosure
from .choices import Alarm, Breakdown, Kind, Way
from .own import Own, questions_in
from .questionnaire import ENGLISH, Definition, parse

# From the close of a scorecard round to the opening of the next; from opening to opening of a check-in.
DAYS_BETWEEN_ROUNDS = 60
DAYS_BETWEEN_CHECK_INS = 28
# So long after it closed a round's results show themselves, whoever runs it.
SHOWN_AFTER = timedelta(days=14)


class Questionnaire(models.Model):
    """A version of a questionnaire: data, read by `questionnaire.py`. Once it was used (``frozen_at``: a round asked
    it, or an area offered it) a trigger in the database refuses every change, however it is made (migration 0002).

    Without ``network`` and ``icb`` it came with the portal. A network's or an area's is a whole one too: all of
    ``base`` and its own questions (`own.py`), with its own count of versions."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    content = models.JSONField()
    frozen_at = models.DateTimeField(null=True)
    network = models.ForeignKey(Network, models.CASCADE, null=True, related_name="questionnaires")
    icb = models.ForeignKey(Icb, models.CASCADE, null=True, related_name="questionnaires")
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version", "network", "icb"],
                nulls_distinct=False,
                name="questionnaire_version",
            ),
            models.CheckConstraint(
                condition=Q(network=None, icb=None, base=None)
                | Q(network__isnull=False, icb=None, base__isnull=False)
                | Q(network=None, icb__isnull=False, base__isnull=False),
                name="questionnaire_of_one_place",
            ),
        ]

    def __str__(self):
        return f"{self.code} version {self.version}"

    @cached_property
    def definition(self) -> Definition:
        return parse(self.content)

    def definition_in(self, language: str) -> Definition:
        return self.definition if language == ENGLISH else parse(self.content, language)

    @property
    def own(self) -> tuple[Own, ...]:
        """What a network asks besides the scorecard, or an area offers; what is shipped has none."""
        return questions_in(self.content) if self.network_id or self.icb_id else ()


class Offer(models.Model):
    """Questions that an area offers to its networks, which may take some, all or none of them. One at a time; what was
    taken from it stays a network's own when it is withdrawn."""

    icb = models.ForeignKey(Icb, models.CASCADE, related_name="question_offers")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["icb"], condition=Q(withdrawn_at__isnull=True), name="offer_one_at_a_time"
            )
        ]


class Series(TimestampedModel):
    """Rounds that follow one another: what is shown apart is fixed, whom the last one asked is kept as directory ids
    (no foreign keys, so that erasing somebody needs nobody's leave)."""

    class Rhythm(models.TextChoices):
        QUARTERLY = "quarterly", "About every 3 months"
        YEARLY = "yearly", "About once a year"
        NONE = "none", "Without a fixed rhythm"

    network = models.ForeignKey(Network, models.CASCADE, related_name="series")
    kind = models.CharField(max_length=20, choices=Kind)
    breakdown = models.CharField(max_length=12, choices=Breakdown, blank=True, default=Breakdown.NONE)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.NONE)
    people = ArrayField(models.BigIntegerField())
    listed_at = models.DateTimeField()
    # The next round is not proposed before this day.
    put_off_until = models.DateField(null=True)
    # From here on nothing is proposed or carried forward, and ``people`` is empty.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self):
        return f"{self.get_kind_display()}, {self.get_rhythm_display()}"


class RoundQuerySet(models.QuerySet):
    def running(self):
        return self.filter(state__in=Round.RUNNING)

    def closed(self):
        return self.filter(state=Round.State.CLOSED)

    def released(self):
        """As `Round.is_released`."""
        return self.closed().filter(Q(released_at__isnull=False) | Q(answered=None))

    def to_release(self, now):
        """Rounds that nobody released in time."""
        waiting = self.closed().filter(released_at=None, answered__isnull=False)
        return waiting.filter(closed_at__lte=now - SHOWN_AFTER)

    def to_close(self, now):
        """Rounds whose time is up, or whose manager closed them, and that are not counted yet."""
        return self.filter(state__in=[Round.State.OPEN, Round.State.CLOSING], closes_at__lte=now)


class Round(TimestampedModel):
    """One dated run of a questionnaire in a network."""

    class State(models.TextChoices):
        OPENING = "opening", "Opening"
        OPEN = "open", "Open"
        CLOSING = "closing", "Closing"
        CLOSED = "closed", "Closed"
        CANCELLED = "cancelled", "Cancelled"
        VOID = "void", "Void"

    RUNNING = (State.OPENING, State.OPEN, State.CLOSING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, models.CASCADE, related_name="rounds")
    kind = models.CharField(max_length=20, choices=Kind)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="rounds")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, related_name="rounds")
    way = models.CharField(max_length=8, choices=Way, default=Way.PERSONAL)
    title = models.CharField(max_length=80)
    message = models.TextField(blank=True, max_length=1500)
    breakdown = models.CharField(max_length=12, choices=Breakdown, blank=True, default=Breakdown.NONE)
    state = models.CharField(max_length=10, choices=State, default=State.OPENING)
    public_key = models.BinaryField(null=True, max_length=32)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # When it ended, counted or not.
    closed_at = models.DateTimeField(null=True)
    # With an open link: nobody. Who came is counted by eye (``heads``), and links are told apart by generation.
    invited = models.PositiveIntegerField()
    heads = models.PositiveIntegerField(null=True)
    link_generation = models.PositiveSmallIntegerField(default=1)
    # How many of those invited get an unnamed paper slip; fixed when the round opens.
    slips = models.PositiveIntegerField(default=0)
    # Directory ids of those it asks, until a worker has made their invitations.
    listed = ArrayField(models.BigIntegerField(), null=True)
    # Set at close, and only as far as it may be shown: None while open and where too few answered.
    answered = models.PositiveIntegerField(null=True)
    opened_by_id = models.BigIntegerField(null=True)
    # When everybody of the network could see what came out; by nobody where that happened by itself.
    released_at = models.DateTimeField(null=True)
    released_by_id = models.BigIntegerField(null=True)
    # Its results on one page, once somebody asked for that.
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    # Whoever was asked was told that the area sees the means of its themes.
    area_sees = models.BooleanField(default=False)
    # Reads comments before anybody else does.
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    # Why counting it failed, and since when; both stay when the round ends.
    alarm = models.CharField(max_length=10, choices=Alarm, blank=True)
    alarmed_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "kind"],
                condition=Q(state__in=["opening", "open", "closing"]),
                name="round_one_running",
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("opens_at")), name="round_forwards"),
            models.CheckConstraint(
                condition=Q(way="personal", heads=None) | Q(way="open", invited=0, breakdown=""),
                name="round_personal_or_open",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(state="closed"), name="round_released_after_close"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def definition(self) -> Definition:
        return self.questionnaire.definition

    @property
    def called(self) -> str:
        """What the people it asks call it."""
        return "check-in" if self.kind == Kind.CHECK_IN else "scorecard"

    @property
    def has_open_link(self) -> bool:
        return self.way == Way.OPEN

    @property
    def rules(self) -> disclosure.Rules:
        """From how many answers on figures of the whole network are shown in which detail."""
        if self.kind == Kind.CHECK_IN:
            return disclosure.WELLBEING_OPEN_LINK if self.has_open_link else disclosure.WELLBEING
        return disclosure.SCORECARD_OPEN_LINK if self.has_open_link else disclosure.SCORECARD_NETWORK

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING

    @property
    def is_released(self) -> bool:
        """Whether everybody of the network, and whoever has a link, may see what came out. Where too few answered there
        is nothing to hold back."""
        return self.state == self.State.CLOSED and (self.released_at is not None or self.answered is None)

    @property
    def shown_by(self):
        """The moment from which everybody of the network sees what came out, at the latest: once the round has closed
        that is certain, before it is as far as one can tell."""
        return (self.closed_at or self.closes_at) + SHOWN_AFTER

    @property
    def can_be_cancelled(self) -> bool:
        """While it opens or is open, and where it can't be counted."""
        return self.state in (self.State.OPENING, self.State.OPEN) or self.has_alarm

    @property
    def has_alarm(self) -> bool:
        return bool(self.alarm) and self.is_running

    @property
    def closes_before(self) -> datetime | None:
        """Until when it may be extended: a check-in is over when the next one may open."""
        apart = timedelta(days=DAYS_BETWEEN_CHECK_INS)
        return self.opens_at + apart if self.kind == Kind.CHECK_IN else None

    def takes_answers(self, now) -> bool:
        return self.state == self.State.OPEN and now < self.closes_at


class Invitation(models.Model):
    """A person's link to a round, or a paper slip's. ``person``, ``answered``, ``delivered_to``, ``no_reminders`` and
    ``block`` are emptied when the round ends, the row goes 30 days later.

    A slip (``is_slip``) belongs to whoever holds it: it has no person, and a ``block`` (as in `blocks.py`) only where
    the round shows practices or staff groups apart.

    ``delivered_to`` is a keyed hash of the address that took the invitation: reminders follow no change of it,
    else somebody could put an own address there to see whether one comes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    generation = models.PositiveSmallIntegerField(default=1)
    answered = models.BooleanField(null=True, default=False)
    delivered_to = models.BinaryField(null=True, max_length=16)
    is_slip = models.BooleanField(default=False)
    # Its owner said so; nobody else is told, and it says nothing about answering.
    no_reminders = models.BooleanField(default=False)
    block = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(is_slip=False, block="") | Q(is_slip=True, person__isnull=True),
                name="slip_unnamed",
            ),
        ]

    @property
    def is_renewed(self) -> bool:
        return self.generation > 1


class OptOut(models.Model):
    """Somebody who wants no mails about a kind of round any more; `opting_out.py` alone reads it. ``mark`` is a keyed
    hash of their address, which stays when the directory forgets them, so that they are not asked again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    mark = models.BinaryField(null=True, max_length=16)


class Reminder(models.Model):
    """A reminder of a round's schedule: to everybody whose link is unused, at ``due_at``, unless it is switched off.

    ``sent_at`` says that its job was queued, for all at once; nothing here is about any person."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reminders")
    days_before = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    is_on = models.BooleanField(default=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "days_before"], condition=Q(sent_at=None), name="reminder_waits_once"
            )
        ]


class Trial(models.Model):
    """An invitation that somebody sends to themselves before they open a round: what it says, and the page that its
    link shows. Goes after a week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="+")
    asked = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)


class Ballot(models.Model):
    """A sealed envelope: random id, round, ciphertext. No time, address, person or sequence; no base
    model."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    sealed = models.BinaryField()


class Finding(models.Model):
    """A published figure of a closed round, already as coarse as `disclosure.py` says. Never a hidden value.

    ``block`` is empty for the network, else a code as in `blocks.py`; ``question`` is an item's code, or
    ``year_ago:<theme>``.
    ``figure`` is what `disclosure.publish` returned, as JSON."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="findings")
    block = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=60)
    figure = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "block", "question"], name="finding_once")]


class Comment(models.Model):
    """A comment of a closed round: random id, no time, written in shuffled order; its theme only where enough
    people commented on that. Kept only where enough people commented at all; seen by nobody but the round's
    reviewer until released. ``text`` is what is shown: on the decision what was cut or withheld is gone."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for review"
        RELEASED = "released", "Released"
        WITHHELD = "withheld", "Withheld"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="comments")
    theme = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)
