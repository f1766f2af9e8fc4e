"""What the purpose has for the pages above: what needs somebody, what is coming, what was published."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Need, News, once
from apps.core.moments import day

from . import years
from .models import Objective, Review, Version
from .queries import REMIND, orphaned_leads, orphaned_objectives


def _places(readers, permission, *, writable=False) -> dict:
    return {
        reader.place.pk: reader.place
        for reader in readers
        if permission in reader.permissions and not (writable and reader.place.is_read_only)
    }


def _url(network, name: str, *args) -> str:
    return reverse(f"purpose:{name}", args=[network.code, *args])


class _Told(NamedTuple):
    """A version out for feedback, or in force, of a network (its primary key)."""

    network: int
    pk: int
    state: str
    line: str
    adopted_on: date
    feedback_until: date
    feedback: int


def _versions(readers) -> list[_Told]:
    told = Q(state=Version.State.FEEDBACK) | Q(state=Version.State.ADOPTED, replaced_on=None)
    found = Version.objects.filter(told, network__in=[reader.place for reader in readers]).order_by()
    return [_Told(*row) for row in found.values_list(*_Told._fields[:-1]).annotate(Count("feedback"))]


def _reviews(readers) -> list[tuple[int, date]]:
    """Of purposes in force: a network's primary key and when it is looked at the next time."""
    in_force = Review.objects.filter(
        version__network__in=[reader.place for reader in readers],
        version__state=Version.State.ADOPTED,
        version__replaced_on=None,
    )
    latest = in_force.order_by("version_id", "-held_on", "-pk").distinct("version_id")
    return list(latest.values_list("version__network", "next_on"))


def _asked(readers, networks) -> list[_Told]:
    return [one for one in once(readers, _versions) if one.state == "feedback" and one.network in networks]


def needs(readers):
    """For whoever keeps the purpose: a review that is due, feedback that is in, objectives of a year that is over, and
    what belongs to nobody who is here; five queries. For who sees no other page of it: feedback that is wanted; one."""
    yield from _wanted(readers)
    networks, today = _places(readers, Permission.KEEP_PURPOSE, writable=True), timezone.localdate()
    if not networks:
        return
    for pk, due in once(readers, _reviews):
        if pk not in networks or due > today + REMIND:
            continue
        late = due < today
        text = f"Our purpose {'was' if late else 'is'} due to be looked at on {day(due)}"
        detail = "Does it still hold? Record what the meeting says, or write a new version"
        yield pk, Need(text, _url(networks[pk], "review"), "Record a review", 28 if late else 46, detail)
    for version in _asked(readers, networks):
        if version.feedback_until >= today:
            continue
        said = {0: "Nobody has said anything yet", 1: "One person said what they think"}.get(
            version.feedback, f"{version.feedback} people said what they think"
        )
        pk, url = version.network, _url(networks[version.network], "version", version.pk)
        yield pk, Need("The time for feedback on our draft purpose is over", url, "Read it", 32, said)
    over = Objective.objects.filter(network__in=networks, outcome="", year__lt=years.of(today).begins)
    for pk, year, count in over.order_by().values_list("network", "year").annotate(Count("pk")):
        these = "1 objective" if count == 1 else f"{count} objectives"
        text = f"Say how {these} of {years.Year(year).short} ended"
        url = f"{_url(networks[pk], 'objectives')}?year={year}"
        yield pk, Need(text, url, "Look", 30, "Kept, missed or carried over, with a reason")
    yield from _orphaned(networks)


def _wanted(readers):
    asked = _places(readers, Permission.SPEAK_FOR_ONESELF, writable=True)
    asked = {pk: asked[pk] for pk in asked.keys() - _places(readers, Permission.VIEW_NETWORK)}
    if not asked:
        return
    versions = Version.objects.filter(
        network__in=asked, state="feedback", feedback_until__gte=timezone.localdate()
    )
    for pk, version, until in versions.values_list("network", "pk", "feedback_until"):
        text = f"Say what you think of our draft purpose, by {day(until)}"
        yield (
            pk,
            Need(text, _url(asked[pk], "version", version), "Read it", 40, "You can change it until then"),
        )


def _orphaned(networks: dict):
    for rows, field, one, many, name in (
        (orphaned_objectives(networks), "network", "objective belongs", "objectives belong", "objectives"),
        (orphaned_leads(networks), "strategy__network", "lead belongs", "leads belong", "strategy"),
    ):
        for pk, count in rows.values_list(field).annotate(Count("pk")):
            text = f"{count} {one if count == 1 else many} to nobody who is here"
            detail = "Whoever had it has left. Choose somebody else"
            yield pk, Need(text, _url(networks[pk], name), "Choose", 31, detail)


def coming(readers):
    """When feedback is wanted by, and the next review; two queries where `needs` did not ask them."""
    networks, today = _places(readers, Permission.VIEW_NETWORK), timezone.localdate()
    for version in _asked(readers, networks):
        if version.feedback_until >= today:
            url = _url(networks[version.network], "version", version.pk)
            words = "Say what you think of our draft purpose, by this day."
            yield version.network, Coming(words, version.feedback_until, url)
    for pk, due in once(readers, _reviews):
        if pk in networks and due >= today and not networks[pk].is_read_only:
            yield pk, Coming("We look at our purpose again.", due, _url(networks[pk], "index"))


def news(readers):
    """The purpose that was adopted last."""
    networks = _places(readers, Permission.VIEW_NETWORK)
    for one in once(readers, _versions):
        if one.state == Version.State.ADOPTED and one.network in networks:
            url = _url(networks[one.network], "index")
            yield one.network, News("Our purpose was adopted", one.adopted_on, url, "Read it", one.line)
