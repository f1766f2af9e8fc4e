"""Sentences about the purpose, team roles, the leadership strategy and the yearly objectives."""

from collections.abc import Mapping

from .words import Kind, Wording, many, of, person, plain

_ENDED = {"kept": "was kept", "missed": "was missed", "carried": "is carried over into the next year"}


def _version(words: str):
    return Wording(
        Kind.HOUSE, lambda detail, about: words.format(f"version {detail['number']} of the purpose")
    )


def _strategy(words: str):
    return Wording(
        Kind.HOUSE,
        lambda detail, about: words.format(f"version {detail['number']} of the leadership strategy"),
    )


def _handed_over(detail: Mapping, about: str) -> str:
    if "deputy" in detail:
        return f"had {person(about)} stand in for a lead" if about else "left a lead without a deputy"
    return f"handed a lead over to {about}" if about else "left a lead to nobody"


def _objective(about: str) -> str:
    return f"the objective “{about}”" if about else "an objective"


WORDINGS = {
    "team.recorded": Wording(Kind.HOUSE, plain("recorded, changed or withdrew their own team roles")),
    "team.group_saved": Wording(
        Kind.HOUSE,
        lambda detail, about: f"named a working group of {many(detail['count'], 'one person', '{} people')}",
    ),
    "team.group_deleted": Wording(Kind.HOUSE, plain("deleted a working group")),
    "purpose.drafted": _version("began {}"),
    "purpose.changed": _version("changed {}"),
    "purpose.deleted": _version("deleted {}, a draft"),
    "purpose.feedback_asked": _version("asked for feedback on {}"),
    "purpose.taken_back": _version("took {} back to change it"),
    "purpose.feedback_given": _version("gave feedback on {}"),
    "purpose.feedback_withdrawn": _version("withdrew their feedback on {}"),
    "purpose.adopted": _version("recorded that {} was adopted"),
    "purpose.reviewed": _version("recorded a review that left {} as it is"),
    "purpose.review_moved": Wording(Kind.HOUSE, plain("moved the next review of the purpose")),
    "strategy.drafted": _strategy("began {}"),
    "strategy.changed": _strategy("changed {}"),
    "strategy.deleted": _strategy("deleted {}, a draft"),
    "strategy.started": _strategy("put {} in force"),
    "strategy.lead_handed_over": Wording(Kind.HOUSE, _handed_over),
    "objective.added": Wording(Kind.HOUSE, of("added {}", _objective)),
    "objective.changed": Wording(Kind.HOUSE, of("changed {}", _objective)),
    "objective.noted": Wording(Kind.HOUSE, of("noted how {} comes along", _objective)),
    "objective.ended": Wording(
        Kind.HOUSE,
        lambda detail, about: f"recorded that {_objective(about)} {_ENDED[detail['outcome']]}",
    ),
    "objective.reopened": Wording(Kind.HOUSE, of("took back how {} had ended", _objective)),
    "objective.deleted": Wording(Kind.HOUSE, plain("deleted an objective")),
}
