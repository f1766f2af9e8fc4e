"""Posts a network wants filled, and who holds them from when to when."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person
from apps.practices.models import Practice

from ..role_types import RoleType, all_types, role_type


class Unit(models.TextChoices):
    """What the time of a post is counted in: a session is half a day, 1.0 WTE is 37.5 hours a week."""

    SESSIONS = "sessions", "Sessions a week"
    WTE = "wte", "Whole-time equivalent (WTE)"


class Stage(models.TextChoices):
    """How far finding somebody for a post has come."""

    IDEA = "idea", "Idea"
    APPROVED = "approved", "Approved"
    ADVERTISED = "advertised", "Advertised"
    OFFERED = "offered", "Offered"
    STARTED = "started", "Started"


class PostQuerySet(models.QuerySet):
    def wanted(self, on: date):
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), wanted_from__lte=on)


class Post(TimestampedModel):
    """Something the network wants somebody to do: a role, a seat on the board, a job to fill.

    Those on the board together are the network's wish-list of its board. ``closed_on`` is the first day on which it
    was no longer wanted."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField(max_length=120, blank=True)
    on_board = models.BooleanField(default=False)
    votes = models.BooleanField(default=False)
    unit = models.CharField(max_length=10, choices=Unit, blank=True)
    # How much of it the network pays for, in ``unit``.
    funded = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.APPROVED)
    stage_since = models.DateField()
    wanted_from = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("wanted_from")), name="post_forwards"
            ),
            models.CheckConstraint(
                condition=Q(funded__isnull=True) | Q(funded__gt=0) & ~Q(unit=""), name="post_funded_in_unit"
            ),
            models.CheckConstraint(
                condition=~Q(unit="wte") | Q(funded__isnull=True) | Q(funded__lte=1.5), name="post_wte_of_one"
            ),
            models.CheckConstraint(condition=Q(on_board=True) | Q(votes=False), name="post_votes_on_board"),
        ]

    def __str__(self):
        return self.title or self.type.name

    def get_absolute_url(self):
        return reverse("roles:post", args=[self.network.code, self.pk])

    @property
    def type(self) -> RoleType:
        return role_type(self.role)

    @property
    def last_wanted(self) -> date | None:
        """The last day on which it was wanted; None while it is."""
        return self.closed_on - timedelta(days=1) if self.closed_on else None

    @property
    def order(self) -> int:
        """The place of its role among all."""
        return list(all_types()).index(self.role)


class Share(models.TextChoices):
    """How somebody holds a post."""

    WHOLE = "whole", "Holds the post"
    JOB_SHARE = "job_share", "Shares the post with somebody else"
    DEPUTY = "deputy", "Deputy: stands in when the holder is away"


class AppointmentQuerySet(models.QuerySet):
    def running(self, on: date):
        """Those that hold on a day; both ends belong to the term."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), start__lte=on)

    def holding(self):
        """Without deputies."""
        return self.exclude(share=Share.DEPUTY)


class Appointment(TimestampedModel):
    """Somebody's time in a post. ``last_day`` is the last day of the term, and empty where it has no end."""

    class How(models.TextChoices):
        ELECTED = "elected", "Elected by the practices"
        BOARD = "board", "Chosen by the board"
        OPEN = "open", "Open recruitment"
        NOMINATED = "nominated", "Sent by their practice or organisation"
        VOLUNTEERED = "volunteered", "Offered to lead"

    post = models.ForeignKey(Post, models.CASCADE, related_name="appointments")
    person = models.ForeignKey(Person, models.RESTRICT, related_name="appointments")
    share = models.CharField(max_length=10, choices=Share, default=Share.WHOLE)
    start = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    how = models.CharField("how appointed", max_length=12, choices=How, blank=True)
    # Of the post's unit: what is paid for, and what is really worked in a normal week.
    funded = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    interests = models.TextField(max_length=1000, blank=True)
    # Empty until they said what interests they have, or that they have none.
    declared_on = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("start")), name="appointment_forwards"
            ),
            models.CheckConstraint(
                condition=Q(funded__isnull=True) | Q(funded__gt=0), name="appointment_funded_positive"
            ),
            models.CheckConstraint(
                condition=Q(actual__isnull=True) | Q(actual__gte=0), name="appointment_actual_positive"
            ),
            models.UniqueConstraint(
                fields=["post", "person", "share"],
                condition=Q(last_day__isnull=True),
                name="appointment_once_open",
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(last_day__isnull=True, share="whole"),
                name="appointment_one_whole_open",
            ),
        ]

    def __str__(self):
        return f"{self.post_id} {self.share} from {self.start}"
