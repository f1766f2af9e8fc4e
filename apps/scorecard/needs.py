"""What waits for somebody on the network's front page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need
from apps.surveys.models import Round
from apps.surveys.queries import turnout_words
from apps.surveys.words import moment

from .queries import rounds_of

NEWS_FOR = timedelta(days=30)


def needs(network, permissions) -> list[Need]:
    """A round that runs, results that are new, or a first round to open; at most three queries."""
    rounds = rounds_of(network)
    found = []
    if Permission.RUN_ROUNDS in permissions and not network.is_read_only:
        if running := rounds.running().first():
            found.append(_running(network, running))
        elif not rounds.exists():
            found.append(_first_round(network))
    if Permission.VIEW_RESULTS in permissions:
        news = rounds.closed().filter(closed_at__gt=timezone.now() - NEWS_FOR).order_by("-closed_at").first()
        if news:
            url = reverse("scorecard:results", args=[network.code, news.pk])
            found.append(Need(f"Results of {news.title} are ready to talk about", url, "See the results", 30))
    return found


def _first_round(network) -> Need:
    words = "Ask everyone how the network is doing: your first scorecard round takes five minutes to open"
    return Need(words, reverse("scorecard:list", args=[network.code]), "Start", 40)


def _running(network, round_) -> Need:
    url = reverse("scorecard:round", args=[network.code, round_.pk])
    if round_.state == Round.State.OPENING:
        return Need(f"{round_.title} is being opened", url, "Look", 20)
    if not round_.takes_answers(timezone.now()):
        return Need(f"{round_.title} is being counted", url, "Look", 20)
    turnout = turnout_words(round_)
    words = f"{round_.title} closes on {moment(round_.closes_at)}{f': {turnout}' if turnout else ''}"
    return Need(words, url, "Remind or extend", 20)
