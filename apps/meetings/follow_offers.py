"""Actions, issues and risks for the pages above: what needs somebody, what is due, how work is spread, what people hold
and what hangs on a practice."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Hanging, Holding, Load, Need, network_offices
from apps.core.moments import day
from apps.core.topics import Beginning

from . import thread
from .action_actions import hand_over_action
from .action_queries import late
from .models import Action, Issue, Meeting, Risk
from .risk_actions import hand_over_risk

YEAR, SOON = timedelta(days=365), timedelta(days=14)
LEADERS = ("clinical_director", "manager")
BUSIEST = 3


def _places(readers, permission, *, open_only: bool) -> dict:
    return {
        one.place.pk: one.place
        for one in readers
        if permission in one.permissions and not (open_only and one.place.is_read_only)
    }


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def needs(readers):
    """Late actions and those of nobody, issues that wait, risks to be looked at; four queries."""
    networks, today = _places(readers, Permission.KEEP_MEETINGS, open_only=True), timezone.localdate()
    if not networks:
        return
    actions = Action.objects.open().filter(network__in=networks).order_by().values_list("network")
    for pk, count, first in actions.filter(late(today)).annotate(Count("pk"), Min("due_on")):
        url = reverse("meetings:owners", args=[networks[pk].code])
        text = _count(count, "action is late", "actions are late")
        yield pk, Need(text, url, "See whose", 33, f"The first was due on {day(first)}")
    nobody = Q(owner=None) | Q(owner__active_to__lte=today)
    for pk, count in actions.filter(nobody).annotate(Count("pk")):
        url = reverse("meetings:actions", args=[networks[pk].code], query={"owner": "nobody"})
        text = _count(count, "action belongs to nobody who is here", "actions belong to nobody who is here")
        yield pk, Need(text, url, "Hand them over", 31)
    waiting = Issue.objects.filter(network__in=networks, state=Issue.State.NEW).order_by()
    for pk, count, first in waiting.values_list("network").annotate(Count("pk"), Min("created_at")):
        url = reverse("meetings:issues", args=[networks[pk].code])
        text = _count(count, "issue that somebody raised waits", "issues that people raised wait")
        yield pk, Need(text, url, "Answer", 29, f"The first since {day(first)}")
    due = Risk.objects.filter(network__in=networks, closed_on=None, review_on__lte=today).order_by()
    for pk, count in due.values_list("network").annotate(Count("pk")):
        url = reverse("meetings:risks", args=[networks[pk].code])
        text = _count(count, "risk is due to be looked at", "risks are due to be looked at")
        yield pk, Need(text, url, "Look", 47)


def coming(readers):
    """How many actions are due on which day of the next two weeks; nothing confidential counts. One query."""
    networks, today = _places(readers, Permission.VIEW_NETWORK, open_only=True), timezone.localdate()
    due = Action.objects.open().seen_with(False).filter(due_on__range=(today, today + SOON))
    rows = due.filter(network__in=networks).order_by().values_list("network", "due_on")
    for pk, on, count in rows.annotate(Count("pk")):
        text = _count(count, "action is due.", "actions are due.")
        yield pk, Coming(text, on, reverse("meetings:actions", args=[networks[pk].code]))


def loads(readers):
    """Actions taken on and meetings chaired in the last 12 months; two queries, and who leads each network."""
    networks, today = _places(readers, Permission.VIEW_RESULTS, open_only=False), timezone.localdate()
    actions = Action.objects.filter(network__in=networks, owner__isnull=False, agreed_on__gt=today - YEAR)
    actions = actions.exclude(state=Action.State.DROPPED).order_by()
    held = Meeting.objects.filter(network__in=networks, chair__isnull=False, state=Meeting.State.ENDED)
    held = held.filter(starts_at__date__gt=today - YEAR).order_by()
    carried = defaultdict(dict)
    for kind, field, rows in (("Actions", "owner", actions), ("Meetings chaired", "chair", held)):
        for pk, person, count in rows.values_list("network", field).annotate(Count("pk")):
            carried[pk].setdefault(kind, Counter())[person] = count
    for pk, kinds in carried.items():
        offices, _ = network_offices.of(networks[pk], today)
        leaders = {one.person for one in offices if one.role in LEADERS}
        url = reverse("meetings:follow_through", args=[networks[pk].code])
        for kind, counts in kinds.items():
            beyond = sum(count for person, count in counts.items() if person not in leaders)
            busiest = sum(count for _, count in counts.most_common(BUSIEST))
            yield pk, Load(kind, counts.total(), beyond, len(counts), busiest, url)


def holdings(people):
    """Open actions and risks of ``people``; two queries. Whoever merely hands over reads no confidential words."""
    for one in Action.objects.open().filter(owner__in=people).select_related("network"):
        url = reverse("meetings:action", args=[one.network.code, one.pk])
        words = f"confidential action {one.number}" if one.confidential else f"action “{one.text}”"
        yield Holding(
            one.owner_id, f"Owns the {words}", url, f"meetings.action:{one.pk}",
            partial(hand_over_action, action=one),
        )  # fmt: skip
    for one in Risk.objects.filter(owner__in=people, closed_on=None).select_related("network"):
        url = reverse("meetings:risk", args=[one.network.code, one.pk])
        yield Holding(
            one.owner_id, f"Watches the risk “{one.title}”", url, f"meetings.risk:{one.pk}",
            partial(hand_over_risk, risk=one),
        )  # fmt: skip


def of_practices(network, practices):
    """How many open actions belong to each of ``practices``; one query."""
    found = network.actions.open().filter(practice__in=practices).order_by()
    for pk, count in found.values_list("practice").annotate(Count("pk")):
        yield Hanging(pk, count, "action", "actions", reverse("meetings:actions", args=[network.code]))


def starts(reader):
    """ "Raise an action" from any topic but an action itself."""
    if Permission.KEEP_MEETINGS in reader.permissions:
        url = reverse("meetings:action_new", args=[reader.place.code])
        yield Beginning("Raise an action", url, never=thread.ACTION)
