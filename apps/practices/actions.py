"""Writes of this room: the import of published files."""

from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.networks.actions import end_departed

from .importing.changes import Changes, refuse_many_moves
from .importing.editions import Structure
from .importing.figures import Figures
from .importing.saving import save
from .importing.state import State
from .importing.summary import Summary
from .models import Edition
from .published.folder import Reading, read_folder
from .published.records import Kind

STRUCTURE = (Kind.LOOKUP, Kind.MAP, Kind.EPCN_NETWORKS, Kind.EPCN_PARTNERS, Kind.EPRACCUR)
# Any number that no other lock of the portal uses.
IMPORT_LOCK = 7_202_607


def import_organisations(*, folder: Path, by=None, moves_confirmed: bool = False) -> Summary:
    """Read every published file in ``folder`` and store what it adds; either all of it is stored or nothing.

    The order of editions doesn't matter (see `timeline`), and the same files again change nothing.
    Raises FormatProblem for a file that can't be used, ImportRefused for one that can't be true, and, unless
    ``moves_confirmed``, MovesNotConfirmed where very many practices would be in another network than before."""
    reading = read_folder(Path(folder), timezone.localdate())
    return _store(reading=reading, by=by, moves_confirmed=moves_confirmed)


@transaction.atomic
def _store(*, reading: Reading, by, moves_confirmed: bool) -> Summary:
    with connection.cursor() as cursor:
        # Two imports at once would each work on a state the other is changing.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    summary = Summary(
        editions=[f"{e.kind.words}, {e.day}: {e.name} ({len(e.rows):,} rows)" for e in reading.editions]
    )
    for name, reason in reading.left_out:
        summary.skip(name, reason)
    for edition in reading.editions:
        for reason, rows in edition.skipped.items():
            summary.skip(edition.name, reason, rows)
    state = State()
    figures = Figures(state, summary, reading.editions)
    structure = Structure(state, summary, figures.patients_about)
    for edition in sorted(reading.editions, key=_turn):
        if edition.kind in STRUCTURE:
            structure.add(edition)
    for day in sorted(state.map_days.intersection(figures.list_sizes)):
        structure.leads_again(day)
    structure.close()
    if not moves_confirmed:
        refuse_many_moves(state)
    changes = Changes(state, figures, timezone.localdate())
    save(state, summary)
    figures.save()
    changes.save()
    _remember(reading)
    end_departed()
    record(Event.ORGANISATIONS_IMPORTED, by=by, **_counts(summary, reading))
    return summary


def _turn(edition) -> tuple:
    """Registers of membership first, the newest before all: what they say decides which sightings of maps count,
    however many runs it takes. epraccur last: it describes what the others name."""
    if edition.kind is Kind.EPCN_PARTNERS:
        return 0, -edition.day.toordinal()
    return 2 if edition.kind is Kind.EPRACCUR else 1, edition.day.toordinal()


def _remember(reading: Reading) -> None:
    Edition.objects.bulk_create(
        [Edition(kind=e.kind, day=e.day, file_name=e.name[-200:], sha256=e.sha256) for e in reading.editions],
        ignore_conflicts=True,
    )


def _counts(summary: Summary, reading: Reading) -> dict:
    totals = {
        word: sum(getattr(counts, word) for counts in summary.kinds.values())
        for word in ("created", "changed", "closed")
    }
    return totals | {"editions": [f"{edition.kind} {edition.day}" for edition in reading.editions]}
