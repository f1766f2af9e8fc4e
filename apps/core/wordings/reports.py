"""Sentences about reports and about lists that were downloaded."""

from collections.abc import Mapping
from datetime import date

from apps.core.moments import day

from .words import Kind, Wording, many, of, plain, round_named

# What may be downloaded as a list, by the code in ``detail["what"]``.
LISTS = {
    "purpose": "the list of versions of the purpose",
    "maturity": "the statements on maturity",
    "asks": "the list of asks to the area",
    "overview": "figures of the area’s overview",
    "leads": "the list of who leads what",
    "objectives": "the list of objectives",
    "people": "the list of people",
    "results": "the results",
    "actions": "the list of actions",
    "decisions": "the list of decisions",
    "owners": "the list of who has which actions open",
    "follow_through": "how the network follows through",
    "risks": "the list of risks",
    "events": "the list of events",
    "sign_ups": "the list of who signed up",
    "thread": "a thread from score to score",
    "history": "the results of all rounds",
    "trend": "the check-ins over time",
    "paper": "the results on one page",
    "slips": "the paper slips",
    "roles": "the list of who does what",
    "board": "the list of the board’s seats",
    "team_roles": "the map of team roles",
    "spread": "how work spreads",
    "offers": "the list of who would like to lead",
    "courses": "the list of leadership development done",
    "time": "the sums of logged time",
    "shared_staff": "the list of where shared staff work",
    "networks": "the list of networks",
    "collections": "the list of collections of reports",
    "collection": "how far the networks of a collection are",
    "log": "this log",
    "rounds": "the list of rounds",
    "reports": "the list of reports",
    "checklist": "what the yearly report would lack",
    "report_table": "a table of the yearly report",
    "report_data": "the data of the yearly report",
    "members": "the list of who has access",
    "practices": "the list of member practices",
    "movements": "the list of practices that joined or left",
    "changes": "the changes in the published lists",
    "needs": "the list of what the population needs",
    "problems": "the lines of a list that can’t be used",
    "invitations": "the list of open invitations",
    "workshop_notes": "the notes of the workshop",
    "comparison": "the comparison with other networks",
    "scorecards": "the list of networks’ scorecards",
}


def _report(about: str) -> str:
    return f"the report “{about}”" if about else "a report"


def _report_requested(detail: Mapping, about: str) -> str:
    return f"asked once more for {_report(about)}" if "again" in detail else f"asked for {_report(about)}"


def _report_downloaded(detail: Mapping, about: str) -> str:
    return f"downloaded {_report(about)}" + (", a draft" if detail.get("state") == "draft" else "")


def _exported(detail: Mapping, about: str) -> str:
    of = f" of {round_named(about)}" if about else ""
    lines = f" ({many(detail['count'], 'one line', '{} lines')})" if "count" in detail else ""
    return f"downloaded {LISTS.get(detail.get('what'), 'a list')}{of}{lines}"


WORDINGS = {
    "report.requested": Wording(Kind.REPORTS, _report_requested),
    "report.written": Wording(Kind.REPORTS, plain("wrote in the yearly report")),
    "report.approved": Wording(Kind.REPORTS, of("approved {}", _report)),
    "report.released": Wording(Kind.REPORTS, of("released {} to the area", _report)),
    "report.taken_back": Wording(Kind.REPORTS, of("took the approval of {} back", _report)),
    "report.release_planned": Wording(
        Kind.REPORTS,
        lambda detail, about: (
            f"planned the release of {_report(about)} for {day(date.fromisoformat(detail['on']))}"
        ),
    ),
    "report.release_unplanned": Wording(
        Kind.REPORTS, of("no longer plans a day for the release of {}", _report)
    ),
    "report.endorsed": Wording(Kind.REPORTS, of("noted that the board endorsed {}", _report)),
    "report.endorsement_removed": Wording(
        Kind.REPORTS, of("removed the note that the board endorsed {}", _report)
    ),
    "report.commented": Wording(Kind.REPORTS, plain("commented on the draft of the yearly report")),
    "report.comment_settled": Wording(Kind.REPORTS, plain("answered a comment on the yearly report")),
    "report.comment_withdrawn": Wording(Kind.REPORTS, plain("withdrew a comment on the yearly report")),
    "report.downloaded": Wording(Kind.DOWNLOADS, _report_downloaded),
    "handover.requested": Wording(Kind.REPORTS, plain("asked for a handover pack")),
    "handover.downloaded": Wording(Kind.DOWNLOADS, plain("downloaded the handover pack")),
    "handover.forgotten": Wording(
        Kind.REPORTS, plain("deleted the handover pack, since somebody’s data were erased")
    ),
    "export.made": Wording(Kind.DOWNLOADS, _exported),
}
