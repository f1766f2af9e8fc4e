"""What check-ins have for the pages above: what needs somebody, and what is coming."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Need, once
from apps.core.moments import moment
from apps.surveys.models import Kind
from apps.surveys.standing import rounds_of

from .gate import NOBODY_RESPONDED
from .models import Plan


def _places(readers, permission) -> list:
    return [
        reader.place
        for reader in readers
        if permission in reader.permissions and not reader.place.is_read_only
    ]


def _running(readers, networks) -> list:
    places = {network.pk for network in networks}
    return [one for one in rounds_of(readers, Kind.CHECK_IN) if one.is_running and one.network_id in places]


def _plans(readers) -> list[Plan]:
    return list(Plan.objects.filter(network__in=[one.place for one in readers], ended_at=None))


def needs(readers):
    """A check-in that can't open or be counted, and the link of one without names; a query besides that of how rounds
    stand. Where it waits for a response, `owed.needs` says so."""
    networks = _places(readers, Permission.RUN_ROUNDS)
    codes = {network.pk: network.code for network in networks}
    for plan in once(readers, _plans):
        if plan.network_id in codes and plan.problem not in ("", NOBODY_RESPONDED):
            url = reverse("wellbeing:index", args=[codes[plan.network_id]])
            yield plan.network_id, Need("The next check-in waits", url, "See why", 15, plan.problem)
    for round_ in _running(readers, networks):
        url = reverse("wellbeing:check_in", args=[round_.network.code, round_.pk])
        if round_.has_alarm:
            detail = "Nothing is lost and nothing is published. The portal’s administrators know"
            yield round_.network_id, Need(f"{round_.title} could not be counted yet", url, "Look", 10, detail)
        elif round_.has_open_link and round_.takes_answers(timezone.now()):
            yield round_.network_id, _pass_on(round_, 25)


def forwarding(readers):
    """For practice managers."""
    only = [one for one in readers if Permission.RUN_ROUNDS not in one.permissions]
    for round_ in _running(readers, _places(only, Permission.FORWARD_LINKS)):
        if round_.has_open_link and round_.takes_answers(timezone.now()):
            yield round_.network_id, _pass_on(round_, 20)


def _pass_on(round_, order: int) -> Need:
    url = reverse("wellbeing:share", args=[round_.network.code, round_.pk])
    detail = (
        f"Anybody who works here can answer by one link, without a name, until {moment(round_.closes_at)}"
    )
    return Need(f"{round_.title}: pass its link on", url, "Link and text to forward", order, detail)


def coming(readers):
    """When a check-in closes, and when the next one opens."""
    networks = {one.place.pk: one.place for one in readers if Permission.VIEW_RESULTS in one.permissions}
    for round_ in _running(readers, networks.values()):
        closes = timezone.localdate(round_.closes_at)
        yield round_.network_id, Coming(f"{round_.title} closes. Results follow once it is counted.", closes)
    for plan in once(readers, _plans):
        network, opens = networks.get(plan.network_id), plan.next_opens_on
        if network and not network.is_read_only and opens and opens >= timezone.localdate():
            yield plan.network_id, Coming("The next wellbeing check-in opens.", opens)
