"""What is said: sentences about who does what."""

from apps.core.audit import Event

SAID = [
    (Event.POST_ADDED, {}, "Finance lead", "said that the role “Finance lead” is wanted"),
    (Event.POSTS_ADDED, {"count": 12}, "", "said that 12 roles are wanted"),
    (Event.POSTS_ADDED, {"count": 1}, "", "said that one role is wanted"),
    (Event.POST_CHANGED, {"fields": ["funded"]}, "Finance lead", "changed the role “Finance lead”"),
    (Event.POST_CLOSED, {}, "", "said that a role is no longer wanted"),
    (Event.POST_STAGE, {"stage": "offered"}, "GP", "said that the role “GP” is offered to somebody"),
    (Event.APPOINTED, {"share": "whole"}, "GP", "appointed somebody to the role “GP”"),
    (Event.APPOINTED, {"share": "job_share"}, "GP", "appointed somebody to share the role “GP”"),
    (Event.APPOINTED, {"share": "deputy"}, "GP", "named somebody to stand in for the role “GP”"),
    (Event.APPOINTMENT_CHANGED, {"fields": []}, "GP", "changed the terms of somebody in the role “GP”"),
    (Event.APPOINTMENT_ENDED, {}, "GP", "ended somebody’s time in the role “GP”"),
    (Event.BOARD_RULE_AGREED, {"quorum": 5}, "", "wrote down when the board can decide"),
    (Event.STAFF_DEPLOYED, {"practices": 3}, "GP", "said where the role “GP” works how many sessions"),
    (Event.WORKFORCE_CONFIRMED, {"count": 4}, "", "confirmed the published workforce of 4 roles"),
    (
        Event.START_TICKED,
        {"count": 1},
        "GP",
        "noted one step as done for somebody who starts in the role “GP”",
    ),
    (Event.ROLE_REVIEWED, {}, "GP", "noted a yearly review of the role “GP”"),
]
