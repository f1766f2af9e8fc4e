"""Leads and objectives of people of the directory: what leavers hand over, and what the portal keeps about somebody."""

from functools import partial

from django.db.models import Q
from django.urls import reverse

from apps.core.contributions import Holding, Records, Section
from apps.core.moments import day

from .models import Lead, Objective
from .objective_actions import hand_over_objective
from .strategy_actions import change_deputy, hand_over_lead


def holdings(people):
    """What ``people`` lead on, stand in for and own today; two queries."""
    leads = Lead.objects.filter(strategy__start__isnull=False, strategy__end=None, end=None)
    leads = leads.select_related("strategy__network")
    for lead in leads.filter(Q(person__in=people) | Q(deputy__in=people)):
        url = reverse("purpose:strategy", args=[lead.strategy.network.code])
        if lead.person_id in people:
            yield Holding(
                lead.person_id, f"Leads on {lead.what}", url, f"purpose.lead:{lead.pk}",
                partial(hand_over_lead, lead=lead), lead.deputy_id,
            )  # fmt: skip
        if lead.deputy_id in people:
            yield Holding(
                lead.deputy_id, f"Stands in as lead on {lead.what}", url, f"purpose.deputy:{lead.pk}",
                partial(_change_deputy, lead=lead),
            )  # fmt: skip
    for objective in Objective.objects.filter(owner__in=people, outcome="").select_related("network"):
        url = reverse("purpose:objective", args=[objective.network.code, objective.pk])
        yield Holding(
            objective.owner_id, f"Owns the objective “{objective.text}”", url,
            f"purpose.objective:{objective.pk}", partial(_hand_over_objective, objective=objective),
        )  # fmt: skip


def _change_deputy(*, lead, to, by, on):
    change_deputy(lead=lead, to=to, by=by)


def _hand_over_objective(*, objective, to, by, on):
    hand_over_objective(objective=objective, to=to, by=by)


def sections(person):
    leads = Lead.objects.filter(person=person).select_related("strategy")
    deputies = Lead.objects.filter(deputy=person).select_related("strategy")
    yield Section(
        "Leads and standing in",
        ("What", "As", "From", "Until"),
        tuple(
            (lead.what, role, day(lead.start), day(lead.end or lead.strategy.end))
            for role, rows in (("lead", leads), ("deputy", deputies))
            for lead in rows
        ),
    )
    yield Section(
        "Objectives",
        ("Year", "Objective", "How it ended"),
        tuple((one.in_year.title, one.text, one.get_outcome_display()) for one in person.objectives.all()),
    )


def erase(*, person, by):
    """Leads and objectives stay, as the network's; they name nobody any more."""
    Lead.objects.filter(person=person).update(person=None)
    Lead.objects.filter(deputy=person).update(deputy=None)
    Objective.objects.filter(owner=person).update(owner=None)


def move(*, kept, merged, by):
    # Nobody stands in for themselves.
    Lead.objects.filter(person=kept, deputy=merged).update(deputy=None)
    Lead.objects.filter(person=merged, deputy=kept).update(deputy=None)
    Lead.objects.filter(person=merged).update(person=kept)
    Lead.objects.filter(deputy=merged).update(deputy=kept)
    Objective.objects.filter(owner=merged).update(owner=kept)


RECORDS = Records("purpose", sections, erase, move)
