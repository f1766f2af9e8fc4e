"""Papers for agenda items: added, followed by newer versions, taken off, handed out."""

from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from apps.core import files
from apps.core.audit import Event, record

from .agenda_actions import AgendaRefused
from .models import Item, Paper, PaperVersion
from .paper_files import Kind

MOST_PAPERS = 20


@transaction.atomic
def add_paper(
    *, item: Item, by, title: str, name: str, content: bytes, kind: Kind, paper: Paper | None = None
):
    """A new paper, or a newer version of ``paper``. Raises AgendaRefused where there are too many, or the meeting is
    over."""
    item = Item.objects.select_for_update(of=["self"]).select_related("network", "meeting").get(pk=item.pk)
    _not_over(item)
    if paper is None:
        if item.papers.count() >= MOST_PAPERS:
            raise AgendaRefused(f"There is room for {MOST_PAPERS} papers to an item.")
        paper = item.papers.create(title=title, position=item.papers.count() + 1)
    last = paper.versions.aggregate(last=Max("number"))["last"] or 0
    stored = files.store(content, content_type=kind.content_type)
    version = PaperVersion.objects.create(
        paper=paper, number=last + 1, file=stored, name=PurePath(name).name[-160:], pages=kind.pages, by=by
    )
    record(Event.PAPER_ADDED, by=by, network=item.network, version=version.number)
    return version


@transaction.atomic
def take_off(*, paper: Paper, by) -> None:
    """Delete a paper with all its versions. The meeting's record keeps the papers it had: raises AgendaRefused."""
    _not_over(paper.item)
    stored = {version.file for version in paper.versions.select_related("file")}
    network = paper.item.network
    paper.delete()
    for file in stored:
        files.forget_unless_shown(file)
    record(Event.PAPER_REMOVED, by=by, network=network)


def _not_over(item: Item) -> None:
    if item.meeting and (item.meeting.is_ended or item.meeting.is_cancelled):
        raise AgendaRefused("This meeting is over: its papers stay as they were.")


@transaction.atomic
def hand_out_paper(*, version: PaperVersion, network, by) -> bytes:
    """Record a download and return the file's content. Raises FileNotFoundError where storage lost it."""
    with files.open_stored(version.file) as stored:
        content = stored.read()
    record(Event.PAPER_DOWNLOADED, by=by, network=network)
    return content
