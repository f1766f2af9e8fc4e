"""Sentences about who does what."""

from collections.abc import Mapping

from .words import Kind, Wording, many, of, plain

_STAGES = {
    "idea": "an idea",
    "approved": "approved",
    "advertised": "advertised",
    "offered": "offered to somebody",
}
_SHARES = {"deputy": "named somebody to stand in for {}", "job_share": "appointed somebody to share {}"}


def _role(about: str) -> str:
    return f"the role “{about}”" if about else "a role"


def _stage(detail: Mapping, about: str) -> str:
    return f"said that {_role(about)} is {_STAGES.get(detail.get('stage'), 'moving')}"


def _appointed(detail: Mapping, about: str) -> str:
    return _SHARES.get(detail.get("share"), "appointed somebody to {}").format(_role(about))


def _ticked(detail: Mapping, about: str) -> str:
    steps = many(detail["count"], "one step", "{} steps")
    return f"noted {steps} as done for somebody who starts in {_role(about)}"


WORDINGS = {
    "roles.post_added": Wording(Kind.HOUSE, of("said that {} is wanted", _role)),
    "roles.posts_added": Wording(
        Kind.HOUSE,
        lambda detail, about: f"said that {many(detail['count'], 'one role is', '{} roles are')} wanted",
    ),
    "roles.post_changed": Wording(Kind.HOUSE, of("changed {}", _role)),
    "roles.post_closed": Wording(Kind.HOUSE, of("said that {} is no longer wanted", _role)),
    "roles.post_stage": Wording(Kind.HOUSE, _stage),
    "roles.appointed": Wording(Kind.HOUSE, _appointed),
    "roles.appointment_changed": Wording(Kind.HOUSE, of("changed the terms of somebody in {}", _role)),
    "roles.appointment_ended": Wording(Kind.HOUSE, of("ended somebody’s time in {}", _role)),
    "roles.board_rule_agreed": Wording(Kind.HOUSE, plain("wrote down when the board can decide")),
    "roles.staff_deployed": Wording(Kind.HOUSE, of("said where {} works how many sessions", _role)),
    "roles.workforce_confirmed": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            f"confirmed the published workforce of {many(detail['count'], 'one role', '{} roles')}"
        ),
    ),
    "roles.start_ticked": Wording(Kind.HOUSE, _ticked),
    "roles.reviewed": Wording(Kind.HOUSE, of("noted a yearly review of {}", _role)),
}
