"""Minutes as PDF and Word, opened with a library of their own each."""

from io import BytesIO

import docx
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from apps.meetings import minutes_actions, record_actions, room_actions
from apps.meetings.models import Minutes
from tests import factories

from . import holding


@pytest.fixture
def minutes(network, practice, monkeypatch, manager):
    holding.rule(monkeypatch)
    board = holding.board_of(network, practice)
    holding.present(board, manager, "Ada Larkspur")
    open_item, secret = board.items.get(title="Saturday clinics"), board.items.get(confidential=True)
    room_actions.write_note(item=open_item, version=1, by=manager, text="<b>We</b> heard\x0b them.")
    room_actions.write_note(item=secret, version=1, by=manager, text="Somebody is unhappy.")
    record_actions.decide(item=open_item, by=manager, text="Clinics begin in May")
    room_actions.end_meeting(meeting=board, by=manager)
    found = Minutes.objects.get()
    minutes_actions.circulate(minutes=found, by=manager, until=timezone.localdate())
    return found


def texts(client, minutes) -> list[str]:
    at = [minutes.meeting.network.code, minutes.meeting_id]
    pdf = client.get(reverse("meetings:minutes_pdf", args=at))
    word = client.get(reverse("meetings:minutes_word", args=at))
    pages = pypdf.PdfReader(BytesIO(pdf.content)).pages
    paragraphs = docx.Document(BytesIO(word.content)).paragraphs
    return [
        " ".join(" ".join(page.extract_text() for page in pages).replace("\x00", "").split()),
        " ".join(one.text for one in paragraphs),
    ]


def test_both_say_what_the_page_says_and_keep_what_is_confidential(client, network, manager, minutes):
    client.force_login(manager)
    for text in texts(client, minutes):
        for words in (
            "Saturday clinics", "<b>We</b> heard", "Clinics begin in May", "not enough votes", "Ada Larkspur",
            "Somebody is unhappy", "not approved yet",
        ):  # fmt: skip
            assert words in text
    client.force_login(factories.member_of(network, "lay_member"))
    for text in texts(client, minutes):
        assert "Saturday clinics" in text
        assert "unhappy" not in text
        assert "grievance" not in text


def test_approved_they_carry_their_fingerprint_and_addenda(client, network, manager, minutes):
    later = factories.meeting_of(network, days=20, state="ended", quorate=True)
    minutes_actions.approve(minutes=minutes, by=manager, meeting=later)
    secret = minutes.meeting.items.get(confidential=True)
    for item, text in ((None, "It was June."), (secret, "It was hidden.")):
        minutes_actions.add_addendum(minutes=minutes, by=manager, item=item, text=text)
    minutes.refresh_from_db()
    client.force_login(factories.member_of(network, "lay_member"))
    for text in texts(client, minutes):
        assert minutes.sha256[:16] in text
        assert "It was June." in text
        assert "It was hidden." not in text
