"""Who may do what: permissions, and the roles that bundle them. Rows store a role's code."""

from dataclasses import dataclass
from enum import Enum


class Permission(Enum):
    ENTER_NETWORK = "Open the network's front page"
    VIEW_NETWORK = "See the network's own pages"
    SPEAK_FOR_ONESELF = "Log one's own time, offer to lead, record one's team roles, answer a draft purpose"
    MANAGE_ACCESS = "Invite, change roles, take access away, confirm who still needs it"
    KEEP_PROFILE = "Keep the network's profile: its names, what its people need, what published lists changed"
    NAME_CONTROLLER = "Say which practice or body is the data controller"
    MANAGE_PEOPLE = "Add and change everybody in the network"
    KEEP_PRACTICE_PEOPLE = "Add and change the people of one's own practice"
    KEEP_ROLES = "Say who holds which role, and on what terms"
    KEEP_MEETINGS = "Plan and run meetings, write minutes, keep actions and risks"
    READ_CONFIDENTIAL = "Read what the board keeps confidential"
    RAISE_ISSUES = "Raise an issue by name, and read what became of it"
    KEEP_PURPOSE = "Write the network's purpose, leadership strategy and objectives"
    KEEP_MATURITY = "Record what a meeting said of the network's maturity, keep evidence, ask for support"
    ANSWER_NOTES = "Read and answer what people raise anonymously"
    RUN_ROUNDS = "Open, remind and close scorecard rounds"
    FORWARD_LINKS = "See the link of an open-link round, to forward it"
    VIEW_RESULTS = "See results of closed rounds"
    COMPARE = "Decide whether the network counts in medians, and whether its area sees its figures"
    PREPARE_REPORTS = "Prepare and send for approval"
    VIEW_REPORTS = "Read the network's reports"
    COMMENT_ON_REPORTS = "Comment on the draft of the yearly report"
    APPROVE_REPORTS = "Approve and release reports"
    WRITE_ASKS = "Write what the network asks of its area, not sent yet"
    SEND_ASKS = "Send asks to the area, open them to other networks, support theirs, say what came of them"
    VIEW_LOG = "Read the record of what was done"
    VIEW_ICS = "See the area's networks and released reports"
    OFFER_QUESTIONS = "Write questions and offer them to the area's networks"
    OFFER_SUPPORT = "Answer networks that asked for support, and name the steps of the area's own framework"
    ANSWER_ASKS = "Say who looks after what networks ask, reply, promise a day"
    DOWNLOAD_RELEASED = "Download released reports"
    ASK_FOR_REPORTS = "Ask networks for their reports, draw up the area's places"
    ADMINISTER = "Bring in a network's first manager, and leads of areas"


@dataclass(frozen=True)
class Role:
    code: str
    name: str
    description: str
    permissions: frozenset[Permission]


P = Permission
_everyone = frozenset({P.ENTER_NETWORK, P.VIEW_NETWORK, P.SPEAK_FOR_ONESELF, P.RAISE_ISSUES})
_lay = _everyone | {P.VIEW_RESULTS, P.VIEW_REPORTS, P.COMMENT_ON_REPORTS}
_board = _lay | {P.READ_CONFIDENTIAL}
_runs = _board | {
    P.MANAGE_ACCESS,
    P.KEEP_PROFILE,
    P.NAME_CONTROLLER,
    P.MANAGE_PEOPLE,
    P.KEEP_PRACTICE_PEOPLE,
    P.KEEP_ROLES,
    P.RUN_ROUNDS,
    P.FORWARD_LINKS,
    P.ANSWER_NOTES,
    P.KEEP_PURPOSE,
    P.KEEP_MATURITY,
    P.KEEP_MEETINGS,
    P.PREPARE_REPORTS,
    P.WRITE_ASKS,
    P.VIEW_LOG,
}
_area = frozenset({P.VIEW_ICS, P.DOWNLOAD_RELEASED})

# Its memberships belong to one practice of the network each, and end with the practice's time in it.
PRACTICE_MANAGER = "practice_manager"

NETWORK_ROLES = {
    role.code: role
    for role in (
        Role(
            "clinical_director",
            "Clinical director",
            "Leads the network; approves and releases its reports; sends asks to the area; decides what others see of "
            "its scorecard.",
            _runs | {P.APPROVE_REPORTS, P.COMPARE, P.SEND_ASKS},
        ),
        Role(
            "manager",
            "PCN manager",
            "Runs the network: people, rounds, reports for approval.",
            _runs,
        ),
        Role(
            "finance_lead", "Finance lead", "Keeps the network's money; reads what the board reads.", _board
        ),
        Role("board_member", "Board member", "Reads results and reports.", _board),
        Role("lay_member", "Lay member", "Reads results and reports in plain words.", _lay),
        Role("network_staff", "Network staff", "Sees the network's own pages.", _everyone),
        Role(
            PRACTICE_MANAGER,
            "Practice manager",
            "Keeps the list of their own practice's people, forwards open links, speaks for themselves, and sees "
            "nothing else.",
            frozenset(
                {
                    P.ENTER_NETWORK,
                    P.SPEAK_FOR_ONESELF,
                    P.KEEP_PRACTICE_PEOPLE,
                    P.FORWARD_LINKS,
                    P.RAISE_ISSUES,
                }
            ),
        ),
    )
}

ICS_ROLES = {
    role.code: role
    for role in (
        Role(
            "ics_lead",
            "ICS lead",
            "Sees the area's networks and what they released, asks them for reports; offers them questions to ask; "
            "answers what they ask; decides who else does.",
            _area
            | {
                P.MANAGE_ACCESS,
                P.VIEW_LOG,
                P.OFFER_QUESTIONS,
                P.OFFER_SUPPORT,
                P.ANSWER_ASKS,
                P.ASK_FOR_REPORTS,
            },
        ),
        Role(
            "ics_analyst",
            "ICS analyst",
            "Reads and downloads released reports of the area.",
            _area,
        ),
    )
}

PORTAL_ROLES = {
    role.code: role
    for role in (
        Role(
            "administrator",
            "Administrator",
            "Brings in networks' first managers and areas' leads; sees nothing of any network.",
            frozenset({P.ADMINISTER, P.MANAGE_ACCESS, P.VIEW_LOG}),
        ),
    )
}


def roles_within(permissions, roles: dict[str, Role]) -> list[Role]:
    """The roles somebody with ``permissions`` may give: none that allows more than they may do themselves."""
    return [role for role in roles.values() if role.permissions <= permissions]


def permissions_of(role_codes, roles: dict[str, Role]) -> frozenset[Permission]:
    """Everything the given role codes allow together; an unknown code allows nothing."""
    return frozenset().union(*(roles[code].permissions for code in role_codes if code in roles))
