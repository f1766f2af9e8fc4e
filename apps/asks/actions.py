"""Writing asks: both sides act on one row, held while it is changed; what became of it is kept by day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import day
from apps.reports.models import Report

from . import queries
from .models import Ask, Change, Support

State, Reply, Shown, Kind = Ask.State, Ask.Reply, Ask.Shown, Change.Kind


class AskRefused(ValueError):
    """It can't be done as things stand; the message says why, in words."""


def _held(ask: Ask, *states: State) -> Ask:
    """The ask as it is now, held for this transaction. Raises AskRefused where it is in none of ``states``."""
    held = Ask.objects.select_for_update(of=["self"]).select_related("network", "icb").get(pk=ask.pk)
    if held.state not in states:
        raise AskRefused(_WHY_NOT[held.state])
    return held


_WHY_NOT = {
    State.DRAFT: "It is a draft: send it first.",
    State.SENT: "It was sent, and waits for a reply.",
    State.REPLIED: "It was replied to meanwhile. Read the reply first.",
    State.SETTLED: "It was settled meanwhile.",
    State.WITHDRAWN: "The network has withdrawn it.",
}


def _keep(ask: Ask, kind: Kind, *, by, of_area: bool = False, words: str = "", **values) -> None:
    for name, value in values.items():
        setattr(ask, name, value)
    ask.save(update_fields=[*values, "updated_at"])
    Change.objects.create(ask=ask, at=timezone.now(), kind=kind, words=words, of_area=of_area, by=by)


# --- The network -----------------------------------------------------------------------------
@transaction.atomic
def draft(*, network, by, what: str, why: str) -> Ask:
    ask = Ask.objects.create(network=network, what=what, why=why)
    record(Event.ASK_DRAFTED, by=by, network=network, about=ask)
    return ask


@transaction.atomic
def take_from_report(*, network, by, report: Report) -> int:
    """Draft what a released report asks of the area; how many drafts that are. What was taken before, also from an
    earlier version of that year's report, stays as it is."""
    # Pressed twice at once, the second finds what the first has made.
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    lines = queries.lines_of(report)
    kept = network.asks.filter(year_end=report.year_end).values_list("line", flat=True)
    new = [line for line in dict.fromkeys(lines) if line not in set(kept)]
    for line in new:
        Ask.objects.create(network=network, what=" ".join(line.split()), year_end=report.year_end, line=line)
    if new:
        record(Event.ASKS_TAKEN, by=by, network=network, about=report, count=len(new))
    return len(new)


@transaction.atomic
def change(*, ask: Ask, by, what: str, why: str) -> None:
    """A draft's words. Raises AskRefused once it is sent."""
    held = _held(ask, State.DRAFT)
    held.what, held.why = what, why
    held.save(update_fields=["what", "why", "updated_at"])
    record(Event.ASK_DRAFTED, by=by, network=held.network, about=held)


@transaction.atomic
def delete(*, ask: Ask, by) -> None:
    """Only a draft: what was sent stays."""
    held = _held(ask, State.DRAFT)
    record(Event.ASK_DELETED, by=by, network=held.network, about=held)
    held.delete()


@transaction.atomic
def send(*, ask: Ask, by) -> None:
    """Give it to the network's area. Raises AskRefused without a reason, or without an area."""
    held = _held(ask, State.DRAFT)
    icb = held.network.icb
    if icb is None:
        raise AskRefused("Your network belongs to no area, so nobody would read it.")
    if not held.why.strip():
        raise AskRefused("Say first why you ask: without a reason nobody can reply.")
    today = timezone.localdate()
    _keep(held, Kind.SENT, by=by, state=State.SENT, icb=icb, sent_on=today, sent_by=by)
    record(Event.ASK_SENT, by=by, network=held.network, ics=icb, about=held)


@transaction.atomic
def withdraw(*, ask: Ask, by) -> None:
    """Take it back before the area replied; it stays with the network, and the area reads it no more."""
    held = _held(ask, State.SENT)
    held.supports.filter(ended_on=None).update(ended_on=timezone.localdate())
    _keep(held, Kind.WITHDRAWN, by=by, state=State.WITHDRAWN, shown=Shown.NOBODY)
    record(Event.ASK_WITHDRAWN, by=by, network=held.network, ics=held.icb, about=held)


@transaction.atomic
def show(*, ask: Ask, by, shown: str) -> None:
    """Say whether other networks of the area may see it, and whose it is. Raises AskRefused where it would go out of
    the sight of those who support it."""
    held = _held(ask, State.SENT, State.REPLIED)
    if held.shown == shown:
        return
    if not shown and (count := held.supports.filter(ended_on=None).count()):
        networks = "A network supports" if count == 1 else f"{count} networks support"
        raise AskRefused(f"{networks} it already, so it can’t go out of their sight. You can settle it.")
    _keep(held, Kind.SHOWN, by=by, words=str(Shown(shown).label), shown=shown)
    record(Event.ASK_SHOWN, by=by, network=held.network, ics=held.icb, about=held, how=shown or "nobody")


@transaction.atomic
def tell_more(*, ask: Ask, by, words: str) -> None:
    """Answer a reply that needed more; it waits for a reply again."""
    held = _held(ask, State.REPLIED)
    if held.reply != Reply.MORE:
        raise AskRefused("The area has not asked for more.")
    _keep(held, Kind.MORE, by=by, words=words, state=State.SENT, reply="", reply_words="", replied_on=None)
    record(Event.ASK_MORE, by=by, network=held.network, ics=held.icb, about=held)


@transaction.atomic
def settle(*, ask: Ask, by, outcome: str, of_area: bool = False) -> None:
    """Say what came of it. Either side may, once there was a reply."""
    held = _held(ask, State.REPLIED)
    today = timezone.localdate()
    _keep(held, Kind.SETTLED, by=by, of_area=of_area, words=outcome,
          state=State.SETTLED, outcome=outcome, settled_on=today)  # fmt: skip
    record(Event.ASK_SETTLED, by=by, network=held.network, ics=held.icb, about=held)


@transaction.atomic
def reopen(*, ask: Ask, by) -> None:
    """The network sees it otherwise: it is not settled. The reply stays."""
    held = _held(ask, State.SETTLED)
    _keep(held, Kind.REOPENED, by=by, state=State.REPLIED, outcome="", settled_on=None)
    record(Event.ASK_REOPENED, by=by, network=held.network, ics=held.icb, about=held)


# --- Other networks of the area ------------------------------------------------------------------
@transaction.atomic
def support(*, ask: Ask, network, by) -> None:
    """One support a network. Raises AskRefused where it supports it already, or may not see it."""
    held = _held(ask, State.SENT, State.REPLIED)
    if held.network_id == network.pk or not queries.of_others(network).filter(pk=held.pk).exists():
        raise AskRefused("This ask is not open to your network.")
    _, made = Support.objects.get_or_create(
        ask=held, network=network, ended_on=None, defaults={"since": timezone.localdate()}
    )
    if not made:
        raise AskRefused("Your network supports it already.")
    record(Event.ASK_SUPPORTED, by=by, network=network)
    record(Event.ASK_SUPPORTED, ics=held.icb)


@transaction.atomic
def end_support(*, ask: Ask, network, by) -> None:
    held = Ask.objects.select_for_update(of=["self"]).get(pk=ask.pk)
    if not held.supports.filter(network=network, ended_on=None).update(ended_on=timezone.localdate()):
        raise AskRefused("Your network doesn’t support it.")
    record(Event.ASK_SUPPORT_ENDED, by=by, network=network)
    record(Event.ASK_SUPPORT_ENDED, ics=held.icb)


# --- The area --------------------------------------------------------------------------------
@transaction.atomic
def own(*, ask: Ask, by, owner: str, member=None) -> None:
    """Say who looks after it: in words, and where they have access to the area also who that is."""
    held = _held(ask, State.SENT, State.REPLIED)
    _keep(held, Kind.OWNER, by=by, of_area=True, words=owner, owner=owner, member=member)
    record(Event.ASK_OWNED, by=by, network=held.network, ics=held.icb, about=held)


@transaction.atomic
def reply(*, ask: Ask, by, reply: str, words: str, promised_on: date | None = None) -> None:
    """Accept it, decline it or ask for more; a later reply takes the place of this one, which stays in the history."""
    held = _held(ask, State.SENT, State.REPLIED)
    kept = promised_on if reply == Reply.ACCEPTED else None
    said = f"{Reply(reply).label}. {words}" + (f" Promised by {day(kept)}." if kept else "")
    _keep(held, Kind.REPLY, by=by, of_area=True, words=said, state=State.REPLIED, reply=reply,
          reply_words=words, replied_on=timezone.localdate(), promised_on=kept)  # fmt: skip
    record(Event.ASK_REPLIED, by=by, network=held.network, ics=held.icb, about=held, reply=reply)
