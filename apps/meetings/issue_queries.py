"""Reading raised issues and risks; both as topics."""

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.moments import day
from apps.core.topics import Moment, Topic

from .models import Issue, Risk, RiskMove

ISSUE, RISK = "issue", "risk"


def issues(network, user, permissions):
    """Everybody's for whoever keeps the meetings, else one's own."""
    found = network.issues.select_related("raised_by", "item__meeting")
    return found if Permission.KEEP_MEETINGS in permissions else found.filter(raised_by=user)


def risks(network):
    """With owner, ``points`` to sort by, and the score ``before`` the last move, None where there was none."""
    moves = RiskMove.objects.filter(risk=OuterRef("pk")).order_by("-created_at", "-pk")
    before = Subquery(moves.values_list(F("likelihood") * F("impact"))[1:2])
    found = network.risks.select_related("owner")
    return found.annotate(before=before, points=F("likelihood") * F("impact"))


def _pks(codes) -> list[int]:
    return [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 10]


def resolve_issues(reader, codes) -> dict[str, Topic]:
    """For whoever keeps the meetings: who raised one tells others themselves. One query."""
    if Permission.KEEP_MEETINGS not in reader.permissions:
        return {}
    found = Issue.objects.filter(network=reader.place, pk__in=_pks(codes))
    return {str(one.pk): topic_of(one, reader.place) for one in found}


def topic_of(issue: Issue, network) -> Topic:
    url = reverse("meetings:issue", args=[network.code, issue.pk])
    return Topic(ISSUE, str(issue.pk), issue.title, url, f"Raised on {day(issue.created_at)}")


def resolve_risks(reader, codes) -> dict[str, Topic]:
    """One query."""
    if Permission.VIEW_NETWORK not in reader.permissions:
        return {}
    url, code = "meetings:risk", reader.place.code
    return {
        str(one.pk): Topic(RISK, str(one.pk), one.title, reverse(url, args=[code, one.pk]), "Risk register")
        for one in Risk.objects.filter(network=reader.place, pk__in=_pks(codes))
    }


def told(reader, keys, since):
    """That an issue was raised and what became of it, and how a risk moved; two queries."""
    if Permission.VIEW_NETWORK not in reader.permissions:
        return
    for key, moment in (*_of_issues(reader, keys), *_of_risks(reader, keys)):
        if since is None or moment.day >= since:
            yield key, moment


def _of_issues(reader, keys):
    codes = [code for kind, code in keys if kind == ISSUE]
    if not codes or Permission.KEEP_MEETINGS not in reader.permissions:
        return
    for one in Issue.objects.filter(network=reader.place, pk__in=_pks(codes)):
        url = reverse("meetings:issue", args=[reader.place.code, one.pk])
        yield (
            (ISSUE, str(one.pk)),
            Moment(timezone.localdate(one.created_at), "Raised", one.title, url, order=20),
        )
        if one.settled_on:
            said = one.get_state_display()
            yield (ISSUE, str(one.pk)), Moment(one.settled_on, said, one.answer, url, order=70)


def _of_risks(reader, keys):
    codes = [code for kind, code in keys if kind == RISK]
    if not codes:
        return
    moves = RiskMove.objects.filter(risk__network=reader.place, risk__in=_pks(codes))
    for one in moves:
        url = reverse("meetings:risk", args=[reader.place.code, one.risk_id])
        words = f"Score {one.likelihood * one.impact} of 25"
        on = timezone.localdate(one.created_at)
        yield (RISK, str(one.risk_id)), Moment(on, "Risk", words, url, one.why, 20)
