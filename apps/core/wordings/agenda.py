"""Sentences about agendas and their papers. No item goes by its name: it may be confidential."""

from collections.abc import Mapping

from .words import Kind, Wording, many, plain


def _carried(detail: Mapping, about: str) -> str:
    items = many(detail["count"], "one item", "{} items")
    return f"kept {items} of a held meeting for another one"


def _added(detail: Mapping, about: str) -> str:
    version = detail["version"]
    return "added a paper to an agenda item" if version == 1 else f"added version {version} of a paper"


WORDINGS = {
    "item.proposed": Wording(Kind.MEETINGS, plain("proposed an agenda item")),
    "item.changed": Wording(Kind.MEETINGS, plain("changed an agenda item")),
    "item.accepted": Wording(Kind.MEETINGS, plain("put an item on an agenda")),
    "item.declined": Wording(Kind.MEETINGS, plain("declined a proposed agenda item")),
    "item.parked": Wording(Kind.MEETINGS, plain("parked an agenda item for another meeting")),
    "item.carried": Wording(Kind.MEETINGS, _carried),
    "agenda.ordered": Wording(Kind.MEETINGS, plain("put an agenda in another order")),
    "agenda.downloaded": Wording(Kind.DOWNLOADS, plain("downloaded an agenda as Word")),
    "paper.added": Wording(Kind.MEETINGS, _added),
    "paper.removed": Wording(Kind.MEETINGS, plain("took a paper off an agenda item")),
    "paper.downloaded": Wording(Kind.DOWNLOADS, plain("downloaded a paper of a meeting")),
    "pack.asked": Wording(Kind.MEETINGS, plain("had the pack of a meeting made")),
    "pack.downloaded": Wording(Kind.DOWNLOADS, plain("downloaded the pack of a meeting")),
}
