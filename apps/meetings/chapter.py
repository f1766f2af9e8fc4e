"""What the yearly report tells of meetings, decisions and actions, and of what residents said. Nothing confidential,
no names."""

from collections import Counter

from django.db.models import Sum

from apps.core.chapters import Heading, Listing, Period, Prompt, Section, Table, Text
from apps.core.moments import LONDON, day

from .follow_queries import follow_through
from .kinds import all_kinds, kind_of
from .models import Action, Decision, Event, Meeting

SOURCE = "the network’s minutes and registers"
MOST_DECISIONS = 40


def meetings(period: Period) -> Section | None:
    """What was held, decided and done. Seven queries."""
    network, span = period.network, (period.start, period.on)
    held = network.meetings.filter(state=Meeting.State.ENDED, starts_at__date__range=span)
    rows = list(held.order_by().values_list("kind", "quorate"))
    decisions = network.decisions.filter(decided_on__range=span, confidential=False)
    decisions = list(decisions.order_by("decided_on", "number")[: MOST_DECISIONS + 1])
    found = follow_through(network, *span).figures
    if not (rows or decisions or found.owned):
        return None
    said = list(found.sentences) if found.meetings or found.decisions or found.owned else []
    parts = [Listing(said)] if said else []
    if rows:
        parts.append(_held(rows))
    parts += _decided(decisions)
    done = network.actions.filter(state=Action.State.DONE, ended_on__range=span, confidential=False).exclude(
        outcome=""
    )
    prompts = [
        Prompt("stories", f"Done: {one.text}. {one.outcome}") for one in done.order_by("-ended_on")[:8]
    ]
    if found.due:
        about = "went_well" if 2 * found.on_time >= found.due else "challenges"
        prompts.append(Prompt(about, f"{found.headline}."))
    return Section(parts, [f"{found.headline}."] if found.due else [], prompts)


def _held(rows) -> Table:
    counts, quorate = Counter(kind for kind, _ in rows), Counter(kind for kind, enough in rows if enough)
    asked = Counter(kind for kind, enough in rows if enough is not None)
    return Table(
        "Meetings held",
        ("Kind", "Held", "With enough votes to decide"),
        [
            (
                kind.name,
                str(counts[code]),
                f"{quorate[code]} of {asked[code]}" if asked[code] else "Needs none",
            )
            for code, kind in all_kinds().items()
            if counts[code]
        ],
        source=SOURCE,
        numbers=(1,),
        wide=(0,),
    )


def _decided(decisions) -> list:
    if not decisions:
        return []
    rows = [(day(one.decided_on), one.text, _how(one)) for one in decisions[:MOST_DECISIONS]]
    note = "Confidential decisions are counted above and not listed."
    if len(decisions) > MOST_DECISIONS:
        note = f"The first {MOST_DECISIONS} of the year. {note}"
    return [
        Heading("What we decided"),
        Table("Decisions", ("Day", "Decision", "How"), rows, source=SOURCE, wide=(1,), note=note),
    ]


def _how(decision: Decision) -> str:
    if decision.reached != Decision.Reached.VOTE:
        return "Agreed by all"
    return (
        f"By vote: {decision.votes_for} for, {decision.votes_against} against, {decision.abstained} abstained"
    )


def residents(period: Period) -> Section | None:
    """What residents said at events and what was done, once they were told. Two queries."""
    events = Event.objects.filter(
        meeting__network=period.network,
        meeting__state=Meeting.State.ENDED,
        meeting__starts_at__date__range=(period.start, period.on),
    ).select_related("meeting")
    came = events.aggregate(came=Sum("residents"))["came"]
    told = [
        one for one in events.order_by("meeting__starts_at") if one.told_at and (one.you_said or one.we_did)
    ]
    if not told and not came:
        return None
    parts = []
    if came:
        who = "resident" if came == 1 else "residents"
        note = "Counted at the door, nobody by name; some may have come twice."
        parts.append(Text(f"{came:,} {who} came to our events within the year.", lead=True, note=note))
    rows = [
        (
            f"{one.meeting.title}, {day(one.meeting.starts_at.astimezone(LONDON).date())}",
            one.you_said or "–",
            one.we_did or "–",
        )
        for one in told
    ]
    if rows:
        parts.append(
            Table(
                "You said, we did",
                ("Event", "You said", "We did"),
                rows,
                source="what residents were told after each event",
                wide=(1, 2),
            )
        )
    prompts = [
        Prompt("residents", f"After {kind_of(one.meeting.kind).name.lower()}: {one.we_did}")
        for one in told
        if one.we_did
    ]
    findings = [f"{came:,} residents came to our events."] if came and came > 1 else []
    return Section(parts, findings, prompts)
