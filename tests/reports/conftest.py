from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from apps.reports import actions, document
from apps.surveys import questionnaire
from apps.surveys.disclosure import publish
from apps.surveys.models import Finding, Questionnaire, Round
from apps.surveys.queries import current_questionnaire

from .making import YEAR_END

AGREE, SPLIT, LOW, NOBODY = (0, 1, 4, 12, 13), (8, 5, 4, 6, 7), (13, 12, 4, 1, 0), (0, 0, 0, 0, 0)


@pytest.fixture
def closed_round(network):
    """Make a round closed on a day: one histogram for every question, another for those named."""
    questionnaire.install(Questionnaire)

    def make(day: date, counts=AGREE, *, title="Winter round", answered=30, asked=None, **by_code):
        closed = datetime(day.year, day.month, day.day, 17, tzinfo=ZoneInfo("Europe/London"))
        round_ = Round.objects.create(
            network=network,
            kind="scorecard",
            questionnaire=asked or current_questionnaire(),
            title=title,
            state="closed",
            opens_at=closed.replace(day=1, hour=9),
            closes_at=closed,
            closed_at=closed,
            invited=45,
            answered=answered,
            released_at=closed,
        )
        for question in round_.definition.questions:
            histogram = by_code.get(question.code, counts)
            if question.code.startswith("year_ago:"):
                histogram = (5, 10, 15) if sum(counts) else (0, 0, 0)
            figure = publish(histogram).to_json()
            Finding.objects.create(round=round_, question=question.code, figure=figure)
        return round_

    return make


@pytest.fixture
def covers_only(monkeypatch):
    """Documents of a real cover and nothing behind it, where it matters who has them made and not what they say."""

    def html(snapshot, standing=document.DRAFT):
        cover = render_to_string("reports/document/_cover.html", document.context(snapshot, standing))
        return f'<!doctype html><html lang="en-GB"><head><title>A report</title></head><body>{cover}</body></html>'

    monkeypatch.setattr(document, "html", html)


@pytest.fixture
def draft(network, manager, practice, do_jobs):
    """A real draft: asked for by the manager, made by the job."""
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    do_jobs()
    report.refresh_from_db()
    return report


@pytest.fixture
def at(network):
    def address(name, **kwargs):
        return reverse(f"reports:{name}", kwargs={"code": network.code, **kwargs})

    return address


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client
