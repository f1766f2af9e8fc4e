"""What the live page says."""

from django.utils import timezone

from apps.core.contributions import Reader, network_offices
from apps.core.fragments import wants_part
from apps.core.topics import topics

from . import agenda_queries, queries
from .models import Invitee, Item
from .room import (
    items_of,
    left_words,
    name_of,
    present_first,
    quorum_of,
    running_order,
    shown_as,
    stepped_out,
)
from .room_forms import PRESENT, ActionForm, DecisionForm, InterestForm, NoteForm

BUTTONS = (
    (Invitee.Came.PRESENT, "Here"),
    (Invitee.Came.APOLOGIES, "Apologies"),
    (Invitee.Came.ABSENT, "Absent"),
)


def live(request, meeting) -> dict:
    """What others may have changed meanwhile: who is here, whether that is enough, where the agenda stands, what is
    recorded of the item that is looked at."""
    items = list(items_of(meeting, confidential=queries.reads_confidential(request.permissions)))
    slots, now = running_order(meeting, items), timezone.now()
    running = next((slot for slot in slots if slot.is_now), None)
    slot = _asked_for(request, slots) or running or next((one for one in slots if not one.is_over), None)
    slot = slot or (slots[-1] if slots else None)
    invitees = present_first(meeting)
    away = stepped_out(running.item if running else None)
    return {
        "meeting": meeting,
        "part": wants_part(request),
        "slots": slots,
        "slot": slot,
        "running": running,
        "due": running.due.isoformat() if running else "",
        "left": left_words(running.due, now) if running else "",
        "attendance": [_seat(one) for one in invitees],
        "here": sum(one.is_present for one in invitees),
        "open_seats": sum(one.came == Invitee.Came.NOT_SAID for one in invitees),
        "quorum": quorum_of(meeting, invitees),
        "quorum_without": quorum_of(meeting, invitees, without=away) if away else None,
        "present": [one for one in invitees if one.is_present],
        "longer_by": _longer_by(meeting, items),
        "unnoted": [one for one in items if not one.note],
    } | recorded(slot.item if slot else None)


def _longer_by(meeting, items) -> int:
    return max(0, sum(item.minutes for item in items) - meeting.length)


def _asked_for(request, slots):
    asked = request.GET.get("item", "")
    return next((slot for slot in slots if str(slot.item.pk) == asked), None)


def _seat(invitee: Invitee) -> dict:
    said = invitee.get_came_display() if invitee.came else "Not said yet"
    return {
        "invitee": invitee,
        "name": name_of(invitee),
        "said": f"{invitee.deputy.name} came" if invitee.deputy else said,
        "about": " · ".join(
            part
            for part in (
                invitee.role,
                invitee.practice and invitee.practice.name,
                "votes" if invitee.votes else "",
            )
            if part
        ),
        "buttons": [{"came": came, "text": text, "pressed": invitee.came == came} for came, text in BUTTONS],
    }


def recorded(item: Item | None) -> dict:
    """Decisions, actions and interests of an item, as its part of the page lists them."""
    if item is None:
        return {"item": None}
    return {
        "item": item,
        "decisions": item.decisions.order_by("number"),
        "actions": item.actions.select_related("owner").order_by("number"),
        "interests": item.interests.select_related("invitee__person", "invitee__deputy"),
    }


def forms_for(request, meeting, item: Item, present) -> dict:
    return {
        "note_form": NoteForm(initial={"text": item.note, "version": item.version}),
        "decision_form": DecisionForm(auto_id="decide_%s"),
        "action_form": ActionForm(network=request.network, auto_id="act_%s"),
        "interest_form": InterestForm(present=present, auto_id="interest_%s"),
    }


def page(request, meeting, **forms) -> dict:
    """Everything of the live page; ``forms`` are those that come back with errors."""
    context = live(request, meeting)
    item = context["item"]
    if item and meeting.is_under_way:
        context |= forms_for(request, meeting, item, context["present"]) | {
            "papers": agenda_queries.papers_of(item)
        }
        reader = Reader(request.network, request.permissions)
        context["about"] = topics.one(reader, f"{item.about_kind}:{item.about_code}")
        context |= {"register": _register(meeting, context["present"]), "present_list": PRESENT}
    return context | forms


def _register(meeting, present) -> list[tuple[str, str]]:
    """What those who are here declared on the register of interests: name and interest."""
    offices, _ = network_offices.of(meeting.network, timezone.localdate(meeting.starts_at))
    declared = {one.person: one.interests for one in offices if one.interests}
    return [
        (shown_as(one), declared[sits])
        for one in present
        if (sits := one.deputy_id or one.person_id) in declared
    ]
