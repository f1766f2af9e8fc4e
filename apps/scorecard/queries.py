"""What the scorecard's pages read."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from apps.accounts.models import User
from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.people.cells import plain_name
from apps.people.models import Person, StaffGroup
from apps.surveys.models import Kind, Questionnaire, Round
from apps.surveys.queries import WITH_RESULTS, results_of

NO_PRACTICE = "none"


@dataclass(frozen=True)
class Choice:
    """A practice or staff group: how many of it have an e-mail address, and how many have none."""

    code: str
    name: str
    people: int
    on_paper: int = 0


@dataclass(frozen=True)
class Invitable:
    """Who can be invited: people here now with an address, and those without, whom only a slip reaches; both are
    counted by practice and staff group."""

    people: tuple[Person, ...]
    on_paper: tuple[Person, ...]
    practices: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    roles: tuple[Choice, ...] = ()

    @property
    def everybody(self) -> tuple[Person, ...]:
        return self.people + self.on_paper


def rounds_of(network):
    return network.rounds.filter(kind=Kind.SCORECARD)


def invitable(network) -> Invitable:
    everybody = list(network.people.active().select_related("practice"))
    people = [person for person in everybody if person.email]
    on_paper = [person for person in everybody if not person.email]
    practices = _choices(people, on_paper, lambda person: person.practice and person.practice.code)
    names = {person.practice.code: person.practice.name for person in everybody if person.practice}
    by_name = [
        Choice(code, name, *practices[code]) for code, name in sorted(names.items(), key=lambda pair: pair[1])
    ]
    if None in practices:
        by_name.append(Choice(NO_PRACTICE, "The network and its partners", *practices[None]))
    groups = _choices(people, on_paper, lambda person: person.staff_group)
    return Invitable(
        tuple(people),
        tuple(on_paper),
        tuple(by_name),
        tuple(Choice(one.value, one.label, *groups[one.value]) for one in StaffGroup if one.value in groups),
        _roles(network, {person.email.lower() for person in people}),
    )


def _roles(network, addresses: set[str]) -> tuple[Choice, ...]:
    """Roles in the portal that somebody of these addresses has, each with how many."""
    members = network.memberships.current().values_list("role", Lower("user__email")).distinct()
    found = Counter(role for role, address in members if address in addresses)
    return tuple(
        Choice(role.code, role.name, found[role.code]) for role in NETWORK_ROLES.values() if found[role.code]
    )


def _choices(people, on_paper, key) -> dict:
    """How many of each have an address and how many have none, by what ``key`` says of a person."""
    written, paper = Counter(map(key, people)), Counter(map(key, on_paper))
    return {code: (written[code], paper[code]) for code in written | paper}


def chosen(network, *, practices, groups, leave_out, slips: bool = False, roles=(), also=()):
    """People here now with an address, of these practices and these staff groups and, where there are ``roles``, with
    one of them; and those of ``also`` in any case. Without ``leave_out``; with ``slips`` those without an address
    too."""
    place = Q(practice__code__in=practices)
    if NO_PRACTICE in practices:
        place |= Q(practice__isnull=True)
    # Everybody is of one of them: where all are ticked 3,000 people need not be asked of which.
    ticked = place if set(StaffGroup.values) <= set(groups) else place & Q(staff_group__in=groups)
    people = network.people.active()
    if roles:
        members = network.memberships.current().filter(role__in=roles).values(address=Lower("user__email"))
        people, ticked = people.annotate(address=Lower("email")), ticked & Q(address__in=members)
    people = people.filter(ticked | Q(pk__in=also or ())).exclude(pk__in=leave_out)
    return people if slips else people.exclude(email="")


def namesakes(people) -> list[tuple[Person, ...]]:
    """Those of ``people`` who may be one person under two addresses: of one name, titles aside, and not in different
    practices. By name."""
    named = {}
    for person in people:
        named.setdefault(plain_name(person.name), []).append(person)
    found = []
    for same in named.values():
        practices = {person.practice_id for person in same}
        if len(same) > len(practices) or None in practices and len(same) > 1:
            found.append(tuple(same))
    return sorted(found, key=lambda same: same[0].name)


def asker_of(round_: Round) -> str:
    """The name of whoever opened ``round_``, empty where they are gone."""
    return User.objects.filter(pk=round_.opened_by_id).values_list("name", flat=True).first() or ""


def previous_round(round_: Round) -> Round | None:
    """The latest round before ``round_`` that was released with figures, on any version of its questionnaire."""
    earlier = (
        rounds_of(round_.network)
        .released()
        .filter(
            closed_at__lt=round_.closed_at,
            questionnaire__code=round_.questionnaire.code,
            answered__isnull=False,
        )
        .order_by("-closed_at")
        .only(*WITH_RESULTS)
        .first()
    )
    # Nearly always the same version, which is then neither fetched nor parsed again.
    if earlier and earlier.questionnaire_id == round_.questionnaire_id:
        earlier.questionnaire = round_.questionnaire
    return earlier


def then_and_now(round_: Round):
    """The results of ``round_``, then those of the round before where there is one to compare with, else None."""
    earlier = previous_round(round_)
    found = results_of([round_, earlier] if earlier else [round_])
    return found[0], found[1] if earlier else None


def all_results(network, permissions) -> list:
    """The results of every round of ``network`` that somebody with ``permissions`` may see and that asked what the
    latest did, on any version of its questionnaire, the oldest first; those with too few answers are left out. Three
    queries."""
    shown = rounds_of(network)
    shown = shown.closed() if Permission.RUN_ROUNDS in permissions else shown.released()
    rounds = list(shown.filter(answered__isnull=False).order_by("closed_at").only(*WITH_RESULTS))
    versions = Questionnaire.objects.in_bulk({round_.questionnaire_id for round_ in rounds})
    for round_ in rounds:  # one of each, so that none is parsed twice
        round_.questionnaire = versions[round_.questionnaire_id]
    latest = rounds[-1].questionnaire.code if rounds else ""
    return results_of([round_ for round_ in rounds if round_.questionnaire.code == latest])
