"""Agendas as pages and documents read them: items with their times and papers, and the pool of what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from apps.core.contributions import Raised, network_raised

from .models import Item, MadeFile, Meeting, Paper, PaperVersion


@dataclass(frozen=True)
class Line:
    """An item of an agenda as it is planned: its number and when it should begin."""

    number: int
    item: Item
    at: datetime


@dataclass(frozen=True)
class Agenda:
    """``lines`` that the reader may see; ``taken`` minutes of all items together, also of those left out."""

    lines: tuple[Line, ...]
    taken: int
    length: int

    @property
    def over(self) -> int:
        """By how many minutes it is longer than the meeting."""
        return max(self.taken - self.length, 0)


def agenda_of(meeting: Meeting, confidential: bool) -> Agenda:
    """Numbers and times count what is confidential for everybody, so that all speak of the same item 4."""
    rows = meeting.items.filter(state=Item.State.AGENDA).select_related("lead")
    lines, taken = [], 0
    for number, item in enumerate(rows.prefetch_related(Prefetch("papers", _papers())), 1):
        if confidential or not item.confidential:
            lines.append(Line(number, item, meeting.starts_at + timedelta(minutes=taken)))
        taken += item.minutes
    return Agenda(tuple(lines), taken, meeting.length)


def _papers():
    """With their versions, the latest first."""
    latest = PaperVersion.objects.select_related("file").order_by("-number")
    return Paper.objects.prefetch_related(Prefetch("versions", latest))


def papers_of(item: Item):
    """As `agenda_of` gives them, of one item that the reader may see."""
    return _papers().filter(item=item)


def pool(network, confidential: bool):
    """What was proposed, parked or declined, as far as the reader may see it; what waits first."""
    waiting = network.agenda_items.exclude(state=Item.State.AGENDA).seen_with(confidential)
    return waiting.select_related("lead", "proposed_by").order_by("-state", "-created_at", "-pk")


def items(network, confidential: bool):
    return network.agenda_items.seen_with(confidential).select_related("meeting", "lead", "network")


def versions(network, confidential: bool):
    seen = PaperVersion.objects.filter(paper__item__in=network.agenda_items.seen_with(confidential))
    return seen.select_related("file", "paper__item__meeting")


def planned(network):
    """Meetings whose agenda may still be written, the next one first."""
    open_states = [Meeting.State.PLANNED, Meeting.State.UNDER_WAY]
    soon = network.meetings.filter(state__in=open_states, starts_at__gte=timezone.now() - timedelta(days=1))
    return soon.order_by("starts_at", "pk")


def raised(network, permissions) -> list[Raised]:
    """What workshops raised for an agenda and nobody took up yet."""
    found = [one for one in network_raised.of(network, permissions) if one.kind == "agenda"]
    titles = [one.text[:160].strip() for one in found]
    taken = set(network.agenda_items.filter(title__in=titles).values_list("title", flat=True))
    return [one for one in found if one.text[:160].strip() not in taken]


def pack_of(meeting: Meeting, confidential: bool) -> MadeFile | None:
    packs = meeting.made_files.filter(what=MadeFile.What.PACK, confidential=confidential)
    return packs.select_related("job", "file").first()
