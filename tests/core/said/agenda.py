"""What is said: sentences about agendas and their papers."""

from apps.core.audit import Event

SAID = [
    (Event.ITEM_PROPOSED, {}, "", "proposed an agenda item"),
    (Event.ITEM_CHANGED, {}, "", "changed an agenda item"),
    (Event.ITEM_ACCEPTED, {}, "", "put an item on an agenda"),
    (Event.ITEM_DECLINED, {}, "", "declined a proposed agenda item"),
    (Event.ITEM_PARKED, {}, "", "parked an agenda item for another meeting"),
    (Event.ITEMS_CARRIED, {"count": 1}, "", "kept one item of a held meeting for another one"),
    (Event.ITEMS_CARRIED, {"count": 3}, "", "kept 3 items of a held meeting for another one"),
    (Event.AGENDA_ORDERED, {}, "", "put an agenda in another order"),
    (Event.AGENDA_DOWNLOADED, {}, "", "downloaded an agenda as Word"),
    (Event.PAPER_ADDED, {"version": 1}, "", "added a paper to an agenda item"),
    (Event.PAPER_ADDED, {"version": 2}, "", "added version 2 of a paper"),
    (Event.PAPER_REMOVED, {}, "", "took a paper off an agenda item"),
    (Event.PAPER_DOWNLOADED, {}, "", "downloaded a paper of a meeting"),
    (Event.PACK_ASKED, {}, "", "had the pack of a meeting made"),
    (Event.PACK_DOWNLOADED, {}, "", "downloaded the pack of a meeting"),
]
