"""The addresses of meetings, as `matrix`."""

from .meetings_agenda import AGENDA
from .meetings_follow import FOLLOW
from .meetings_room import ROOM
from .rows import ALL_BUT_PRACTICES, RUNNERS, network


def meeting(cast):
    return {"pk": cast.meeting.pk}


def kind(cast):
    return {"kind": "board"}


def series(cast):
    return {"pk": cast.meeting_series.pk}


def invitee(cast):
    return meeting(cast) | {"invitee": cast.invitee.pk}


MEETINGS = [
    network("meetings:list", ALL_BUT_PRACTICES),
    network("meetings:earlier", ALL_BUT_PRACTICES),
    network("meetings:new", RUNNERS),
    network("meetings:plan", RUNNERS, kwargs=kind),
    network("meetings:change", RUNNERS, kwargs=meeting),
    network("meetings:people", RUNNERS, kwargs=meeting),
    network("meetings:by_roles", RUNNERS, kwargs=meeting, opens=405),
    network("meetings:ask_no_more", RUNNERS, kwargs=invitee),
    network("meetings:call", RUNNERS, kwargs=meeting, opens=405),
    network("meetings:cancel", RUNNERS, kwargs=meeting),
    network("meetings:calendar", ALL_BUT_PRACTICES, kwargs=meeting),
    network("meetings:series", ALL_BUT_PRACTICES, kwargs=series),
    network("meetings:series_end", RUNNERS, kwargs=series),
    network("meetings:meeting", ALL_BUT_PRACTICES, kwargs=meeting),
    *ROOM,
    *FOLLOW,
    *AGENDA,
]
