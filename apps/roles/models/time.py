"""Time that people log for themselves, what they learned about leading, and who would like to lead."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person

from ..time_rules import KINDS, MOST_SESSIONS


def _sessions() -> models.DecimalField:
    return models.DecimalField(max_digits=4, decimal_places=1, default=0)


class MonthLogged(models.Model):
    """Somebody's sessions (half days) of network work in a month, by kind; read by themselves and by `time_queries`,
    which sums. ``leads`` says that they were director or manager when they wrote it; ``who`` is drawn anew for each of
    their quarters. Somebody who is erased leaves settled rows without a name, so that a sum that was shown never
    changes, and ``who`` still counts them once."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="months_logged")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    who = models.UUIDField()
    month = models.DateField()
    leads = models.BooleanField()
    meetings = _sessions()
    change = _sessions()
    people = _sessions()
    partners = _sessions()
    running = _sessions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "user", "month"], name="month_logged_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="month_logged_from_the_first"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{kind}__gte": 0, f"{kind}__lte": MOST_SESSIONS}),
                    name=f"month_logged_{kind}",
                )
                for kind in KINDS
            ),
        ]

    @property
    def sessions(self) -> dict:
        return {kind: getattr(self, kind) for kind in KINDS}

    @property
    def total(self):
        return sum(self.sessions.values())


class Course(TimestampedModel):
    """Something somebody did to learn about leading; read by whoever leads the network, and by themselves."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="courses")
    person = models.ForeignKey(Person, models.CASCADE, related_name="courses")
    name = models.CharField(max_length=120)
    done_on = models.DateField()

    class Meta:
        ordering = ["-done_on", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), "person", "done_on", name="course_once")]


class LeadOffer(TimestampedModel):
    """Somebody would like to lead. They take it back by deleting it, whenever they like."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="lead_offers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="lead_offers")
    area = models.CharField(max_length=120)
    note = models.TextField(max_length=600, blank=True)
    answer = models.TextField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = [F("answered_at").asc(nulls_first=True), "created_at"]
        constraints = [models.UniqueConstraint(Lower("area"), "person", name="lead_offer_once")]
