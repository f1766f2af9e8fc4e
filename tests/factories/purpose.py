"""Purposes, strategies and objectives as their pages see them."""

from datetime import date, timedelta

from django.utils import timezone

from apps.purpose import years
from apps.purpose.models import Feedback, Lead, Objective, Review, Strategy, Version
from apps.roles.models import TeamResult, WorkingGroup


def purpose_of(network, *, state="adopted", days_ago=200, **fields) -> Version:
    """A version, adopted and in force unless said otherwise; its next review is a year after."""
    values = {"line": "So that nobody waits alone for help.", "text": "We share what none can do alone."}
    values |= {"number": network.purpose_versions.count() + 1, "state": state}
    adopted_on = timezone.localdate() - timedelta(days=days_ago)
    if state == "adopted":
        values |= {"adopted_on": adopted_on, "meeting": "Board meeting at Millbrook"}
    version = Version.objects.create(network=network, **values | fields)
    if state == "adopted":
        next_on = version.adopted_on + timedelta(days=365)
        Review.objects.create(
            version=version, held_on=version.adopted_on, meeting=version.meeting, next_on=next_on
        )
    return version


def feedback_of(version, by, **fields) -> Feedback:
    return Feedback.objects.create(
        version=version, by=by, **{"stance": "yes", "text": "Short enough"} | fields
    )


def strategy_of(network, *, start=date(2026, 4, 1), **fields) -> Strategy:
    values = {"approach": "We share leadership.", "deciding": "Practices are asked first.", "start": start}
    values["number"] = network.strategies.count() + 1
    return Strategy.objects.create(network=network, **values | fields)


def lead_of(strategy, person, **fields) -> Lead:
    values = {"what": "Care homes", "start": strategy.start}
    return Lead.objects.create(strategy=strategy, person=person, **values | fields)


def objective_of(network, **fields) -> Objective:
    values = {
        "text": "Patients reach a practice by phone", "measure": "All practices answer within 5 minutes",
        "year": years.of(timezone.localdate()).begins,
    }  # fmt: skip
    return Objective.objects.create(network=network, **values | fields)


def team_result_of(person, *top, **fields) -> TeamResult:
    values = {"top": list(top) or ["plant"], "reported_on": date(2026, 1, 15), "seen_by": "network"}
    return TeamResult.objects.create(person=person, **values | fields)


def working_group_of(network, *people, name="Winter plan") -> WorkingGroup:
    group = WorkingGroup.objects.create(network=network, name=name)
    group.people.set(people)
    return group
