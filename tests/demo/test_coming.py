"""The demo's next board: an agenda within its time, papers behind it, one pack."""

import pytest
from django.utils import timezone

from apps.demo import coming, meetings
from apps.demo.personas import PERSONAS
from apps.meetings.agenda_queries import agenda_of
from apps.meetings.models import Item, MadeFile
from tests import factories


@pytest.fixture
def board(db):
    network = factories.NetworkFactory(code=meetings.WRITES)
    for code in ("manager", "board"):
        factories.UserFactory(email=next(one.email for one in PERSONAS if one.code == code))
    factories.risk_of(network)
    factories.appointed_to(factories.post_of(network, "clinical_director", votes=True))
    meetings.make_meetings(timezone.now())
    coming.make_coming_board(timezone.now())
    return meetings.next_board(network)


def test_the_agenda_fits_the_meeting_and_says_what_it_is_about(board):
    agenda = agenda_of(board, confidential=False)
    titles = [line.item.title for line in agenda.lines]
    assert {title for title, *_ in coming.WRITTEN.values()} < set(titles)
    assert titles.index(coming.ABOUT_A_RISK[0]) == len(titles) - 3
    assert (agenda.taken, agenda.length) == (90, 90)
    assert [line.item.about_kind for line in agenda.lines].count("risk") == 1
    assert board.network.agenda_items.get(state=Item.State.PROPOSED).title == coming.PROPOSED[0]


def test_its_pack_is_made(board):
    made = MadeFile.objects.get(meeting=board, confidential=False)
    assert made.job.error == ""
    assert made.pages >= 3
