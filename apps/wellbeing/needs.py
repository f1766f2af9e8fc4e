"""What check-ins have for the pages above: what needs somebody, and what is coming."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Need
from apps.core.moments import moment
from apps.surveys.models import Kind, Round, Way

from .gate import NOBODY_RESPONDED
from .models import Plan


def _places(readers, permission) -> list:
    return [
        reader.place
        for reader in readers
        if permission in reader.permissions and not reader.place.is_read_only
    ]


def _running(networks):
    rounds = Round.objects.filter(network__in=networks, kind=Kind.CHECK_IN).running()
    return rounds.select_related("network").defer("message", "public_key")


def needs(readers):
    """A check-in that can't open or be counted, and the link of one without names; two queries. Where it waits for a
    response, `owed.needs` says so."""
    networks = _places(readers, Permission.RUN_ROUNDS)
    waiting = Plan.objects.filter(network__in=networks, ended_at=None).exclude(
        problem__in=["", NOBODY_RESPONDED]
    )
    for plan in waiting.select_related("network"):
        url = reverse("wellbeing:index", args=[plan.network.code])
        yield plan.network_id, Need("The next check-in waits", url, "See why", 15, plan.problem)
    for round_ in _running(networks):
        url = reverse("wellbeing:check_in", args=[round_.network.code, round_.pk])
        if round_.has_alarm:
            detail = "Nothing is lost and nothing is published. The portal’s administrators know"
            yield round_.network_id, Need(f"{round_.title} could not be counted yet", url, "Look", 10, detail)
        elif round_.has_open_link and round_.takes_answers(timezone.now()):
            yield round_.network_id, _pass_on(round_, 25)


def forwarding(readers):
    """For practice managers; one query."""
    only = [one for one in readers if Permission.RUN_ROUNDS not in one.permissions]
    rounds = _running(_places(only, Permission.FORWARD_LINKS)).filter(way=Way.OPEN, state=Round.State.OPEN)
    for round_ in rounds.filter(closes_at__gt=timezone.now()):
        yield round_.network_id, _pass_on(round_, 20)


def _pass_on(round_, order: int) -> Need:
    url = reverse("wellbeing:share", args=[round_.network.code, round_.pk])
    detail = (
        f"Anybody who works here can answer by one link, without a name, until {moment(round_.closes_at)}"
    )
    return Need(f"{round_.title}: pass its link on", url, "Link and text to forward", order, detail)


def coming(readers):
    """When a check-in closes, and when the next one opens; two queries."""
    networks = [one.place for one in readers if Permission.VIEW_RESULTS in one.permissions]
    for round_ in _running(networks):
        closes = timezone.localdate(round_.closes_at)
        yield round_.network_id, Coming(f"{round_.title} closes. Results follow once it is counted.", closes)
    plans = Plan.objects.filter(network__in=networks, ended_at=None, next_opens_on__gte=timezone.localdate())
    for plan in plans.exclude(network__closed_on__lte=timezone.localdate()):
        yield plan.network_id, Coming("The next wellbeing check-in opens.", plan.next_opens_on)
