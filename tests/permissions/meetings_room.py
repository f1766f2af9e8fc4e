"""The addresses of the live page and of minutes, as `matrix`."""

from tests import factories

from .rows import ALL_BUT_PRACTICES, RUNNERS, network


def hold(cast) -> None:
    """One meeting under way, one whose minutes are out for comment, one whose minutes are approved."""
    cast.running = factories.meeting_of(cast.network, days=0, state="under_way")
    cast.running_item = factories.item_of(cast.network, cast.running)
    cast.running_invitee = factories.asked_to(cast.running, cast.person, came="present", votes=True)
    values = {"interest": "Owns the building", "invitee": cast.running_invitee}
    cast.declared = cast.running_item.interests.create(**values)
    cast.decision = factories.decision_of(cast.running_item)
    cast.minutes = factories.minutes_of(factories.meeting_of(cast.network, days=-9, state="ended"))
    cast.passage = cast.minutes.passages.get()
    cast.minutes_comment = cast.minutes.comments.create(text="A comment", by=cast.manager)


def running(cast):
    return {"pk": cast.running.pk}


def item(cast):
    return running(cast) | {"item": cast.running_item.pk}


def held(cast):
    return {"pk": cast.minutes.meeting_id}


ROOM = [
    *(network(f"meetings:{name}", RUNNERS, kwargs=running) for name in ("room", "room_open", "room_end")),
    network("meetings:room_reopen", RUNNERS, kwargs=held),
    *(network(f"meetings:{name}", RUNNERS, kwargs=running) for name in ("mark", "attendee_add")),
    network(
        "meetings:deputy", RUNNERS, kwargs=lambda cast: running(cast) | {"invitee": cast.running_invitee.pk}
    ),
    *(
        network(f"meetings:{name}", RUNNERS, kwargs=item)
        for name in ("item_begin", "item_finish", "note", "decide", "vote", "act", "interest")
    ),
    network(
        "meetings:interest_withdraw",
        RUNNERS,
        kwargs=lambda cast: running(cast) | {"interest": cast.declared.pk},
    ),
    network(
        "meetings:decision_reword",
        RUNNERS,
        kwargs=lambda cast: running(cast) | {"decision": cast.decision.pk},
    ),
    *(network(f"meetings:{name}", ALL_BUT_PRACTICES, kwargs=held) for name in ("minutes", "minutes_comment")),
    *(network(f"meetings:minutes_{name}", ALL_BUT_PRACTICES, kwargs=held) for name in ("pdf", "word")),
    *(
        network(f"meetings:minutes_{name}", RUNNERS, kwargs=held)
        for name in ("circulate", "approve", "addendum")
    ),
    network(
        "meetings:minutes_passage", RUNNERS, kwargs=lambda cast: held(cast) | {"passage": cast.passage.pk}
    ),
    network(
        "meetings:minutes_settle",
        RUNNERS,
        kwargs=lambda cast: held(cast) | {"comment": cast.minutes_comment.pk},
    ),
]
