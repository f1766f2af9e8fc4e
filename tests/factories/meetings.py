"""Meetings and what comes of them, as their pages see them."""

from datetime import time, timedelta
from io import BytesIO

from django.utils import timezone
from pypdf import PdfWriter

from apps.core import files
from apps.meetings.models import (
    Action,
    Decision,
    Event,
    Invitee,
    Issue,
    Item,
    Meeting,
    Minutes,
    Passage,
    Risk,
    RiskMove,
    Series,
)


def meeting_of(network, *, days=7, **fields) -> Meeting:
    """A board meeting, in ``days`` from now, planned unless said otherwise."""
    starts_at = timezone.now() + timedelta(days=days)
    values = {"kind": "board", "title": "Board meeting", "length": 90, "starts_at": starts_at}
    if fields.get("state") in ("under_way", "ended"):
        values["opened_at"] = starts_at
    if fields.get("state") == "ended":
        values["ended_at"] = starts_at + timedelta(minutes=90)
    return Meeting.objects.create(network=network, **values | fields)


def series_of(network, **fields) -> Series:
    """Monthly board meetings, none of them planned yet."""
    values = {"kind": "board", "title": "Board meetings", "length": 90, "every": "month", "at": time(13)}
    values |= {"first_on": timezone.localdate(), "invites": ["board"]}
    return Series.objects.create(network=network, **values | fields)


def asked_to(meeting, person, **fields) -> Invitee:
    return Invitee.objects.create(meeting=meeting, person=person, **{"practice": person.practice} | fields)


def item_of(network, meeting=None, **fields) -> Item:
    """On the agenda of ``meeting``, else proposed."""
    values = {"title": "Saturday clinics", "state": "agenda" if meeting else "proposed"}
    if meeting:
        values["position"] = meeting.items.count() + 1
    return Item.objects.create(network=network, meeting=meeting, **values | fields)


def pdf(pages=1) -> bytes:
    """Empty pages of A4."""
    writer, made = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(made)
    return made.getvalue()


def paper_of(item, content: bytes | None = None, *, content_type="application/pdf", **fields):
    """The first version of a paper, a PDF of one empty page unless said otherwise."""
    paper = item.papers.create(**{"title": "Costs of Saturdays", "position": 1} | fields)
    stored = files.store(content or pdf(), content_type=content_type)
    return paper.versions.create(number=1, file=stored, name="costs.pdf", pages=1)


def decision_of(item, **fields) -> Decision:
    values = {
        "text": "We try Saturday clinics for three months",
        "number": item.network.decisions.count() + 1,
    }
    values |= {"meeting": item.meeting, "decided_on": timezone.localdate(), "confidential": item.confidential}
    values |= {"about_kind": item.about_kind, "about_code": item.about_code, "about_words": item.about_words}
    return Decision.objects.create(network=item.network, item=item, **values | fields)


def action_of(network, owner=None, **fields) -> Action:
    today = timezone.localdate()
    values = {"text": "Ask the practices for rooms", "number": network.actions.count() + 1, "owner": owner}
    values |= {"agreed_on": today, "due_on": today + timedelta(days=14)}
    values["practice"] = owner.practice if owner else None
    return Action.objects.create(network=network, **values | fields)


def issue_of(network, raised_by=None, **fields) -> Issue:
    values = {"title": "The phones on Monday", "text": "Nobody gets through before 10."}
    return Issue.objects.create(network=network, raised_by=raised_by, **values | fields)


def risk_of(network, owner=None, **fields) -> Risk:
    values = {"title": "Nobody stands in for the manager", "likelihood": 3, "impact": 4, "owner": owner}
    risk = Risk.objects.create(network=network, **values | fields)
    RiskMove.objects.create(risk=risk, likelihood=risk.likelihood, impact=risk.impact)
    return risk


def event_of(meeting, **fields) -> Event:
    return Event.objects.create(meeting=meeting, **fields)


def minutes_of(meeting, **fields) -> Minutes:
    """Of a meeting that was held, out for comment, with what they say at the start."""
    today = timezone.localdate()
    values = {"state": "circulated", "comments_until": today + timedelta(days=7)}
    minutes = Minutes.objects.create(meeting=meeting, circulated_at=timezone.now(), **values | fields)
    Passage.objects.create(minutes=minutes, text="We began on time.")
    return minutes
