"""The rounds that are attacked: opened, answered and closed as in `tests/surveys`."""

from tests.surveys.conftest import ask, invitations, open_round, people, scorecard

__all__ = ["ask", "invitations", "open_round", "people", "scorecard"]
