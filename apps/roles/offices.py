"""Who holds which post on a day, for rooms that ask people by what they do."""

from collections.abc import Sequence
from datetime import date

from apps.core.contributions import Office, QuorumRule

from .board import DIRECTOR, has_interests
from .queries import rule_of, seats


def offices_of(network, on: date) -> tuple[Sequence[Office], QuorumRule | None]:
    """Holders and deputies of every post on a day, in the order of roles, without those who have left by then, and the
    board's rule; three queries."""
    found = [
        Office(
            person=term.person_id,
            role=seat.post.role,
            title=str(seat.post),
            seat=str(seat.post.pk),
            practice=seat.post.practice_id,
            on_board=seat.post.on_board,
            votes=seat.post.votes,
            is_deputy=term in seat.deputies,
            is_director=seat.post.role == DIRECTOR,
            interests=term.interests.strip() if has_interests(term) else "",
        )
        for seat in seats(network.posts.all(), on)
        for term in (*seat.holders, *seat.deputies)
        if term.person.active_to is None or term.person.active_to > on
    ]
    rule = rule_of(network)
    return found, rule and QuorumRule(rule.quorum, rule.of_practices, rule.with_director)
