"""The demo's boards: two years held, the next one called."""

from django.utils import timezone

from apps.demo import meetings
from apps.demo.personas import PERSONAS
from tests import factories


def test_two_years_of_boards_and_the_next_one(db):
    network = factories.NetworkFactory(code=meetings.WRITES)
    factories.UserFactory(email=next(one.email for one in PERSONAS if one.code == "manager"))
    director = factories.post_of(network, "clinical_director", votes=True)
    factories.appointed_to(director)
    meetings.make_meetings(timezone.now())
    assert meetings.earlier_boards(network).count() == meetings.BOARDS
    assert meetings.earlier_boards(network).first().invitees.get().is_present
    board = meetings.next_board(network)
    assert board.called_at
    assert 6 <= (board.starts_at - timezone.now()).days <= 9
