"""Sentences about meetings. None names an item, a decision or a risk: it may be confidential."""

from .words import Kind, Wording, many, of


def _meeting(about: str) -> str:
    return f"the meeting “{about}”" if about else "a meeting"


def _series(about: str) -> str:
    return f"the series “{about}”" if about else "a series of meetings"


WORDINGS = {
    "meeting.planned": Wording(Kind.MEETINGS, of("planned {}", _meeting)),
    "meeting.series_planned": Wording(Kind.MEETINGS, of("planned {}", _series)),
    "meeting.series_changed": Wording(Kind.MEETINGS, of("changed {}", _series)),
    "meeting.series_ended": Wording(Kind.MEETINGS, of("ended {}", _series)),
    "meeting.changed": Wording(Kind.MEETINGS, of("changed {}", _meeting)),
    "meeting.moved": Wording(Kind.MEETINGS, of("moved {}", _meeting)),
    "meeting.called": Wording(
        Kind.MEETINGS,
        lambda detail, about: (
            f"sent the invitations to {_meeting(about)}"
            + many(detail["count"], "", " and the others of its series, {} in all")
        ),
    ),
    "meeting.people_changed": Wording(Kind.MEETINGS, of("changed who is asked to {}", _meeting)),
    "meeting.cancelled": Wording(Kind.MEETINGS, of("cancelled {}", _meeting)),
}
