"""Writing the record of what was done."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from .models import AuditEvent


class Event(StrEnum):
    """Everything that is recorded; the value is stored, `wordings` has the sentence the log shows."""

    PERSON_ADDED = "person.added"
    PEOPLE_IMPORTED = "people.imported"
    PERSON_CHANGED = "person.changed"
    PERSON_REMOVED = "person.removed"
    PEOPLE_MERGED = "people.merged"
    PEOPLE_APART = "people.apart"
    PERSON_HANDED_OUT = "person.handed_out"
    PERSON_ERASED = "person.erased"
    ORGANISATIONS_IMPORTED = "organisations.imported"
    POST_ADDED = "roles.post_added"
    POSTS_ADDED = "roles.posts_added"
    POST_CHANGED = "roles.post_changed"
    POST_CLOSED = "roles.post_closed"
    POST_STAGE = "roles.post_stage"
    APPOINTED = "roles.appointed"
    APPOINTMENT_CHANGED = "roles.appointment_changed"
    APPOINTMENT_ENDED = "roles.appointment_ended"
    BOARD_RULE_AGREED = "roles.board_rule_agreed"
    STAFF_DEPLOYED = "roles.staff_deployed"
    WORKFORCE_CONFIRMED = "roles.workforce_confirmed"
    START_TICKED = "roles.start_ticked"
    ROLE_REVIEWED = "roles.reviewed"
    ROUND_OPENED = "round.opened"
    ROUND_REMINDED = "round.reminded"
    ROUND_REMINDER_SWITCHED = "round.reminder_switched"
    ROUND_TRIED = "round.tried"
    SERIES_PUT_OFF = "series.put_off"
    SERIES_ENDED = "series.ended"
    ROUND_LINK_RENEWED = "round.link_renewed"
    ROUND_OPEN_LINK_RENEWED = "round.open_link_renewed"
    ROUND_HEADS_COUNTED = "round.heads_counted"
    ROUND_EXTENDED = "round.extended"
    ROUND_CLOSE_ASKED = "round.close_asked"
    ROUND_CLOSED = "round.closed"
    ROUND_RELEASED = "round.released"
    ROUND_ALARM = "round.alarm"
    ROUND_REVIEWER_NAMED = "round.reviewer_named"
    ROUND_CANCELLED = "round.cancelled"
    ROUND_VOIDED = "round.voided"
    RESPONSE_SENT = "wellbeing.response_sent"
    WAIT_OVERRIDDEN = "wellbeing.wait_overridden"
    PAPER_ASKED = "round.paper_asked"
    QUESTIONS_CHANGED = "questions.changed"
    QUESTIONS_OFFERED = "questions.offered"
    QUESTIONS_WITHDRAWN = "questions.withdrawn"
    CHECK_INS_SET_UP = "check_ins.set_up"
    CHECK_INS_CHANGED = "check_ins.changed"
    CHECK_INS_ENDED = "check_ins.ended"
    SUPPORT_CHECKED = "support.checked"
    COMMENT_DECIDED = "comment.decided"
    WORKSHOP_NOTE_WRITTEN = "workshop.note_written"
    WORKSHOP_NOTE_CHANGED = "workshop.note_changed"
    WORKSHOP_NOTE_DELETED = "workshop.note_deleted"
    NOTES_OPENED = "notes.opened"
    NOTES_CLOSED = "notes.closed"
    NOTES_LINK_RENEWED = "notes.link_renewed"
    NOTES_DELIVERED = "notes.delivered"
    NOTES_LOST = "notes.lost"
    NOTE_ANSWERED = "note.answered"
    NOTE_SETTLED = "note.settled"
    ACCESS_INVITED = "access.invited"
    ACCESS_INVITATION_RENEWED = "access.invitation_renewed"
    ACCESS_INVITATION_WITHDRAWN = "access.invitation_withdrawn"
    ACCESS_ACCEPTED = "access.accepted"
    ACCESS_ROLE_CHANGED = "access.role_changed"
    ACCESS_REMOVED = "access.removed"
    ACCESS_LEFT = "access.left"
    ACCESS_ENDED = "access.ended"
    ACCESS_CONFIRMED = "access.confirmed"
    PROFILE_CHANGED = "profile.changed"
    PRACTICE_NAMED = "profile.practice_named"
    CHANGES_SEEN = "profile.changes_seen"
    NEED_RECORDED = "need.recorded"
    NEED_CHANGED = "need.changed"
    NEED_CLOSED = "need.closed"
    NEED_REOPENED = "need.reopened"
    CONTROLLER_NAMED = "network.controller_named"
    SHARING_ON = "network.sharing_on"
    SHARING_OFF = "network.sharing_off"
    HANDOVER_REQUESTED = "handover.requested"
    HANDOVER_DOWNLOADED = "handover.downloaded"
    HANDOVER_FORGOTTEN = "handover.forgotten"
    TEAM_ROLES_RECORDED = "team.recorded"
    WORKING_GROUP_SAVED = "team.group_saved"
    WORKING_GROUP_DELETED = "team.group_deleted"
    PURPOSE_DRAFTED = "purpose.drafted"
    PURPOSE_CHANGED = "purpose.changed"
    PURPOSE_DELETED = "purpose.deleted"
    PURPOSE_FEEDBACK_ASKED = "purpose.feedback_asked"
    PURPOSE_TAKEN_BACK = "purpose.taken_back"
    PURPOSE_FEEDBACK_GIVEN = "purpose.feedback_given"
    PURPOSE_FEEDBACK_WITHDRAWN = "purpose.feedback_withdrawn"
    PURPOSE_ADOPTED = "purpose.adopted"
    PURPOSE_REVIEWED = "purpose.reviewed"
    PURPOSE_REVIEW_MOVED = "purpose.review_moved"
    STRATEGY_DRAFTED = "strategy.drafted"
    STRATEGY_CHANGED = "strategy.changed"
    STRATEGY_DELETED = "strategy.deleted"
    STRATEGY_STARTED = "strategy.started"
    LEAD_HANDED_OVER = "strategy.lead_handed_over"
    OBJECTIVE_ADDED = "objective.added"
    OBJECTIVE_CHANGED = "objective.changed"
    OBJECTIVE_NOTED = "objective.noted"
    OBJECTIVE_ENDED = "objective.ended"
    OBJECTIVE_REOPENED = "objective.reopened"
    OBJECTIVE_DELETED = "objective.deleted"
    REPORT_REQUESTED = "report.requested"
    REPORT_APPROVED = "report.approved"
    REPORT_RELEASED = "report.released"
    REPORT_DOWNLOADED = "report.downloaded"
    LOGGED_IN = "account.logged_in"
    LOG_IN_FAILED = "account.log_in_failed"
    ORGANISATION_BOUND = "account.organisation_bound"
    ORGANISATION_UNBOUND = "account.organisation_unbound"
    NAME_CHANGED = "account.name_changed"
    LOGGED_OUT = "account.logged_out"
    ATTEMPTS_LIMITED = "account.limited"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    PASSWORD_RESET_ASKED = "account.reset_asked"  # noqa: S105
    PASSWORD_RESET = "account.password_reset"  # noqa: S105
    SECOND_FACTOR_FAILED = "account.second_factor_failed"
    SECOND_FACTOR_ADDED = "account.second_factor_added"
    SECOND_FACTOR_REMOVED = "account.second_factor_removed"
    SECOND_FACTOR_RESET = "account.second_factor_reset"
    RECOVERY_CODES_MADE = "account.recovery_codes_made"
    RECOVERY_CODE_USED = "account.recovery_code_used"
    DEVICES_FORGOTTEN = "account.devices_forgotten"
    SESSIONS_ENDED = "account.sessions_ended"
    LEAD_OFFERED = "lead.offered"
    LEAD_WITHDRAWN = "lead.withdrawn"
    LEAD_ANSWERED = "lead.answered"
    COURSE_ADDED = "course.added"
    COURSE_REMOVED = "course.removed"
    EXPORTED = "export.made"


def record(event: Event, *, by=None, network=None, ics=None, about=None, **detail) -> AuditEvent:
    """Record that ``by`` did ``event``. ``about`` is the row concerned; ``detail`` holds codes and counts only,
    never names, addresses, answers or free text."""
    line = _line(event, by=by, network=network, ics=ics, about=about, detail=detail)
    line.save(force_insert=True)
    return line


def record_in(event: Event, places: Iterable[Mapping], *, by=None, **detail) -> None:
    """As `record`, once in the log of each of ``places`` (each ``{"network": …}`` or ``{"ics": …}``), in one query;
    where there are none, in that of the portal's administration. No line names another place."""
    AuditEvent.objects.bulk_create(
        [
            _line(event, by=by, network=place.get("network"), ics=place.get("ics"), about=None, detail=detail)
            for place in list(places) or [{}]
        ]
    )


def _line(event, *, by, network, ics, about, detail) -> AuditEvent:
    return AuditEvent(
        event=event.value,
        actor_id=by.pk if by else None,
        network_code=network.code if network else "",
        ics_code=ics.code if ics else "",
        object_kind=about._meta.label_lower if about is not None else "",
        object_code=str(about.pk) if about is not None else "",
        detail=detail,
    )
