"""The parts of a network that a round may show apart: practices or staff groups. Everybody is in exactly one."""

from apps.people.models import Person, StaffGroup
from apps.practices.models import Practice

from .models import Breakdown

# Of a round by practice: the network's own staff, its partners and lay members.
NO_PRACTICE = "none"


def block_of(person: Person, breakdown: str) -> str:
    """The code of the block ``person`` is in; empty where the round shows none apart."""
    match breakdown:
        case Breakdown.PRACTICE:
            return person.practice.code if person.practice else NO_PRACTICE
        case Breakdown.STAFF_GROUP:
            return person.staff_group
    return ""


def names_of(codes, breakdown: str) -> dict[str, str]:
    """What the blocks with these ``codes`` are called, by code, in the order of the names. One query at most."""
    if breakdown == Breakdown.STAFF_GROUP:
        return {group.value: group.label for group in StaffGroup if group.value in codes}
    practices = Practice.objects.filter(code__in=codes).order_by("name", "code").values_list("code", "name")
    names = dict(practices) if codes else {}
    return names | ({NO_PRACTICE: "The network and its partners"} if NO_PRACTICE in codes else {})
