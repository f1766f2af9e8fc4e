"""What a workshop's big screen shows at a moment, and what it needs for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from apps.core import moments
from apps.surveys import alarms
from apps.surveys.models import Round, Way
from apps.surveys.queries import round_problem, turnout_words

from . import slides, timing
from .models import Workshop
from .queries import rounds_of, then_and_now

OPENING, OPEN, COUNTING, CLOSED, ENDED = "opening", "open", "counting", "closed", "ended"


@dataclass(frozen=True)
class Countdown:
    """``seconds`` until ``ends``, never below 0; ``words`` say them."""

    seconds: int
    words: str
    ends: datetime

    @classmethod
    def to(cls, ends: datetime, now: datetime) -> "Countdown":
        seconds = max(int((ends - now).total_seconds()), 0)
        return cls(seconds, timing.left_words(seconds), ends)


@dataclass(frozen=True)
class Stage:
    """``at`` is another text whenever the screen has something else to show."""

    name: str
    at: str
    number: int = 1
    timer: Countdown | None = None


def workshops(network) -> QuerySet[Round]:
    return rounds_of(network).filter(way=Way.OPEN).select_related("questionnaire", "workshop", "network")


def workshop_of(round_: Round) -> Workshop:
    """What is kept of the round's screen; a fresh one, not saved, where nobody moved it yet."""
    return getattr(round_, "workshop", None) or Workshop(round=round_)


def stage_of(round_: Round, now: datetime | None = None) -> Stage:
    now = now or timezone.now()
    workshop = workshop_of(round_)
    ends = workshop.timer_ends_at
    timer = Countdown.to(ends, now) if ends else None
    name = _name(round_, now)
    timed = f"{int(ends.timestamp())}" if ends else "0"
    at = f"{name}-{workshop.slide if name == CLOSED else round_.link_generation}-{timed}"
    return Stage(name, at, workshop.slide, timer)


def _name(round_: Round, now: datetime) -> str:
    if round_.state == Round.State.OPENING:
        return OPENING
    if round_.takes_answers(now):
        return OPEN
    if round_.is_running:
        return COUNTING
    return CLOSED if round_.state == Round.State.CLOSED else ENDED


def answering(round_: Round, now: datetime | None = None) -> dict:
    """While people answer: for how long still, and how many did as far as anybody may know."""
    return {
        "countdown": Countdown.to(round_.closes_at, now or timezone.now()),
        "closes": moments.moment(round_.closes_at),
        "band": turnout_words(round_),
    }


def trouble(round_: Round) -> bool:
    """Whether counting failed so far."""
    return bool(alarms.seen(round_) or round_problem(round_))


def shown(round_: Round, number: int) -> slides.Slide | None:
    """The slide of that number of a closed round; None where too few answered to show anything. Two queries."""
    found, before = then_and_now(round_)
    if not found.enough:
        return None
    stop = slides.outline(round_.definition)[number - 1]
    basis = f"{found.turnout} · {moments.month(round_.closed_at)}"
    return slides.slide(stop, found, before, basis=basis)
