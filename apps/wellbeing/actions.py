"""Setting check-ins up, and opening them by the clock."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import day
from apps.jobs.actions import enqueue
from apps.surveys import series as engine
from apps.surveys.actions import RoundRefused
from apps.surveys.models import Kind, Round, Series
from apps.surveys.opening import open_round
from apps.surveys.reminders import DAYS_BEFORE

from . import calendar
from .gate import may_open
from .models import Pause, Plan, SupportLink
from .queries import asker_for, pauses_of, plan_of, questionnaire_for, staff_of
from .support import MOST_OWN, Place, places

MOST_PAUSES = 20


class CheckInsRefused(Exception):
    """What was asked can't be done; the message is for people."""


@transaction.atomic
def set_up(
    *, network, by, rhythm, way, days_open, first_day: date, breakdown, burnout, bank, comment, reviewer
) -> Plan:
    """Begin a series of check-ins, of which the first opens on ``first_day`` or the first possible day after it.

    Raises CheckInsRefused where one goes on already, and where no such day is near."""
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    if plan_of(network):
        raise CheckInsRefused("Check-ins are set up already. Change them, or end them first.")
    opens_on = calendar.first_from(first_day, days_open, pauses_of(network))
    if opens_on is None:
        raise CheckInsRefused("There is no day on which they could open. Look at your pauses.")
    series = Series.objects.create(
        network=network, kind=Kind.CHECK_IN, breakdown=breakdown, people=[], listed_at=timezone.now()
    )
    plan = Plan.objects.create(
        network=network,
        series=series,
        rhythm=rhythm,
        way=way,
        days_open=days_open,
        burnout=burnout,
        bank=list(bank),
        comment=comment,
        reviewer=reviewer,
        asker=by,
        next_opens_on=opens_on,
        weekday=calendar.own_weekday(first_day, opens_on),
    )
    record(Event.CHECK_INS_SET_UP, by=by, network=network, about=plan)
    return plan


@transaction.atomic
def change_questions(*, plan: Plan, by, burnout, bank, comment, reviewer) -> None:
    """Ask something else besides the five, from the next check-in on; what is running or was asked stays."""
    plan = _lock(plan)
    plan.burnout, plan.bank, plan.comment, plan.reviewer = burnout, list(bank), comment, reviewer
    plan.save(update_fields=["burnout", "bank", "comment", "reviewer", "updated_at"])
    record(Event.CHECK_INS_CHANGED, by=by, network=plan.network, about=plan, what="questions")


@transaction.atomic
def change_rhythm(*, plan: Plan, by, rhythm, days_open, next_day: date) -> None:
    """From the next check-in on, which opens on ``next_day`` or the first possible day after it."""
    plan = _lock(plan)
    earliest, before = max(next_day, _earliest(plan)), plan.next_opens_on
    plan.rhythm, plan.days_open = rhythm, days_open
    plan.next_opens_on = calendar.first_from(earliest, days_open, pauses_of(plan.network))
    if plan.next_opens_on and next_day != before:  # else nobody chose another day
        plan.weekday = calendar.own_weekday(next_day, plan.next_opens_on)
    plan.problem = ""
    plan.save(update_fields=["rhythm", "days_open", "next_opens_on", "weekday", "problem", "updated_at"])
    record(Event.CHECK_INS_CHANGED, by=by, network=plan.network, about=plan, what="rhythm")


@transaction.atomic
def skip(*, plan: Plan, by) -> date | None:
    """Leave out the next check-in; returns the day on which the one after it opens."""
    plan = _lock(plan)
    if plan.next_opens_on:
        due = max(plan.next_opens_on, timezone.localdate())
        plan.next_opens_on = _after(plan, due)
        plan.problem = ""
        plan.save(update_fields=["next_opens_on", "problem", "updated_at"])
        record(Event.CHECK_INS_CHANGED, by=by, network=plan.network, about=plan, what="skipped")
    return plan.next_opens_on


@transaction.atomic
def end(*, plan: Plan, by) -> None:
    """Open none any more; one that runs goes on. Harmless to repeat."""
    plan = _lock(plan)
    if plan.ended_at is None:
        plan.ended_at, plan.next_opens_on = timezone.now(), None
        plan.save(update_fields=["ended_at", "next_opens_on", "updated_at"])
        engine.end(series=plan.series, by=None)
        record(Event.CHECK_INS_ENDED, by=by, network=plan.network, about=plan)


@transaction.atomic
def add_pause(*, network, by, name: str, first: date, last: date) -> Pause:
    """Ask nobody on these days. Raises CheckInsRefused for more of them than a year can hold."""
    if network.check_in_pauses.filter(last__gte=timezone.localdate()).count() >= MOST_PAUSES:
        raise CheckInsRefused(f"There is room for {MOST_PAUSES}. Remove one before you add another.")
    pause = Pause.objects.create(network=network, name=name, first=first, last=last)
    record(Event.CHECK_INS_CHANGED, by=by, network=network, what="pauses")
    _move(network)
    return pause


@transaction.atomic
def remove_pause(*, pause: Pause, by) -> None:
    network = pause.network
    pause.delete()
    record(Event.CHECK_INS_CHANGED, by=by, network=network, what="pauses")


def _move(network) -> None:
    """Where the next check-in no longer fits between pauses, it opens on the next day that does."""
    plan = Plan.objects.select_for_update().filter(network=network, ended_at=None).first()
    if plan and plan.next_opens_on:
        plan.next_opens_on = calendar.first_from(plan.next_opens_on, plan.days_open, pauses_of(network))
        plan.save(update_fields=["next_opens_on", "updated_at"])


@transaction.atomic
def save_link(
    *, network, by, name: str, about: str, url: str, link: SupportLink | None = None
) -> SupportLink:
    """Add a place of support, or change ``link``; a worker then looks whether its address answers."""
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    if link is None and network.support_links.filter(national="").count() >= MOST_OWN:
        raise CheckInsRefused(f"There is room for {MOST_OWN}. Remove one before you add another.")
    link = link or SupportLink(network=network)
    link.name, link.about, link.url, link.checked_at, link.problem = name, about, url, None, ""
    link.save()
    record(Event.CHECK_INS_CHANGED, by=by, network=network, what="support")
    _check(link, timezone.now())
    return link


@transaction.atomic
def remove_link(*, link: SupportLink, by) -> None:
    record(Event.CHECK_INS_CHANGED, by=by, network=link.network, what="support")
    link.delete()


@transaction.atomic
def leave_out(*, network, by, place: Place, out: bool) -> None:
    """Show the national ``place`` to nobody of the network, or with ``out`` False to everybody again.

    Raises CheckInsRefused for the last place that people are shown."""
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    shown = places(network)
    if out and not shown["local"] and shown["national"] == [place]:
        raise CheckInsRefused(
            "This is the last place that people are shown. Add another before you leave it out."
        )
    _national(network, place, is_left_out=out)
    record(Event.CHECK_INS_CHANGED, by=by, network=network, what="support")


def _national(network, place: Place, **changes) -> SupportLink:
    now = {"name": place.name, "url": place.url, **changes}
    return network.support_links.update_or_create(national=place.code, defaults=now)[0]


@transaction.atomic
def check_links(*, network, by, now: datetime | None = None) -> None:
    """Have a worker look whether the addresses that people of the network are shown answer."""
    shown = places(network)
    for link in (*shown["local"], *(_national(network, place) for place in shown["national"])):
        _check(link, now or timezone.now())
    record(Event.SUPPORT_CHECKED, by=by, network=network)


def _check(link: SupportLink, now: datetime) -> None:
    enqueue("wellbeing.check_link", link.pk, key=f"support:{link.pk}:{int(now.timestamp())}")


@transaction.atomic
def open_by_clock(*, plan_id: int, now: datetime | None = None) -> Round | None:
    """Open the check-in that is due, in nobody's name but the asker's; None where it is not, or must wait.

    Why it must is kept in ``problem``; it is tried again the next day."""
    now = now or timezone.now()
    plan = Plan.objects.select_for_update(of=["self"]).select_related("network", "series").get(pk=plan_id)
    today = timezone.localdate(now)
    if plan.ended_at or plan.next_opens_on is None or today < plan.next_opens_on:
        return None
    if not calendar.can_open(today, plan.days_open, pauses := pauses_of(plan.network)):
        plan.next_opens_on = calendar.first_from(today, plan.days_open, pauses)
        plan.save(update_fields=["next_opens_on", "updated_at"])
        return None
    if reason := may_open(plan.network):
        return _wait(plan, reason)
    try:
        with transaction.atomic():
            return open_check_in(plan=plan, by=None, now=now)
    except RoundRefused as refusal:
        return _wait(plan, str(refusal))


def _wait(plan: Plan, reason: str) -> None:
    Plan.objects.filter(pk=plan.pk).update(problem=reason[:300])


@transaction.atomic
def open_check_in(*, plan: Plan, by, now: datetime | None = None) -> Round:
    """Open the next check-in of ``plan`` now, whether or not it is due: by the clock where ``by`` is None. The one
    after it follows by the rhythm from today.

    Raises RoundRefused as `surveys.opening.open_round` does."""
    now = now or timezone.now()
    plan, today = _lock(plan), timezone.localdate(now)
    asker = by or asker_for(plan)
    if asker is None:
        raise RoundRefused("Nobody who may run check-ins is left in this network.")
    people = None if plan.has_open_link else staff_of(plan.network)
    round_ = open_round(
        network=plan.network,
        by=by,
        asker=asker,
        questionnaire=questionnaire_for(
            plan.network, burnout=plan.burnout, bank=plan.bank, comment=plan.comment
        ),
        title=f"Check-in, {day(today)}",
        message="",
        closes_at=calendar.closing_moment(today, plan.days_open),
        people=people,
        way=plan.way,
        breakdown=plan.series.breakdown,
        reviewer=plan.reviewer or asker,
        reminders=DAYS_BEFORE[-1:],
        opens_at=now,
        now=now,
    )
    engine.join(round_, plan.series, people=round_.listed or [], now=now)
    plan.next_opens_on = _after(plan, today)
    plan.problem = ""
    plan.save(update_fields=["next_opens_on", "problem", "updated_at"])
    return round_


def _after(plan: Plan, opened: date) -> date | None:
    pauses = pauses_of(plan.network)
    return calendar.opening_after(opened, plan.rhythm, plan.days_open, pauses, weekday=plan.weekday)


def _earliest(plan: Plan) -> date:
    """The first day on which the engine lets another check-in open."""
    last = plan.network.rounds.filter(kind=Kind.CHECK_IN).exclude(state__in=["cancelled", "void"]).first()
    today = timezone.localdate()
    return max(today, timezone.localdate(last.opens_at) + calendar.LEAST_APART) if last else today


def _lock(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=["self"]).select_related("network", "series").get(pk=plan.pk)
