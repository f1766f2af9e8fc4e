from apps.surveys import queries
from apps.surveys.models import Ballot, Invitation, Round

from .conftest import close, submit


def test_round_from_opening_to_results(open_round, invitations, mailoutbox):
    assert open_round.state == Round.State.OPEN
    assert len(mailoutbox) == 12
    for invitation in invitations:
        submit(invitation, {q.code: 4 for q in open_round.definition.questions if q.code[:8] != "year_ago"})
    closed = close(open_round)
    results = queries.round_results(closed)
    assert results.enough
    assert results.turnout == "12 of 12 answered"
    assert results.themes[0].mean == 4.0
    assert results.themes[0].year_ago.is_withheld
    assert not Ballot.objects.exists()
    assert not Invitation.objects.exclude(person=None, answered=None).exists()
