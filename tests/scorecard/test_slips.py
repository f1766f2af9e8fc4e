"""The manager's side of paper slips: choosing them, the page, the sheet to print."""

import io
import re

import pikepdf
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.surveys import slips
from apps.surveys.answering import submit
from apps.surveys.models import Invitation, Round
from apps.surveys.opening import enlist
from apps.surveys.opening import open_round as open_real_round
from tests.factories import PersonFactory, practice_in


@pytest.fixture
def on_paper(network, people, practice):
    """Three at a practice and the one of the network, without an address."""
    return PersonFactory.create_batch(3, network=network, practice=practice, email="")


@pytest.fixture
def slipped(network, manager, scorecard, on_paper, do_jobs):
    round_ = open_real_round(
        network=network, by=manager, questionnaire=scorecard, title="Autumn", message="", breakdown="practice",
        closes_at=timezone.now() + timezone.timedelta(days=7), people=network.people.all(), slips=True,
    )  # fmt: skip
    do_jobs()
    round_.refresh_from_db()
    return round_


def choose(opener, at, practice, **changes):
    """The whole way through the four pages."""
    who = {"practices": [practice.code, "none"], "groups": ["gp", "nurse", "admin"], "slips": "on", **changes}
    opener.post(at("open_who"), who)
    day = timezone.localdate() + timezone.timedelta(days=14)
    when = {"closes_on_day": day.day, "closes_on_month": day.month, "closes_on_year": day.year}
    opener.post(at("open_when"), {"title": "Autumn", "hour": "17", **when})
    opener.post(at("open_message"), {"message": ""})
    return opener.get(at("open_check")).content.decode()


def test_slips_are_offered_counted_and_opened(opener, at, people, practice, on_paper):
    page = opener.get(at("open_who")).content.decode()
    assert "4 people have no email address" in page
    assert f"{practice.name} (8, and 3 without email)" in page
    check = choose(opener, at, practice)
    assert "<strong>16 people</strong>, 4 of them by a paper slip" in check
    assert "16 people are invited, 4 of them by a paper slip" in check
    opener.post(at("open_check"))
    enlist(Round.objects.get().pk)
    round_ = Round.objects.get()
    assert (round_.invited, round_.slips, Invitation.objects.filter(is_slip=True).count()) == (16, 4, 4)


def test_without_the_tick_there_are_none(opener, at, practice, on_paper):
    choose(opener, at, practice, slips="")
    opener.post(at("open_check"))
    assert (Round.objects.get().invited, Round.objects.get().slips) == (12, 0)


def test_somebody_without_an_address_can_be_left_out(opener, at, practice, on_paper):
    choose(opener, at, practice, leave_out=[on_paper[0].pk])
    opener.post(at("open_check"))
    assert Round.objects.get().slips == 3


def test_more_slips_than_listed_can_not_be_asked_for(opener, at, practice, on_paper):
    """Whatever is sent, the number is counted, and at the moment of opening."""
    choose(opener, at, practice, slips="999")
    PersonFactory.create(network=on_paper[0].network, email="")
    on_paper[1].delete()
    on_paper[2].delete()
    opener.post(at("open_check"), {"slips": "999", "count": "999"})
    assert Round.objects.get().slips == 3


def test_a_practice_of_people_without_addresses_can_be_asked(opener, at, network, people):
    practice = practice_in(network, name="Paper Practice")
    PersonFactory.create_batch(2, network=network, practice=practice, email="")
    assert "Paper Practice (0, and 2 without email)" in opener.get(at("open_who")).content.decode()
    choose(opener, at, practice, practices=[practice.code])
    opener.post(at("open_check"))
    assert Round.objects.get().invited == 2


def test_nothing_is_said_of_slips_where_everybody_has_an_address(opener, at, network, people):
    network.people.filter(email="").delete()
    assert "slip" not in opener.get(at("open_who")).content.decode()


# --- The page -----------------------------------------------------------------------
def test_the_page_says_how_many_where_and_that_nobody_gets_two(as_manager, at, slipped, practice):
    assert "Print the paper slips" in as_manager.get(at("round", pk=slipped.pk)).content.decode()
    response = as_manager.get(at("slips", pk=slipped.pk))
    page = response.content.decode()
    assert "4 slips for the people without an email address" in page
    assert response.context["table"].rows == ((practice.name, 3), ("The network and its partners", 1))
    assert "not invited by email as well" in page


def test_no_page_or_sheet_changes_when_a_slip_is_used(as_manager, at, slipped):
    """Printing again gives the same slips, too."""

    def seen():
        pages = [as_manager.get(at(name, pk=slipped.pk)).content.decode() for name in ("round", "slips")]
        mains = [page[page.index("<main") : page.index("</main>")] for page in pages]
        mains = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in mains]
        return *mains, as_manager.get(at("slips_pdf", pk=slipped.pk, part=1)).content

    before = seen()
    slip = Invitation.objects.filter(is_slip=True).first()
    submit(invitation_id=slip.pk, generation=1, answers={"purpose_why": 4}, comments={})
    assert seen() == before


def test_pages_take_the_same_queries_for_more_slips(
    as_manager, at, slipped, network, django_assert_max_num_queries
):
    Invitation.objects.bulk_create(
        Invitation(round=slipped, is_slip=True, block=practice_in(network).code) for _ in range(5)
    )
    with django_assert_max_num_queries(12):
        as_manager.get(at("slips", pk=slipped.pk))
    with django_assert_max_num_queries(14):
        as_manager.get(at("slips_pdf", pk=slipped.pk, part=1))


@pytest.mark.parametrize("which", [("slips", {}), ("slips_pdf", {"part": 1})])
def test_a_round_without_slips_has_no_page_of_them(as_manager, at, open_round, which):
    assert as_manager.get(at(which[0], pk=open_round.pk, **which[1])).status_code == 404


@pytest.mark.parametrize("which", [("slips", {}), ("slips_pdf", {"part": 1})])
def test_after_the_close_nothing_is_printed(as_manager, at, slipped, which):
    Round.objects.update(state="closed", closed_at=timezone.now())
    response = as_manager.get(at(which[0], pk=slipped.pk, **which[1]))
    assert response.url == at("round", pk=slipped.pk)


# --- The sheet ------------------------------------------------------------------------
def text_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_the_sheet_has_every_slip_with_what_somebody_needs_to_know(
    as_manager, at, slipped, manager, practice
):
    response = as_manager.get(at("slips_pdf", pk=slipped.pk, part=1))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="slips-')
    pages = text_of(response.content)
    assert len(pages) == 1
    whole = re.sub(r"\s+", " ", " ".join(pages))
    for said in ("Northern Vale PCN", "Autumn: about 5 minutes", "This slip has no name and counts once",
                 "sealed when you press Submit", "at least 8 people together", f"Ask {manager.name}"):  # fmt: skip
        assert whole.count(said) == 4, said
    assert whole.count(f"For {practice.name}") == 3
    assert "Until " in whole
    assert whole.count("localhost") == 4
    codes = {slips.code_of(one) for one in Invitation.objects.filter(is_slip=True)}
    assert set(re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}\b", whole)) == codes
    assert not [person.name for person in slipped.network.people.all() if person.name in whole]


def test_the_sheet_is_tagged_and_fetches_nothing(as_manager, at, slipped):
    with pikepdf.open(io.BytesIO(as_manager.get(at("slips_pdf", pk=slipped.pk, part=1)).content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        width, height = (float(length) for length in document.pages[0].MediaBox[2:])
        assert (round(width), round(height)) == (595, 842)
        assert "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names


def test_many_slips_come_in_several_files(as_manager, at, slipped, practice):
    Invitation.objects.bulk_create(
        Invitation(round=slipped, is_slip=True, block=practice.code) for _ in range(46)
    )
    Round.objects.update(slips=50)
    page = as_manager.get(at("slips", pk=slipped.pk)).content.decode()
    assert "Download slips 1 to 48 (PDF)" in page
    assert "Download slips 49 to 50 (PDF)" in page
    second = as_manager.get(at("slips_pdf", pk=slipped.pk, part=2)).content
    assert " ".join(text_of(second)).count("This slip has no name") == 2
    assert as_manager.get(at("slips_pdf", pk=slipped.pk, part=3)).status_code == 404
    assert as_manager.get(at("slips_pdf", pk=slipped.pk, part=0)).status_code == 404


def test_a_download_is_on_record_and_kept_nowhere(as_manager, at, slipped, manager, settings):
    as_manager.get(at("slips_pdf", pk=slipped.pk, part=1))
    event = AuditEvent.objects.get(event="export.made")
    assert (event.actor_id, event.object_code, event.detail) == (
        manager.pk,
        str(slipped.pk),
        {"what": "slips"},
    )
    assert not settings.FILES_DIR.exists() or not any(settings.FILES_DIR.iterdir())


def test_printing_asks_who_you_are(client, manager, at, slipped):
    client.force_login(manager)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    response = client.get(at("slips_pdf", pk=slipped.pk, part=1))
    assert response.status_code == 302
    assert reverse("account_reauthenticate") in response.url
