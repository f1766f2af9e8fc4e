"""What was written down at a workshop, for its pages and for the rooms above.

Plain notes are the facilitators' own, for who runs rounds; what goes on an agenda, and actions, are for everybody who
sees the round's results, and once they do."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from apps.accounts.permissions import Permission
from apps.core.contributions import Raised
from apps.core.moments import stamp
from apps.core.table_html import link
from apps.core.tables import Column, Noun
from apps.surveys.models import Kind, Round
from apps.surveys.questionnaire import SCORECARD

from .models import WorkshopNote
from .workshop_forms import names

NOTES = Noun("note", "notes")
TAKEN = Noun("agenda item or action", "agenda items and actions")
TAKEN_ON = (WorkshopNote.Kind.AGENDA, WorkshopNote.Kind.ACTION)


@dataclass(frozen=True)
class Shown:
    """A note with what it is ``about`` in words, empty for the whole scorecard."""

    note: WorkshopNote
    about: str


def of(round_: Round, *, may_run: bool) -> QuerySet[WorkshopNote]:
    """The notes that a reader sees, in the order in which they were written."""
    found = round_.workshop_notes.all()
    return found if may_run else found.filter(kind__in=TAKEN_ON)


def mark(found: QuerySet[WorkshopNote]) -> str:
    """Another text whenever one of these notes was added, changed or deleted. One query."""
    told = found.aggregate(count=Count("pk"), last=Max("updated_at"))
    return f"{told['count']}.{told['last'].timestamp() if told['last'] else 0}"


def latest(found: QuerySet[WorkshopNote], definition, most: int) -> list[Shown]:
    """The ``most`` that were written last, newest first."""
    called = names(definition)
    return [Shown(note, called.get(note.about, "")) for note in found.order_by("-created_at", "pk")[:most]]


def taken_on(round_: Round, most: int) -> list[Shown]:
    """What goes on an agenda, and actions, in the order in which they were written: at most so many. One query."""
    called = names(round_.definition)
    return [Shown(note, called.get(note.about, "")) for note in of(round_, may_run=False)[:most]]


def raised(readers):
    """What the networks' workshops have for the meetings; one query."""
    for note in taken_on_for(readers):
        day = timezone.localdate(note.created_at)
        words = " ".join(note.text.split())  # in a field of one line it would be another text
        topic = f"{SCORECARD}:{note.about}" if note.about else ""
        yield (
            note.round.network_id,
            Raised(note.kind, words, note.owner, note.round.title, page(note), day, topic),
        )


def taken_on_for(readers) -> QuerySet[WorkshopNote]:
    """Of all networks, as far as each reader may see it, with its round and network."""
    runs = [one.place for one in readers if Permission.RUN_ROUNDS in one.permissions]
    sees = [
        one.place for one in readers if one.place not in runs and Permission.VIEW_RESULTS in one.permissions
    ]
    shown = Q(round__network__in=runs)
    if sees:
        shown |= Q(round__network__in=sees, round__in=Round.objects.released())
    found = WorkshopNote.objects.filter(shown, round__kind=Kind.SCORECARD, kind__in=TAKEN_ON)
    return found.select_related("round__network")


def page(note: WorkshopNote) -> str:
    return reverse("scorecard:notes", args=[note.round.network.code, note.round_id])


def columns(network, round_: Round, *, may_run: bool) -> tuple[Column, ...]:
    """Of the notes of ``round_``; with ``may_run`` also links to change and delete one."""
    called = names(round_.definition)

    def change(note):
        at = [network.code, round_.pk, note.pk]
        edit = link("Change", reverse("scorecard:note_edit", args=at), hidden=f": {note.text[:40]}")
        gone = link("Delete", reverse("scorecard:note_delete", args=at), hidden=f": {note.text[:40]}")
        return format_html("{} {}", edit, gone)

    found = (
        Column("text", "Note", lambda note: note.text, order=(Lower("text"),), head=True, breaks=True),
        Column("kind", "Becomes", lambda note: note.get_kind_display(), order=("kind",)),
        Column("owner", "Who takes it on", lambda note: note.owner, order=(Lower("owner"),), breaks=True),
        Column("about", "About", lambda note: called.get(note.about, "The whole scorecard")),
        Column("written", "Written", lambda note: stamp(note.created_at), order=("created_at",)),
    )
    return (*found, Column("change", "Change or delete", cell=change, hidden=True)) if may_run else found
