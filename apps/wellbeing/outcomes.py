"""What is read of closed check-ins: results, what was said after them, what is owed."""

from django.db.models import Exists, OuterRef, Window
from django.db.models.functions import RowNumber

from apps.accounts.permissions import Permission
from apps.surveys.models import Kind, Questionnaire, Round
from apps.surveys.queries import WITH_RESULTS, RoundResults, results_of

from .models import Override, Plan, Response
from .queries import check_ins_of


def with_figures(network):
    """Closed check-ins of which there is something to respond to, the latest first."""
    found = check_ins_of(network).closed().filter(answered__isnull=False)
    return found.order_by("-closed_at")


def past(network):
    """Closed check-ins, each with whether it ``has_response``."""
    rounds = check_ins_of(network).closed().select_related("network").defer("message", "public_key")
    return rounds.annotate(has_response=Exists(Response.objects.filter(round=OuterRef("pk"))))


def response_to(round_: Round) -> Response | None:
    return Response.objects.filter(round=round_).select_related("round__network").first()


def said_by(round_: Round) -> tuple[Response | None, Response | None]:
    """The response to ``round_``, and the last one to a check-in before it; one query."""
    until = Response.objects.filter(round__network=round_.network_id, round__closed_at__lte=round_.closed_at)
    found = list(until.select_related("round").order_by("-round__closed_at")[:2])
    for one in found:
        one.round.network = round_.network
    own = found.pop(0) if found and found[0].round_id == round_.pk else None
    return own, found[0] if found else None


def responses_to(rounds) -> dict:
    """Responses by their check-in's primary key; one query."""
    return {one.round_id: one for one in Response.objects.filter(round__in=rounds)}


def waiting_for_response(network) -> Round | None:
    """The latest check-in with figures, where it and the one before have no response and nobody said to go on without:
    then no check-in opens by itself. Check-ins with too few answers have nothing to respond to. One query."""
    return waits(last_two([network]).get(network.pk, []))


def waits(rounds: list[Round]) -> Round | None:
    """As `waiting_for_response`, of one network's `last_two`."""
    held = len(rounds) == 2 and not any(one.has_response for one in rounds) and not rounds[0].goes_on
    return rounds[0] if held else None


def last_two(networks) -> dict[int, list[Round]]:
    """By network (primary key) its last two check-ins with figures, the latest first, each with whether it
    ``has_response``, whether somebody said to go on without (``goes_on``), and whether check-ins open by themselves
    at present (``plan_runs``); one query."""
    rounds = Round.objects.closed().filter(network__in=networks, kind=Kind.CHECK_IN, answered__isnull=False)
    recent = (
        rounds.annotate(
            place=Window(RowNumber(), partition_by="network", order_by="-closed_at"),
            has_response=Exists(Response.objects.filter(round=OuterRef("pk"))),
            goes_on=Exists(Override.objects.filter(round=OuterRef("pk"))),
            plan_runs=Exists(Plan.objects.filter(network=OuterRef("network"), ended_at=None)),
        )
        .filter(place__lte=2)
        .select_related("network")
        .defer("message", "public_key")
        .order_by("network_id", "place")
    )
    found: dict[int, list[Round]] = {}
    for round_ in recent:
        found.setdefault(round_.network_id, []).append(round_)
    return found


def last_response(network) -> Response | None:
    """What was said last."""
    found = Response.objects.filter(round__network=network)
    return found.select_related("round").order_by("-round__closed_at").first()


def results_over_time(network, permissions) -> list[RoundResults]:
    """Of every check-in that somebody with ``permissions`` may see, the oldest first, those with too few answers too;
    three queries."""
    shown = check_ins_of(network)
    shown = shown.closed() if Permission.RUN_ROUNDS in permissions else shown.released()
    rounds = list(shown.order_by("closed_at").only(*WITH_RESULTS))
    versions = Questionnaire.objects.in_bulk({round_.questionnaire_id for round_ in rounds})
    for round_ in rounds:  # one of each, so that none is parsed twice
        round_.questionnaire = versions[round_.questionnaire_id]
    return results_of(rounds)


def then_and_now(round_: Round) -> tuple[RoundResults, RoundResults | None]:
    """The results of ``round_``, and of the check-in with figures that was released before it."""
    earlier = (
        with_figures(round_.network)
        .filter(closed_at__lt=round_.closed_at, released_at__isnull=False)
        .only(*WITH_RESULTS)
        .first()
    )
    # Nearly always the same version, which is then neither fetched nor parsed again.
    if earlier and earlier.questionnaire_id == round_.questionnaire_id:
        earlier.questionnaire = round_.questionnaire
    found = results_of([round_, earlier] if earlier else [round_])
    return found[0], found[1] if earlier else None


def told_about(round_: Round):
    """Who was invited to ``round_``, as far as they are known and still here: of its series' list, with an address.
    Who they were the check-in itself forgets when it closes; none where it had one open link."""
    people = round_.network.people.active()
    if round_.series is None:
        return people.none()
    return people.filter(pk__in=round_.series.people).exclude(email="")
