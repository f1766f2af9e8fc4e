"""Writing how a network leads: drafts of it, who leads what, and since when it holds."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import day

from .actions import PurposeRefused
from .models import Lead, Strategy

MOST_LEADS = 40


@transaction.atomic
def write_strategy(*, network, by, approach: str, deciding: str) -> Strategy:
    """Begin a new version with those who lead today, as far as they are still here. Raises PurposeRefused while there
    is a draft."""
    _one_at_a_time(network)
    if network.strategies.filter(start=None).exists():
        raise PurposeRefused("There is a draft already. Change that one, or delete it first.")
    last = network.strategies.order_by("-number").first()
    draft = Strategy.objects.create(
        network=network, number=last.number + 1 if last else 1, approach=approach, deciding=deciding
    )
    if last:
        Lead.objects.bulk_create(
            Lead(strategy=draft, what=lead.what, person=_still(lead.person), deputy=_still(lead.deputy))
            for lead in last.leads.filter(end=None).select_related("person", "deputy")
        )
    record(Event.STRATEGY_DRAFTED, by=by, network=network, about=draft, number=draft.number)
    return draft


def _still(person):
    return person if person and person.active_to is None else None


@transaction.atomic
def change_strategy(*, strategy: Strategy, by, approach: str, deciding: str) -> None:
    strategy = _lock_draft(strategy)
    strategy.approach, strategy.deciding = approach, deciding
    strategy.save(update_fields=["approach", "deciding", "updated_at"])
    _changed(strategy, by)


@transaction.atomic
def save_lead(*, strategy: Strategy, by, what: str, person, deputy, lead: Lead | None = None) -> Lead:
    """Add to a draft who leads on something, or change ``lead``. Raises PurposeRefused where it is no draft any more,
    for more leads than a page can hold, and where something is led twice."""
    strategy = _lock_draft(strategy)
    others = strategy.leads.exclude(pk=lead.pk if lead else None)
    if others.filter(what__iexact=what).exists():
        raise PurposeRefused(f"Who leads on “{what}” is there already. Change that line.")
    if lead is None and others.count() >= MOST_LEADS:
        raise PurposeRefused(f"There is room for {MOST_LEADS}. Remove one before you add another.")
    lead = lead or Lead(strategy=strategy)
    lead.what, lead.person, lead.deputy = what, person, deputy
    lead.save()
    _changed(strategy, by)
    return lead


@transaction.atomic
def remove_lead(*, lead: Lead, by) -> None:
    strategy = _lock_draft(lead.strategy)
    strategy.leads.filter(pk=lead.pk).delete()
    _changed(strategy, by)


@transaction.atomic
def delete_strategy(*, strategy: Strategy, by) -> None:
    strategy = _lock_draft(strategy)
    record(Event.STRATEGY_DELETED, by=by, network=strategy.network, number=strategy.number)
    strategy.delete()


@transaction.atomic
def start_strategy(*, strategy: Strategy, by, start: date) -> None:
    """Have a draft hold from ``start``; the one before holds until then. Raises PurposeRefused where somebody is
    missing, where the day is ahead, or not after the first day of the one in force."""
    strategy = _lock_draft(strategy)
    if start > timezone.localdate():
        raise PurposeRefused("The first day must be today or in the past.")
    if not strategy.leads.exists():
        raise PurposeRefused("Say first who leads on something.")
    if missing := strategy.leads.filter(person=None).first():
        raise PurposeRefused(f"Nobody leads on “{missing.what}” yet. Choose somebody, or remove the line.")
    if gone := strategy.leads.filter(person__active_to__isnull=False).select_related("person").first():
        raise PurposeRefused(f"{gone.person} leads on “{gone.what}” but has left. Choose somebody else.")
    if before := strategy.network.strategies.filter(start__isnull=False, end=None).first():
        since = before.leads.filter(end=None).order_by("-start").values_list("start", flat=True).first()
        latest = max(before.start, since or before.start)
        if start <= latest:
            raise PurposeRefused(
                f"The strategy before it, or somebody who leads by it, began on {day(latest)}. Enter a later day."
            )
        before.end = start
        before.save(update_fields=["end", "updated_at"])
    strategy.start = start
    strategy.save(update_fields=["start", "updated_at"])
    strategy.leads.update(start=start)
    record(Event.STRATEGY_STARTED, by=by, network=strategy.network, about=strategy, number=strategy.number)


@transaction.atomic
def change_holder(*, lead: Lead, by, person, deputy, on: date | None) -> None:
    """Have ``person`` lead from ``on`` and ``deputy``, or nobody, stand in, in a strategy that holds."""
    lead = hand_over_lead(lead=lead, to=person, by=by, on=on or timezone.localdate())
    if lead.deputy != deputy:
        change_deputy(lead=lead, to=deputy, by=by)


@transaction.atomic
def hand_over_lead(*, lead: Lead, to, by, on: date) -> Lead:
    """Have ``to`` lead from ``on``, or nobody where it is None; the row before it says until when it was somebody else.
    Returns the row that holds. Harmless where it was handed over, or the strategy ended, meanwhile."""
    _one_at_a_time(lead.strategy.network)
    lead = Lead.objects.select_related("strategy__network", "person", "deputy").get(pk=lead.pk)
    if lead.end or not lead.strategy.is_in_force or lead.person == to:
        return lead
    deputy = None if lead.deputy == to else lead.deputy
    if on > lead.start:
        lead.end = on
        lead.save(update_fields=["end", "updated_at"])
        lead = Lead.objects.create(strategy=lead.strategy, what=lead.what, person=to, deputy=deputy, start=on)
    else:
        lead.person, lead.deputy = to, deputy
        lead.save(update_fields=["person", "deputy", "updated_at"])
    record(Event.LEAD_HANDED_OVER, by=by, network=lead.strategy.network, about=to)
    return lead


@transaction.atomic
def change_deputy(*, lead: Lead, to, by) -> None:
    """Have ``to``, or nobody, stand in from now on; nobody stands in for themselves."""
    _one_at_a_time(lead.strategy.network)
    if to is None or to.pk != lead.person_id:
        Lead.objects.filter(pk=lead.pk, end=None).update(deputy=to)
        record(Event.LEAD_HANDED_OVER, by=by, network=lead.strategy.network, about=to, deputy=True)


def _changed(strategy: Strategy, by) -> None:
    record(Event.STRATEGY_CHANGED, by=by, network=strategy.network, about=strategy, number=strategy.number)


def _one_at_a_time(network) -> None:
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)


def _lock_draft(strategy: Strategy) -> Strategy:
    _one_at_a_time(strategy.network)
    strategy = Strategy.objects.select_related("network").get(pk=strategy.pk)
    if not strategy.is_draft:
        raise PurposeRefused("This strategy holds, or has held. Write a new version to change it.")
    return strategy
