"""Reading where a network stands on a day: what it says and what it can show, side by side, never as one number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apps.core.contributions import Known, Reader, network_known

from . import ladder
from .models import Ask, Claim, Evidence, LocalName, Support
from .statements import Component, Statement, matrix


@dataclass(frozen=True)
class Shown:
    """A piece of evidence behind a statement, on the day asked about; ``ends`` is the first day it does not count."""

    evidence: int
    support: int
    title: str
    kind: str
    owner: str
    dated: date
    ends: date
    is_live: bool

    @property
    def last_day(self) -> date:
        return self.ends - timedelta(days=1)


@dataclass(frozen=True)
class StatementStanding:
    """``said`` is what a meeting said in words, empty where none did; ``differed``: the lower was recorded."""

    code: str
    text: str
    shown_by: str
    step: int
    said: str
    agreed_on: date | None
    meeting: str
    differed: bool
    claimed: bool
    evidenced: bool
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class Standing:
    """One component. Steps count from 0, Foundation; None: not yet there, or nothing was said."""

    code: str
    name: str
    about: str
    claimed: int | None
    evidenced: int | None
    statements: tuple[StatementStanding, ...]
    agreed_on: date | None
    meeting: str

    @property
    def says(self) -> str:
        return matrix().step_name(self.claimed) if self.agreed_on else "Nothing agreed yet"

    @property
    def shows(self) -> str:
        return matrix().step_name(self.evidenced)

    @property
    def count(self) -> int:
        """Of statements with live evidence."""
        return sum(one.evidenced for one in self.statements)

    @property
    def missing(self) -> tuple[StatementStanding, ...]:
        """What is not shown yet of the next step."""
        step = self.next_step
        return tuple(one for one in self.statements if one.step == step and not one.evidenced)

    @property
    def missing_steps(self) -> list[int]:
        """Every step that can't be shown yet, the next one first."""
        return [] if self.next_step is None else list(range(self.next_step, len(matrix().steps)))

    @property
    def next_step(self) -> int | None:
        component = matrix().component(self.code)
        return ladder.missing(component.codes, {one.code for one in self.statements if one.evidenced})[0]


@dataclass(frozen=True)
class Held:
    """Everything that a network recorded, read in four queries however much there is."""

    claims: Sequence[Claim]
    supports: Sequence[Support]

    def of_statement(self, code: str, on: date) -> tuple[Claim | None, list[Shown]]:
        claim = next((one for one in self.claims if one.statement == code and one.agreed_on <= on), None)
        shown = [_shown(one, on) for one in self.supports if one.statement == code and _held(one, on)]
        return claim, shown


def _held(support: Support, on: date) -> bool:
    return support.start <= on and (support.end is None or on < support.end)


def renewed(evidence: Evidence, on: date) -> list[date]:
    return [one.on for one in evidence.renewals.all() if one.on <= on]


def _shown(support: Support, on: date) -> Shown:
    evidence = support.evidence
    days = renewed(evidence, on)
    return Shown(
        evidence.pk,
        support.pk,
        evidence.title,
        evidence.get_kind_display(),
        evidence.owner.name if evidence.owner else "",
        evidence.dated,
        ladder.ends(evidence.dated, days),
        ladder.live(evidence.dated, days, on),
    )


def read(network) -> Held:
    claims = network.claims.select_related("meeting").order_by("-agreed_on", "-pk")
    supports = Support.objects.filter(evidence__network=network).select_related("evidence__owner")
    return Held(list(claims), list(supports.prefetch_related("evidence__renewals")))


def standing(network, *, on: date, held: Held | None = None) -> tuple[Standing, ...]:
    """The five components as they stood on a day, by what was on record then."""
    held = held or read(network)
    return tuple(_component(one, held, on) for one in matrix().components)


def _component(component: Component, held: Held, on: date) -> Standing:
    found = [_statement(one, held, on) for one in component.statements]
    agreed = max((one for one in found if one.agreed_on), key=lambda one: one.agreed_on, default=None)
    return Standing(
        component.code,
        component.name,
        component.about,
        ladder.reached(component.codes, {one.code for one in found if one.claimed}),
        ladder.reached(component.codes, {one.code for one in found if one.evidenced}),
        tuple(found),
        agreed.agreed_on if agreed else None,
        agreed.meeting if agreed else "",
    )


def _statement(statement: Statement, held: Held, on: date) -> StatementStanding:
    claim, shown = held.of_statement(statement.code, on)
    meeting = ""
    if claim:
        meeting = claim.meeting.title if claim.meeting else claim.meeting_words
    return StatementStanding(
        statement.code,
        statement.text,
        statement.shown_by,
        statement.step,
        claim.words if claim else "",
        claim.agreed_on if claim else None,
        meeting,
        bool(claim and claim.lowest != claim.highest),
        bool(claim and claim.holds),
        any(one.is_live for one in shown),
        tuple(shown),
    )


def proposals(network, permissions, component: Standing, on: date) -> dict[str, list[Known]]:
    """What the portal knows that may support statements of a component, by statement. Left out is what has
    live evidence already, and what supports it."""
    known = [
        one
        for one in network_known.to(Reader(network, permissions))
        if one.day <= on and ladder.live(one.day, (), on)
    ]
    open_ = Support.objects.filter(evidence__network=network, end=None).exclude(evidence__key="")
    taken = set(open_.values_list("statement", "evidence__key"))
    statements = matrix().statements
    found = {}
    for one in component.statements:
        wanted = frozenset() if one.evidenced else statements[one.code].known
        fits = [item for item in known if item.kind in wanted and (one.code, item.key) not in taken]
        found[one.code] = fits[:3]
    return found


def known_by_key(network, permissions, key: str) -> Known | None:
    return next((one for one in network_known.to(Reader(network, permissions)) if one.key == key), None)


def open_supports(network):
    """What stands behind a statement today."""
    return Support.objects.filter(evidence__network=network, end=None).select_related("evidence__network")


def local_names(icb) -> dict[tuple[str, int], str]:
    """By component and step; empty where the area named none."""
    rows = LocalName.objects.filter(icb=icb) if icb else ()
    return {(one.component, one.step): one.name for one in rows}


def received(icb):
    """What networks sent to an area; never a draft."""
    return icb.support_asks.exclude(state=Ask.State.DRAFT).select_related("network")
