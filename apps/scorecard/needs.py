"""What the scorecard has for the pages above: what needs somebody, what is coming, what was found, first steps."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Need, News, Step
from apps.core.moments import moment, weekday
from apps.surveys.models import Kind, Round
from apps.surveys.queries import offers_since, turnouts
from apps.surveys.series import due
from apps.surveys.standing import results_shown, rounds_of

from . import headlines

NEWS_FOR = timedelta(days=30)


def _places(readers, permission, *, writable=False) -> list:
    return [
        reader.place
        for reader in readers
        if permission in reader.permissions and not (writable and reader.place.is_read_only)
    ]


def _rounds(readers, permission, *, writable=False) -> list:
    """How scorecard rounds stand in the networks where ``permission`` is given, in those not closed if ``writable``."""
    networks = {network.pk for network in _places(readers, permission, writable=writable)}
    return [round_ for round_ in rounds_of(readers, Kind.SCORECARD) if round_.network_id in networks]


def _latest_closed(rounds) -> list:
    """Of each network."""
    closed = [round_ for round_ in rounds if round_.state == Round.State.CLOSED]
    return list(
        {round_.network_id: round_ for round_ in sorted(closed, key=lambda one: one.closed_at)}.values()
    )


def needs(readers):
    """A round that runs, one that a series proposes, and results that are new; at most two queries and that of how
    rounds stand."""
    found = _rounds(readers, Permission.RUN_ROUNDS, writable=True)
    running = [round_ for round_ in found if round_.is_running]
    shares = turnouts(running)
    for round_ in running:
        yield round_.network_id, _running(round_, shares[round_.pk])
    for proposal in due(_places(readers, Permission.RUN_ROUNDS, writable=True)):
        yield proposal.series.network_id, _next_round(proposal)
    for round_ in _latest_closed(_rounds(readers, Permission.RUN_ROUNDS)):
        if not round_.is_released and not round_.network.is_read_only:
            yield round_.network_id, _to_release(round_)
        elif round_.closed_at > timezone.now() - NEWS_FOR:
            yield round_.network_id, _to_talk_about(round_)


def _running(round_, turnout: str) -> Need:
    url = reverse("scorecard:round", args=[round_.network.code, round_.pk])
    if round_.state == Round.State.OPENING:
        first = "Its link opens" if round_.has_open_link else "Invitations go out"
        if round_.opens_at > timezone.now():
            opens = f"{round_.title} opens on {moment(round_.opens_at)}"
            return Need(opens, url, "Look", 40, f"{first} then. Until then it can be cancelled")
        detail = f"{first} as soon as its seal is ready"
        return Need(f"{round_.title} is being opened", url, "Look", 20, detail)
    if round_.has_alarm:
        detail = "Nothing is lost and nothing is published. The portal’s administrators know"
        return Need(f"{round_.title} could not be counted yet", url, "Look", 10, detail)
    if not round_.takes_answers(timezone.now()):
        return Need(
            f"{round_.title} is being counted", url, "Look", 20, "Results appear within a few minutes"
        )
    detail = turnout or "How many answered is said in words once at least 11 have"
    if round_.has_open_link and round_.heads is None:
        detail = f"{detail}. Enter how many people are in the room"
    do = "Show the link" if round_.has_open_link else "Remind or extend"
    return Need(f"{round_.title} closes on {moment(round_.closes_at)}", url, do, 20, _sentence(detail))


def forwarding(readers):
    """For whoever forwards the one link of a round without running it, such as practice managers."""
    runs = {one.place.pk for one in readers if Permission.RUN_ROUNDS in one.permissions}
    for round_ in _rounds(readers, Permission.FORWARD_LINKS):
        if round_.network_id in runs or not (round_.has_open_link and round_.takes_answers(timezone.now())):
            continue
        url = reverse("scorecard:share", args=[round_.network.code, round_.pk])
        detail = (
            f"Anybody who works here can answer by one link, without a name, until {moment(round_.closes_at)}"
        )
        yield (
            round_.network_id,
            Need(f"{round_.title}: pass its link on", url, "Link and text to forward", 20, detail),
        )


def _next_round(proposal) -> Need:
    series = proposal.series
    url = reverse("scorecard:list", args=[series.network.code])
    listed = len(series.people)
    asked = f"{listed} {'person' if listed == 1 else 'people'}"
    detail = f"{series.get_rhythm_display()}, as you chose. The list of last time is carried forward: {asked}"
    return Need("The next scorecard round is due", url, "Open it or put it off", 35, detail)


def _to_talk_about(round_) -> Need:
    url = reverse("scorecard:results", args=[round_.network.code, round_.pk])
    detail = f"Closed on {weekday(round_.closed_at)}. Compare with the round before and talk about it"
    return Need(f"Results of {round_.title} are ready", url, "See the results", 30, detail)


def _to_release(round_) -> Need:
    url = reverse("scorecard:results", args=[round_.network.code, round_.pk])
    detail = (
        f"The rest of the network sees them when you release them, or on {weekday(round_.shown_by)} by itself"
    )
    return Need(
        f"Results of {round_.title} wait for you to read and release them", url, "Read them", 15, detail
    )


def coming(readers):
    """When a round closes, and when its results are shown, for everybody who will see them."""
    for round_ in _rounds(readers, Permission.VIEW_RESULTS):
        if round_.state == Round.State.CLOSED and not round_.is_released:
            words = f"Results of {round_.title} are shown to the whole network at the latest."
            yield round_.network_id, Coming(words, timezone.localdate(round_.shown_by))
        elif round_.is_running:
            words = f"{round_.title} closes. Results follow once it is counted."
            yield round_.network_id, Coming(words, timezone.localdate(round_.closes_at))


def news(readers):
    """The latest results that were released, as the sentence that stands above them; the query of their figures."""
    networks = {network.pk for network in _places(readers, Permission.VIEW_RESULTS)}
    for results in results_shown(readers, Kind.SCORECARD):
        round_ = results.round
        if round_.network_id not in networks:
            continue
        detail = headlines.headline(results.themes) if results.enough else f"{headlines.NOT_ENOUGH}."
        yield (
            round_.network_id,
            News(
                f"Results of {round_.title}",
                timezone.localdate(round_.closed_at),
                reverse("scorecard:results", args=[round_.network.code, round_.pk]),
                "Read the results",
                detail,
            ),
        )


def offered(readers):
    """Questions that an area began to offer, for those who may take them in; one query."""
    places = {
        reader.place.pk: reader.place
        for reader in readers
        if Permission.RUN_ROUNDS in reader.permissions and not reader.place.is_read_only
    }
    for network, area, moment_ in offers_since(places, timezone.now() - NEWS_FOR):
        yield (
            network,
            News(
                f"Questions offered by {area}",
                timezone.localdate(moment_),
                reverse("scorecard:own:list", args=[places[network].code]),
                "Look at them",
                "Ask all, some or none of them besides the scorecard.",
            ),
        )


def steps(readers):
    """Whether a first round was ever opened."""
    rounds = _rounds(readers, Permission.RUN_ROUNDS)
    begun = {round_.network_id for round_ in rounds if round_.state != Round.State.CANCELLED}
    for reader in readers:
        if Permission.RUN_ROUNDS not in reader.permissions:
            continue
        yield (
            reader.place.pk,
            Step(
                "Open a first scorecard round",
                "Ask everyone how the network is doing: five minutes to open, two weeks to answer",
                reverse("scorecard:list", args=[reader.place.code]),
                reader.place.pk in begun,
                order=30,
            ),
        )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
