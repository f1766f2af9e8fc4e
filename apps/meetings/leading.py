"""Who leads and who takes the notes of what is to come: what somebody who goes hands over."""

from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.contributions import Holding

from .models import Meeting, Series
from .planning import ask_person

FIELDS = {"chair": "Chairs", "note_taker": "Takes the notes of"}


def holdings(people):
    """Series that go on, each with its meetings to come, and single meetings to come; two queries."""
    series = list(_led(_going_on(), people).select_related("network"))
    meetings = _led(_to_come(), people).select_related("network", "series")
    for field, words in FIELDS.items():
        for one in series:
            person = getattr(one, f"{field}_id")
            if person in people:
                url = reverse("meetings:list", args=[one.network.code])
                said = f"{words} the meetings “{one.title}”"
                hand_over = partial(hand_over_series, series=one, field=field)
                yield Holding(person, said, url, f"meetings.series_{field}:{one.pk}", hand_over)
        for one in meetings:
            person = getattr(one, f"{field}_id")
            with_series = one.series in series and getattr(one.series, f"{field}_id") == person
            if person in people and not with_series:
                said, hand_over = (
                    f"{words} “{one.title}”",
                    partial(hand_over_meeting, meeting=one, field=field),
                )
                yield Holding(
                    person, said, one.get_absolute_url(), f"meetings.meeting_{field}:{one.pk}", hand_over
                )


@transaction.atomic
def hand_over_series(*, series: Series, field: str, to, by, on=None) -> None:
    """Give ``to``, or nobody, what its ``field`` names somebody for, and the same of its meetings to come that have the
    same person still."""
    locked = Series.objects.select_for_update().select_related("network").get(pk=series.pk)
    before = getattr(locked, f"{field}_id")
    if before == (to and to.pk):
        return
    setattr(locked, field, to)
    locked.save(update_fields=[field, "updated_at"])
    record(Event.MEETING_SERIES_CHANGED, by=by, network=locked.network, about=locked)
    for meeting in _to_come().filter(series=locked, **{field: before}).select_related("network"):
        hand_over_meeting(meeting=meeting, field=field, to=to, by=by)


@transaction.atomic
def hand_over_meeting(*, meeting: Meeting, field: str, to, by, on=None) -> None:
    """Give ``to``, who is asked to it then, or nobody, what its ``field`` names somebody for. Harmless once it began.
    Whoever has the meeting's form open is told that somebody changed it."""
    values = {field: to, "version": F("version") + 1, "updated_at": timezone.now()}
    if not _to_come().filter(pk=meeting.pk).exclude(**{field: to}).update(**values):
        return
    record(Event.MEETING_CHANGED, by=by, network=meeting.network, about=meeting)
    if to:
        ask_person(meeting=meeting, by=by, person=to)


def _led(found, people):
    return found.filter(Q(chair__in=people) | Q(note_taker__in=people))


def _going_on():
    return Series.objects.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))


def _to_come():
    return Meeting.objects.to_come(timezone.now()).filter(state=Meeting.State.PLANNED)
