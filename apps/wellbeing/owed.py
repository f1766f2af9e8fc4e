"""What check-ins have for the pages above once they have closed: responses that are owed, results and responses as
news."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need, News
from apps.core.moments import weekday
from apps.surveys.models import Kind
from apps.surveys.standing import results_shown

from . import outcomes, words
from .models import Response


def _places(readers, permission, *, writable=False) -> list:
    return [
        reader.place
        for reader in readers
        if permission in reader.permissions and not (writable and reader.place.is_read_only)
    ]


def needs(readers):
    """Responses to the last two check-ins that are owed, overdue ones first, and check-ins that wait for one; one
    query. Nobody is reminded of older ones: something newer is to be answered."""
    networks, now = _places(readers, Permission.RUN_ROUNDS, writable=True), timezone.now()
    for pk, rounds in outcomes.last_two(networks).items():
        for round_ in rounds:
            if not round_.has_response:
                yield pk, _owed(round_, now)
        if (held := outcomes.waits(rounds)) and held.plan_runs:
            url = reverse("wellbeing:go_on", args=[held.network.code])
            detail = "The last two have no response. Send one, or say why the next should open without"
            yield pk, Need("Check-ins wait: no new one opens by itself", url, "See what to do", 11, detail)


def _owed(round_, now) -> Need:
    url = reverse("wellbeing:respond", args=[round_.network.code, round_.pk])
    if round_.shown_by < now:
        text = f"Overdue: say what you heard in {round_.title}, and what you will do"
        detail = f"It was due on {weekday(round_.shown_by)}. People who hear nothing stop answering"
        return Need(text, url, "Write it", 12, detail)
    text = f"Say what you heard in {round_.title}, and what you will do"
    return Need(
        text, url, "Write it", 25, f"One response to everybody who was invited, by {weekday(round_.shown_by)}"
    )


def news(readers):
    """The latest check-in that was released, as the sentence that stands above it, with what was said after it; a query
    besides those of results."""
    networks = {network.pk for network in _places(readers, Permission.VIEW_RESULTS)}
    latest = [one for one in results_shown(readers, Kind.CHECK_IN) if one.round.network_id in networks]
    rounds = [found.round.pk for found in latest]
    responses = dict(Response.objects.filter(round__in=rounds).values_list("round", "will"))
    for found in latest:
        round_ = found.round
        detail = words.headline(words.questions_of(found)) if found.enough else f"{words.NOT_ENOUGH}."
        if round_.pk in responses:
            detail += f" We will: {responses[round_.pk]}"
        url = reverse("wellbeing:results", args=[round_.network.code, round_.pk])
        yield (
            round_.network_id,
            News(
                f"Results of {round_.title}",
                timezone.localdate(round_.closed_at),
                url,
                "Read the results",
                detail,
            ),
        )
