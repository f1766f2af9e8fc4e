"""A board that meets: seats with votes, an agenda, and the meeting held."""

from apps.core.contributions import QuorumRule, network_offices
from apps.meetings import room_actions
from tests import factories

RULE = QuorumRule(votes=2, of_practices=1, with_director=True)


def rule(monkeypatch, agreed=RULE):
    monkeypatch.setattr(network_offices, "_provider", lambda network, on: ((), agreed))


def board_of(network, practice, **fields):
    """A meeting under way with a director, two practices' votes, a lay member, and three items, one confidential."""
    meeting = factories.meeting_of(network, days=0, title="Board in spring", state="under_way", **fields)
    other = factories.practice_in(network, name="Saltmarsh Road")
    seats = [
        ("Ada Larkspur", "Clinical director", None, True),
        ("Bede Thornfield", "Practice partner", practice, False),
        ("Cara Wren", "Practice partner", other, False),
    ]
    for name, role, seat, director in seats:
        person = factories.PersonFactory(network=network, name=name, practice=seat)
        values = {"practice": seat, "votes": True, "role": role, "is_director": director}
        factories.asked_to(meeting, person, seat=name, **values)
    lay = factories.PersonFactory(network=network, name="Dora Fenn")
    factories.asked_to(meeting, lay, role="Lay member")
    factories.item_of(network, meeting, title="Saturday clinics", purpose="decide")
    factories.item_of(network, meeting, title="How we are doing")
    factories.item_of(network, meeting, title="A grievance", confidential=True)
    return meeting


def present(meeting, by, *names):
    for one in meeting.invitees.filter(person__name__in=names):
        room_actions.mark(invitee=one, version=one.version, by=by, came="present")
