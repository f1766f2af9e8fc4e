"""What may not be recorded about posts and appointments, and the words that say why."""

from datetime import date
from decimal import Decimal

from apps.core.moments import day
from apps.practices.models import PracticeMembership

from .models import Appointment, Share, Unit

FULL_WEEK_HOURS = Decimal("37.5")
MOST = {Unit.WTE: Decimal("1.5"), Unit.SESSIONS: Decimal(14)}
HOLDERS = (Share.WHOLE, Share.JOB_SHARE)


class Refused(ValueError):
    """It can't be so; the message says why and what to do, ``field`` which entry it is about."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


def check_amount(unit: str, amount: Decimal | None, field: str) -> None:
    """Refuses hours that were entered as WTE, and more sessions than a week has."""
    if amount is None:
        return
    if not unit:
        raise Refused("This role’s time is not counted. Leave it empty.", field)
    if amount < 0:
        raise Refused("Enter 0 or more.", field)
    if amount <= MOST[Unit(unit)]:
        return
    if unit == Unit.SESSIONS:
        raise Refused(
            "A session is half a day, and a full week has 10. Enter 14 at most: are these hours?", field
        )
    if amount <= 60:
        wte = (amount / FULL_WEEK_HOURS).quantize(Decimal("0.01")).normalize()
        raise Refused(
            f"{amount.normalize():f} looks like hours a week. Full time is 37.5 hours, which is 1.0 WTE: "
            f"enter {wte:f}.",
            field,
        )
    raise Refused("Enter whole-time equivalents: 1 is full time, 0.5 half time, 1.5 the most.", field)


def check_dates(post, person, start: date, last_day: date | None) -> None:
    """Refuses a term that runs backwards, or begins before the role, the network or the practice was there."""
    if last_day and last_day < start:
        raise Refused("The last day is before the first day.", "last_day")
    if start < post.type.starts:
        raise Refused(
            f"This role exists since {day(post.type.starts)}. Enter that day or a later one.", "start"
        )
    opened = post.network.opened_on
    if opened and start < opened:
        raise Refused(f"The network opened on {day(opened)}. Enter that day or a later one.", "start")
    practice = post.practice or person.practice
    if practice:
        _check_member(post.network, practice, start)


def _check_member(network, practice, start: date) -> None:
    spells = list(PracticeMembership.objects.filter(practice=practice, network=network).order_by("start"))
    if any(spell.start <= start and (spell.end is None or start < spell.end) for spell in spells):
        return
    later = next((spell.start for spell in spells if spell.start > start), None)
    if later:
        raise Refused(
            f"{practice} joined {network} on {day(later)}. An appointment can’t start before that day.",
            "start",
        )
    raise Refused(f"{practice} was not a member of {network} on that day.", "start")


def overlapping(one: Appointment, start: date, last_day: date | None) -> bool:
    """Whether a term shares a day with another; both ends belong to it."""
    return (one.last_day is None or start <= one.last_day) and (last_day is None or one.start <= last_day)


def check_overlap(post, person, share: str, start: date, last_day: date | None, besides=None) -> None:
    """Refuses two people at once in one post, or in two posts of a role of which there is one, unless they share it;
    and one person twice. Call it with the network's row locked."""
    same = Appointment.objects.filter(post__network=post.network)
    same = same.filter(post__role=post.role) if post.type.one else same.filter(post=post)
    others = [
        one
        for one in same.exclude(pk=besides.pk if besides else None).select_related("person")
        if overlapping(one, start, last_day)
    ]
    for one in others:
        if one.person_id == person.pk and one.post_id == post.pk:
            raise Refused(f"{person} is in this role {_term(one)} already.", "person")
        if share in HOLDERS and one.share in HOLDERS and Share.WHOLE in (share, one.share):
            raise Refused(
                f"{one.person} holds this role {_term(one)}. End that term first, or say that both share the role.",
                "start",
            )


def _term(one: Appointment) -> str:
    return f"from {day(one.start)} to {day(one.last_day)}" if one.last_day else f"since {day(one.start)}"
