"""What the purpose has for the pages above: what needs somebody, what is coming, what was published."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Need, News
from apps.core.moments import day

from . import years
from .models import Objective, Review, Version
from .queries import due_reviews, orphaned_leads, orphaned_objectives


def _places(readers, permission, *, writable=False) -> dict:
    return {
        reader.place.pk: reader.place
        for reader in readers
        if permission in reader.permissions and not (writable and reader.place.is_read_only)
    }


def _url(network, name: str, *args) -> str:
    return reverse(f"purpose:{name}", args=[network.code, *args])


def needs(readers):
    """A review that is due, feedback that is in, objectives of a year that is over, and what belongs to nobody who is
    here; five queries."""
    networks, today = _places(readers, Permission.KEEP_PURPOSE, writable=True), timezone.localdate()
    if not networks:
        return
    reviews = due_reviews(today).filter(version__network__in=networks)
    for pk, due in reviews.values_list("version__network", "next_on"):
        late = due < today
        text = f"Our purpose {'was' if late else 'is'} due to be looked at on {day(due)}"
        detail = "Does it still hold? Record what the meeting says, or write a new version"
        yield pk, Need(text, _url(networks[pk], "review"), "Record a review", 28 if late else 46, detail)
    asked = Version.objects.filter(network__in=networks, state="feedback", feedback_until__lt=today)
    for pk, version, count in asked.values_list("network", "pk").annotate(Count("feedback")):
        said = {0: "Nobody has said anything yet", 1: "One person said what they think"}.get(
            count, f"{count} people said what they think"
        )
        url = _url(networks[pk], "version", version)
        yield pk, Need("The time for feedback on our draft purpose is over", url, "Read it", 32, said)
    over = Objective.objects.filter(network__in=networks, outcome="", year__lt=years.of(today).begins)
    for pk, year, count in over.order_by().values_list("network", "year").annotate(Count("pk")):
        these = "1 objective" if count == 1 else f"{count} objectives"
        text = f"Say how {these} of {years.Year(year).short} ended"
        url = f"{_url(networks[pk], 'objectives')}?year={year}"
        yield pk, Need(text, url, "Look", 30, "Kept, missed or carried over, with a reason")
    yield from _orphaned(networks)


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
    """When feedback is wanted by, and the next review; two queries."""
    networks, today = _places(readers, Permission.VIEW_NETWORK), timezone.localdate()
    asked = Version.objects.filter(network__in=networks, state="feedback", feedback_until__gte=today)
    for pk, version, until in asked.values_list("network", "pk", "feedback_until"):
        url = _url(networks[pk], "version", version)
        yield pk, Coming("Say what you think of our draft purpose, by this day.", until, url)
    in_force = Review.objects.filter(
        version__network__in=networks, version__state="adopted", version__replaced_on=None
    )
    latest = in_force.order_by("version_id", "-held_on", "-pk").distinct("version_id")
    for pk, due in latest.values_list("version__network", "next_on"):
        if due >= today and not networks[pk].is_read_only:
            yield pk, Coming("We look at our purpose again.", due, _url(networks[pk], "index"))


def news(readers):
    """The purpose that was adopted last; one query."""
    networks = _places(readers, Permission.VIEW_NETWORK)
    adopted = Version.objects.filter(network__in=networks, state="adopted", replaced_on=None)
    for pk, line, on in adopted.values_list("network", "line", "adopted_on"):
        yield pk, News("Our purpose was adopted", on, _url(networks[pk], "index"), "Read it", line)
