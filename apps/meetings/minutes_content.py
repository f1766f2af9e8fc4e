"""What minutes say, as plain data: the one source of the page, the PDF, the Word file, and of what is frozen.

Everything is in it, each item with whether it is ``confidential``; `seen` leaves out what a reader may not know of."""

import hashlib
import json

from apps.core.moments import clock, day, moment

from .models import Decision, Invitee, Item, Minutes, Vote
from .room import name_of, present_first, shown_as

CAME = Invitee.Came
QUORUM = {
    True: "There were enough votes to decide.",
    False: "There were not enough votes to decide.",
    None: "No rule says how many votes it takes to decide.",
}


def of(minutes: Minutes, *, confidential: bool) -> dict:
    """As approved, else as it stands now; for one kind of reader."""
    return seen(minutes.frozen or gather(minutes), confidential=confidential)


def seen(content: dict, *, confidential: bool) -> dict:
    items = [
        one | {"heading": headed(one)} for one in content["items"] if confidential or not one["confidential"]
    ]
    return content | {"items": items}


def headed(item: dict) -> str:
    """An item's heading: its number on the agenda, which minutes that were approved early do not keep, and title."""
    return f"{item['number']}. {item['title']}" if "number" in item else item["title"]


def fingerprint(content: dict) -> str:
    """SHA-256, the same for the same content whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def gather(minutes: Minutes) -> dict:
    """All of it, in words and codes that JSON keeps."""
    meeting = minutes.meeting
    texts = dict(minutes.passages.values_list("item", "text"))
    items = (
        meeting.items.filter(state=Item.State.AGENDA)
        .select_related("lead")
        .prefetch_related("interests__invitee__person", "decisions__votes__practice", "actions__owner")
        .order_by("position", "pk")
    )
    return {
        "network": meeting.network.name,
        "title": meeting.title,
        "kind": meeting.of_kind.name,
        "day": day(meeting.opened_at),
        "held": f"{moment(meeting.opened_at)} to {clock(meeting.ended_at)}"
        + (f", {meeting.place}" if meeting.place else ""),
        "chair": meeting.chair.name if meeting.chair else "",
        "note_taker": meeting.note_taker.name if meeting.note_taker else "",
        "attendance": _attendance(present_first(meeting)),
        "quorum": QUORUM[meeting.quorate] if meeting.of_kind.needs_quorum else "",
        "start": texts.get(None, ""),
        "items": [_item(number, item, texts.get(item.pk, "")) for number, item in enumerate(items, 1)],
    }


def _attendance(invitees) -> dict:
    def those(*came):
        return [
            {"name": shown_as(one), "role": one.role, "practice": one.practice.name if one.practice else ""}
            for one in invitees
            if one.came in came
        ]

    return {
        "present": those(CAME.PRESENT, CAME.DEPUTY),
        "apologies": those(CAME.APOLOGIES),
        "absent": those(CAME.ABSENT, CAME.NOT_SAID),
    }


def _item(number: int, item: Item, text: str) -> dict:
    return {
        "pk": item.pk,
        "number": number,
        "title": item.title,
        "confidential": item.confidential,
        "lead": item.lead.name if item.lead else "",
        "text": text,
        "interests": [
            {
                "name": name_of(one.invitee),
                "interest": one.interest,
                "stepped_out": one.stepped_out,
            }
            for one in item.interests.all()
        ],
        "decisions": [
            {"number": one.number, "text": one.text, "how": how_reached(one), "quorate": one.quorate}
            for one in sorted(item.decisions.all(), key=lambda one: one.number)
        ],
        "actions": [
            {
                "number": one.number,
                "text": one.text,
                "owner": one.owner.name if one.owner else "nobody yet",
                "due": day(one.due_on),
            }
            for one in sorted(item.actions.all(), key=lambda one: one.number)
        ],
    }


def how_reached(decision: Decision) -> str:
    """ "Agreed by all", or the count of a vote and how each practice voted."""
    if decision.reached == Decision.Reached.AGREED:
        return "Agreed by all"
    counts = f"{decision.votes_for} for, {decision.votes_against} against, {decision.abstained} abstained"
    votes = list(decision.votes.all())
    named = [
        f"{label}: {', '.join(one.practice.name for one in votes if one.choice == choice)}"
        for choice, label in Vote.Choice.choices
        if any(one.choice == choice for one in votes)
    ]
    return f"By vote: {counts}" + (f" ({'; '.join(named)})" if named else "")
