"""Who is asked to a meeting: the holders of roles, as they will be on its day. Reads only."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from apps.core.contributions import Office, QuorumRule, network_offices

from .kinds import all_kinds
from .models import Meeting

BOARD = "board"
CHAIRS = ("chair", "clinical_director")
NOTE_TAKERS = ("manager",)


def by_roles(offices: Sequence[Office], roles: Iterable[str]) -> dict[int, Office]:
    """Whom ``roles`` ask, by person: holders, no deputies; "board" stands for all its seats. Somebody with two posts is
    asked once, for the one with a vote if they have one."""
    roles, found = set(roles), {}
    for office in offices:
        asked = office.role in roles or office.on_board and BOARD in roles
        if asked and not office.is_deputy and (office.person not in found or _counts_more(office, found)):
            found[office.person] = office
    return found


def _counts_more(office: Office, found: dict[int, Office]) -> bool:
    return office.votes and not found[office.person].votes


def proposed(offices: Sequence[Office], roles: Iterable[str]) -> int | None:
    """Who holds the first of ``roles`` that anybody holds: the primary key of a person."""
    held = {office.role: office.person for office in reversed(offices) if not office.is_deputy}
    return next((held[role] for role in roles if role in held), None)


def offices_of(meeting: Meeting) -> tuple[Sequence[Office], QuorumRule | None]:
    return network_offices.of(meeting.network, timezone.localdate(meeting.starts_at))


def roles_of(meeting: Meeting) -> Iterable[str]:
    return meeting.series.invites if meeting.series else all_kinds()[meeting.kind].invites
