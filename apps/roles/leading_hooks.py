"""What time and leading say to other rooms: offers that wait for an answer, and what is kept about a person."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need, Records, Section
from apps.core.moments import day, month

from .models import Course, LeadOffer, MonthLogged
from .time_rules import KINDS, open_months


def needs(readers):
    """Offers to lead that nobody answered; one query."""
    places = {
        reader.place.pk: reader.place
        for reader in readers
        if Permission.KEEP_ROLES in reader.permissions and not reader.place.is_read_only
    }
    waiting = LeadOffer.objects.filter(network__in=places, answered_at=None).order_by()
    for pk, count in waiting.values_list("network").annotate(Count("pk")):
        text = "Somebody offers to lead" if count == 1 else f"{count} offers to lead wait for an answer"
        url = reverse("roles:offers", args=[places[pk].code])
        yield pk, Need(text, url, "Answer", order=35, detail="They see your answer on their own page.")


def sections(person):
    yield Section(
        "Leadership development done",
        ("Course", "Finished on"),
        tuple((course.name, day(course.done_on)) for course in person.courses.all()),
    )
    yield Section(
        "Offers to lead",
        ("What", "Note", "Offered on", "Answer"),
        tuple(
            (one.area, one.note, day(timezone.localdate(one.created_at)), one.answer)
            for one in person.lead_offers.all()
        ),
    )
    # Of the account with the entry's address: whoever put another address there, their own, must not read it here.
    rows = MonthLogged.objects.filter(person=person, user__email__iexact=person.email).order_by("month")
    yield Section(
        "Time log",
        ("Month", *KINDS.values()),
        tuple((month(row.month), *(f"{amount:g}" for amount in row.sessions.values())) for row in rows),
        private=True,
    )


def erase(*, person, by) -> None:
    """Courses and offers go with the entry. Time that is in no sum yet goes too; the rest loses the name, since a sum
    that somebody saw must not change by what one person logged."""
    theirs = MonthLogged.objects.filter(person=person)
    theirs.filter(month__in=open_months(timezone.localdate())).delete()
    theirs.update(person=None, user=None)


def move(*, kept, merged, by) -> None:
    """What both have stays once."""
    MonthLogged.objects.filter(person=merged).update(person=kept)
    for course in Course.objects.filter(person=merged):
        if not kept.courses.filter(name__iexact=course.name, done_on=course.done_on).exists():
            Course.objects.filter(pk=course.pk).update(person=kept)
    for offer in LeadOffer.objects.filter(person=merged):
        if not kept.lead_offers.filter(area__iexact=offer.area).exists():
            LeadOffer.objects.filter(pk=offer.pk).update(person=kept)


RECORDS = Records("roles", sections, erase, move)
