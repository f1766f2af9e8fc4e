"""What rounds keep about people of the directory: that they are asked, never whether they answered."""

from django.db.models import BigIntegerField, F, Func, Q, Value
from django.utils import timezone

from apps.core.contributions import Records, Section
from apps.core.moments import day

from . import opting_out
from .models import Invitation, Round, Series


def sections(person):
    """Two queries. What somebody said about mails is told to nobody, and here neither."""
    asked = Invitation.objects.filter(person=person).select_related("round").order_by("round__opens_at")
    rows = [(one.round.title, day(timezone.localdate(one.round.closes_at))) for one in asked]
    yield Section("Rounds that ask them now", ("Round", "Closes on"), tuple(rows))
    again = Series.objects.filter(network=person.network, people__contains=[person.pk])
    kinds = [(series.get_kind_display(), day(timezone.localdate(series.listed_at))) for series in again]
    yield Section("Lists of people who are asked again", ("Kind", "Listed on"), tuple(kinds))


def erase(*, person, by) -> None:
    """Invitations and wishes lose their person with the entry; links that are out go on working, without a name."""
    for rows, field in _lists(person.network, person.pk):
        rows.update(**{field: _without(field, person.pk)})


def move(*, kept, merged, by) -> None:
    """Where both are asked by a round, the merged entry's link goes on working without a name and without reminders:
    which of the two was used is nobody's business, so neither is looked at."""
    opting_out.move(kept=kept, merged=merged)
    twice = Invitation.objects.filter(person=kept).values("round")
    theirs = Invitation.objects.filter(person=merged)
    theirs.filter(round__in=twice).update(person=None, delivered_to=None)
    theirs.update(person=kept)
    for rows, field in _lists(merged.network, merged.pk):
        without = _without(field, kept.pk, of=_without(field, merged.pk))
        rows.update(**{field: Func(without, _pk(kept.pk), function="array_append")})


def _lists(network, pk):
    """The lists of ids in which ``pk`` stands."""
    yield Series.objects.filter(Q(network=network), people__contains=[pk]), "people"
    yield Round.objects.filter(Q(network=network), listed__contains=[pk]), "listed"


def _without(field, pk, *, of=None):
    return Func(of or F(field), _pk(pk), function="array_remove")


def _pk(pk):
    return Value(pk, output_field=BigIntegerField())


RECORDS = Records("surveys", sections, erase, move)
