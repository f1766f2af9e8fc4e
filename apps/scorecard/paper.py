"""A round's results on one A4 page. Made by a job at the first request and kept under its content hash: figures never
change after the close, and comments, which are released one by one, are not on it. Only the number of people in a
workshop's room can be corrected later; then the page is made anew."""

from django.db import transaction
from django.template.loader import render_to_string

from apps.core import files, moments
from apps.core.audit import Event, record
from apps.documents.assets import SHEET
from apps.documents.pdf import DocumentFailed, Pdf, render
from apps.jobs.actions import enqueue, try_again
from apps.jobs.models import Job
from apps.surveys.models import Round
from apps.surveys.queries import caution, protection_sentence

from . import results as presenter
from . import talk
from .queries import then_and_now

__all__ = ["DocumentFailed"]
KIND = "scorecard.paper"


class NothingToPrint(Exception):
    """There is no figure to put on paper; the message says so."""


def latest_job(round_: Round) -> Job | None:
    return Job.objects.filter(kind=KIND, subject=str(round_.pk)).order_by("-pk").first()


@transaction.atomic
def ask(*, round_: Round, by) -> None:
    """Have the page of a closed round made, where it is not there or on its way. Raises NothingToPrint where too few
    answered."""
    round_ = Round.objects.select_for_update(of=["self"]).select_related("network").get(pk=round_.pk)
    if round_.state != Round.State.CLOSED or round_.answered is None:
        raise NothingToPrint("Not enough answers to show anything: there is nothing to print.")
    last = latest_job(round_)
    if round_.paper_id or (last and last.is_open):
        return
    if last and last.state == Job.State.FAILED:
        try_again(last)
    else:
        enqueue(KIND, round_.pk, key=f"paper:{round_.pk}:{last.pk if last else 0}")
    record(Event.PAPER_ASKED, by=by, network=round_.network, about=round_)


def make(round_id, say=lambda words: None) -> None:
    """Lay the page out and keep it. Writes nothing where the number of people in the room changed meanwhile."""
    round_ = Round.objects.select_related("network", "questionnaire").get(pk=round_id)
    say("Laying out the page")
    stored = files.store(typeset(round_).content, content_type="application/pdf")
    Round.objects.filter(pk=round_id, heads=round_.heads).update(paper=stored)


def typeset(round_: Round) -> Pdf:
    """The page as it would be now; the same each time. Raises DocumentFailed."""
    found, before = then_and_now(round_)
    results = presenter.present(found, before, basis=presenter.basis(found))
    html = render_to_string(
        "scorecard/paper.html",
        {
            "round": round_,
            "network": round_.network,
            "results": results,
            "turnout": found.turnout,
            "closed": moments.day(round_.closed_at),
            "topics": talk.topics(found.themes, results.changes, results.then),
            "caution": caution(round_),
            "caveat": presenter.caveat(found, before) if results.changed else "",
            "protection": protection_sentence(round_),
        },
    )
    return render(html, stylesheet=SHEET)


@transaction.atomic
def hand_out(*, round_: Round, by) -> bytes:
    """Record a download and return the file's content. Raises FileNotFoundError where storage lost it."""
    with files.open_stored(round_.paper) as stored:
        content = stored.read()
    record(Event.EXPORTED, by=by, network=round_.network, about=round_, what="paper")
    return content
