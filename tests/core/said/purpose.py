"""What is said: sentences about the purpose, the leadership strategy and the yearly objectives."""

from apps.core.audit import Event

VERSION = "version 2 of the purpose"
STRATEGY = "version 2 of the leadership strategy"

SAID = [
    (Event.TEAM_ROLES_RECORDED, {}, "", "recorded, changed or withdrew their own team roles"),
    (Event.WORKING_GROUP_SAVED, {"count": 4}, "", "named a working group of 4 people"),
    (Event.WORKING_GROUP_DELETED, {}, "", "deleted a working group"),
    *(
        (event, {"number": 2}, "Version 2", words.format(VERSION))
        for event, words in (
            (Event.PURPOSE_DRAFTED, "began {}"),
            (Event.PURPOSE_CHANGED, "changed {}"),
            (Event.PURPOSE_DELETED, "deleted {}, a draft"),
            (Event.PURPOSE_FEEDBACK_ASKED, "asked for feedback on {}"),
            (Event.PURPOSE_TAKEN_BACK, "took {} back to change it"),
            (Event.PURPOSE_FEEDBACK_GIVEN, "gave feedback on {}"),
            (Event.PURPOSE_FEEDBACK_WITHDRAWN, "withdrew their feedback on {}"),
            (Event.PURPOSE_ADOPTED, "recorded that {} was adopted"),
            (Event.PURPOSE_REVIEWED, "recorded a review that left {} as it is"),
        )
    ),
    (Event.PURPOSE_REVIEW_MOVED, {}, "", "moved the next review of the purpose"),
    (Event.STRATEGY_DRAFTED, {"number": 2}, "", f"began {STRATEGY}"),
    (Event.STRATEGY_CHANGED, {"number": 2}, "", f"changed {STRATEGY}"),
    (Event.STRATEGY_DELETED, {"number": 2}, "", f"deleted {STRATEGY}, a draft"),
    (Event.STRATEGY_STARTED, {"number": 2}, "", f"put {STRATEGY} in force"),
    (Event.LEAD_HANDED_OVER, {}, "Ann Lee", "handed a lead over to Ann Lee"),
    (Event.LEAD_HANDED_OVER, {}, "", "left a lead to nobody"),
    (Event.LEAD_HANDED_OVER, {"deputy": True}, "Ann Lee", "had Ann Lee stand in for a lead"),
    (Event.LEAD_HANDED_OVER, {"deputy": True}, "", "left a lead without a deputy"),
    (Event.OBJECTIVE_ADDED, {}, "Spread work", "added the objective “Spread work”"),
    (Event.OBJECTIVE_CHANGED, {}, "", "changed an objective"),
    (Event.OBJECTIVE_NOTED, {}, "Spread work", "noted how the objective “Spread work” comes along"),
    (
        Event.OBJECTIVE_ENDED,
        {"outcome": "carried"},
        "Spread work",
        "recorded that the objective “Spread work” is carried over into the next year",
    ),
    (Event.OBJECTIVE_ENDED, {"outcome": "missed"}, "", "recorded that an objective was missed"),
    (Event.OBJECTIVE_REOPENED, {}, "Spread work", "took back how the objective “Spread work” had ended"),
    (Event.OBJECTIVE_DELETED, {}, "", "deleted an objective"),
]
