"""Results on one page to print: asked for once, made by a job, kept; as coarse as the page and without comments."""

import html
import io

import pytest
from pypdf import PdfReader

from apps.core.models import AuditEvent, StoredFile
from apps.jobs.models import Job
from apps.scorecard import paper
from apps.surveys import open_link
from apps.surveys.models import Comment, Round
from tests.factories import member_of

from .conftest import LOW, NOBODY, SPLIT, by_theme


@pytest.fixture
def compared(closed_round):
    closed_round(by_theme(), title="Spring round", days_ago=200)
    round_ = closed_round(by_theme(operations=SPLIT, capacity=LOW))
    Comment.objects.create(round=round_, text="What somebody wrote", state="released")
    return round_


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_page_is_asked_for_made_and_downloaded(as_manager, at, compared, do_jobs):
    here = at("paper", pk=compared.pk)
    assert "Make the page (PDF)" in text(as_manager.get(here))
    assert as_manager.get(at("paper_pdf", pk=compared.pk)).status_code == 404

    assert "We are making the page" in text(as_manager.post(here, follow=True))
    as_manager.post(here)
    assert Job.objects.filter(kind=paper.KIND).count() == 1
    do_jobs()
    assert "The page is ready" in text(as_manager.get(here))
    as_manager.post(here)
    assert Job.objects.filter(kind=paper.KIND).count() == 1

    response = as_manager.get(at("paper_pdf", pk=compared.pk))
    assert response["Content-Type"] == "application/pdf"
    [sheet] = PdfReader(io.BytesIO(response.content)).pages
    said = " ".join(sheet.extract_text().split())
    for words in ("Northern Vale PCN", "30 of 45 answered", "compared with Spring round", "Capacity likely down",
                  "Most divided", "What we could talk about", "at least 8 people together"):  # fmt: skip
        assert words in said, words
    assert "What somebody wrote" not in said
    assert PdfReader(io.BytesIO(response.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [event.event for event in AuditEvent.objects.order_by("pk")] == [
        "round.paper_asked",
        "export.made",
    ]


def test_longest_case_is_still_one_page(closed_round, network, scorecard):
    network.name = (
        "The Primary Care Network of Many Towns, Villages and Hamlets of the Upper Valley and Coast"
    )
    network.save()
    closed_round(
        by_theme(purpose=LOW), title="The round that was asked in the long spring of that year", days_ago=200
    )
    latest = closed_round(
        by_theme(operations=SPLIT, performance=LOW),
        title="The round that was asked in the longer autumn of that year",
        answered=45, way="open", invited=0, heads=31,
    )  # fmt: skip

    made = paper.typeset(latest)
    assert made.pages == 1
    said = PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
    assert "read these figures with caution" in " ".join(said.split())
    assert paper.typeset(latest).content == made.content


def test_board_waits_for_the_release(client, at, network, closed_round):
    client.force_login(member_of(network, "board_member"))
    round_ = closed_round(by_theme(), released_at=None)

    assert client.get(at("paper", pk=round_.pk)).status_code == 404
    assert client.post(at("paper", pk=round_.pk)).status_code == 404
    assert not Job.objects.exists()


def test_too_few_answers_make_no_page(as_manager, at, closed_round):
    few = closed_round(lambda code: NOBODY[:3] if ":" in code else NOBODY, answered=None)
    page = text(as_manager.post(at("paper", pk=few.pk), follow=True))
    assert "there is nothing to print" in page
    assert not Job.objects.exists()


def test_a_failed_page_is_tried_again(as_manager, at, compared):
    as_manager.post(at("paper", pk=compared.pk))
    Job.objects.update(state=Job.State.FAILED, error="The page could not be made.")
    assert "Try again" in text(as_manager.get(at("paper", pk=compared.pk)))

    as_manager.post(at("paper", pk=compared.pk))
    assert Job.objects.get().state == Job.State.QUEUED


def test_correcting_the_room_has_the_page_made_anew(as_manager, at, manager, closed_round, do_jobs):
    round_ = closed_round(by_theme(), way="open", invited=0, heads=40)
    paper.ask(round_=round_, by=manager)
    paper.make(round_.pk)
    first = Round.objects.get(pk=round_.pk).paper
    Job.objects.update(state=Job.State.DONE)
    open_link.count_heads(round_=round_, by=manager, heads=41)

    assert "Make the page (PDF)" in text(as_manager.get(at("paper", pk=round_.pk)))
    as_manager.post(at("paper", pk=round_.pk))
    do_jobs()
    assert Round.objects.get(pk=round_.pk).paper not in (None, first)


def test_a_file_that_storage_lost_is_said(as_manager, at, compared):
    lost = StoredFile.objects.create(sha256="0" * 64, content_type="application/pdf", size=1)
    Round.objects.filter(pk=compared.pk).update(paper=lost)
    page = text(as_manager.get(at("paper_pdf", pk=compared.pk), follow=True))
    assert "The file is not in storage any more" in page
