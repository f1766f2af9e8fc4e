"""Reading the purpose, the leadership strategy and the objectives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.core.contributions import Purpose
from apps.networks.models import Network
from apps.people.queries import own_entry

from . import years
from .models import Feedback, Lead, Objective, Review, Strategy, Version

# So long before a review is due, whoever keeps the purpose is reminded.
REMIND = timedelta(days=28)


def in_force(network) -> Version | None:
    return network.purpose_versions.filter(state=Version.State.ADOPTED, replaced_on=None).first()


def in_the_works(network) -> Version | None:
    """The draft, or what is out for feedback."""
    return network.purpose_versions.exclude(state=Version.State.ADOPTED).first()


def versions(network):
    """Every version, each with how many said what they think (``said``)."""
    return network.purpose_versions.annotate(said=Count("feedback")).order_by("-number")


def last_review(version: Version | None) -> Review | None:
    return version.reviews.first() if version else None


def due_reviews(today: date):
    """The latest reviews of purposes in force whose next one is due soon or overdue, in networks that are open."""
    latest = Review.objects.filter(
        version__state=Version.State.ADOPTED,
        version__replaced_on=None,
        next_on__lte=today + REMIND,
    )
    # The latest of a version: none of it is later. As an exclusion it is one query, whoever asks.
    newer = Review.objects.order_by("version_id", "-held_on", "-pk").distinct("version_id").values("pk")
    return latest.filter(pk__in=newer).exclude(version__network__closed_on__lte=today)


def lines(readers) -> Iterable[tuple[int, Purpose]]:
    """The line that each network adopted, for the pages of other rooms; one query."""
    places = {one.place.pk: one.place for one in readers if Permission.VIEW_NETWORK in one.permissions}
    found = Version.objects.filter(network__in=places, state=Version.State.ADOPTED, replaced_on=None)
    for version in found.only("network", "line", "adopted_on"):
        url = reverse("purpose:index", args=[places[version.network_id].code])
        yield version.network_id, Purpose(version.line, version.adopted_on, url)


def keepers(network: Network):
    """Who may write the purpose of ``network``."""
    roles = [code for code, role in NETWORK_ROLES.items() if Permission.KEEP_PURPOSE in role.permissions]
    members = network.memberships.current().filter(role__in=roles).values("user")
    return User.objects.filter(pk__in=members, is_active=True).order_by("pk")


@dataclass(frozen=True)
class Stances:
    """How many of those who read the present words of a version take which stance; ``earlier`` spoke of others."""

    counts: tuple[tuple[str, int], ...]
    earlier: int


def stances_on(version: Version) -> Stances:
    found = list(version.feedback.values_list("stance", "on_earlier_words"))
    now = [stance for stance, earlier in found if not earlier]
    counts = tuple((label, now.count(code)) for code, label in Feedback.Stance.choices)
    return Stances(counts, len(found) - len(now))


# --- How we lead -----------------------------------------------------------------------------
def strategy_in_force(network) -> Strategy | None:
    return network.strategies.filter(start__isnull=False, end=None).first()


def strategy_draft(network) -> Strategy | None:
    return network.strategies.filter(start=None).first()


def leads_of(strategy: Strategy):
    """Who leads what by it, or did when it ended."""
    return strategy.leads.filter(end=None).select_related("person", "deputy")


def handed_over(strategy: Strategy):
    """Who led by it for a time, until they handed over."""
    return strategy.leads.filter(end__isnull=False).select_related("person").order_by("-end", "what")


# --- What we set out to do -------------------------------------------------------------------
@dataclass(frozen=True)
class YearChoice:
    """A year of objectives; ``open`` of its ``count`` have not ended."""

    year: years.Year
    count: int
    open: int


def years_of(network, today: date) -> list[YearChoice]:
    """The years that have objectives and this one, the latest first; one query."""
    still = Count("pk", filter=Q(outcome=""))
    rows = network.objectives.order_by().values("year").annotate(count=Count("pk"), still=still)
    counts = {row["year"]: (row["count"], row["still"]) for row in rows}
    now = years.of(today).begins
    return [
        YearChoice(years.Year(begins), *counts.get(begins, (0, 0)))
        for begins in sorted({now, *counts}, reverse=True)
    ]


def objectives_of(network, year: int | None = None):
    """With owner, origin and how many notes (``said``)."""
    found = network.objectives.select_related("owner", "origin", "carried_to")
    found = found.annotate(said=Count("notes")).order_by("-year", "pk")
    return found if year is None else found.filter(year=year)


def may_note(objective: Objective, user, permissions) -> bool:
    """Who keeps the purpose, and the owner, known by the directory's email address."""
    if Permission.KEEP_PURPOSE in permissions:
        return True
    own = own_entry(objective.network, user)
    return own is not None and own.pk == objective.owner_id


def tally(objectives) -> dict[str, int]:
    """How many of ``objectives`` ended how; "" are those that have not."""
    counts = dict.fromkeys(["kept", "carried", "missed", ""], 0)
    for objective in objectives:
        counts[objective.outcome] += 1
    return counts


def orphaned_objectives(networks):
    """Open ones that belong to nobody who is here."""
    nobody = Q(owner=None) | Q(owner__active_to__isnull=False)
    return Objective.objects.filter(nobody, network__in=networks, outcome="").order_by()


def orphaned_leads(networks):
    """Of strategies in force, with nobody who is here."""
    nobody = Q(person=None) | Q(person__active_to__isnull=False)
    in_force = {"strategy__start__isnull": False, "strategy__end": None, "end": None}
    return Lead.objects.filter(nobody, strategy__network__in=networks, **in_force).order_by()
