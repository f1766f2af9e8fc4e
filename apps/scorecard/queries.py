"""What the scorecard's pages read."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.template.loader import render_to_string

from apps.accounts.models import User
from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.core.moments import moment
from apps.people.models import Person, StaffGroup
from apps.surveys.models import Kind, Questionnaire, Round
from apps.surveys.queries import results_of

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
    )


def _choices(people, on_paper, key) -> dict:
    """How many of each have an address and how many have none, by what ``key`` says of a person."""
    written, paper = Counter(map(key, people)), Counter(map(key, on_paper))
    return {code: (written[code], paper[code]) for code in written | paper}


def chosen(network, *, practices: list[str], groups: list[str], leave_out: list[int], slips: bool = False):
    """People here now with an address, of these practices and these staff groups, without ``leave_out``; with
    ``slips`` those without an address too."""
    place = Q(practice__code__in=practices)
    if NO_PRACTICE in practices:
        place |= Q(practice__isnull=True)
    people = network.people.active().filter(place, staff_group__in=groups).exclude(pk__in=leave_out)
    return people if slips else people.exclude(email="")


def readers(network):
    """Who may be named to read comments before others: members of the network who see its results, by name."""
    roles = [role.code for role in NETWORK_ROLES.values() if Permission.VIEW_RESULTS in role.permissions]
    current = network.memberships.current().filter(role__in=roles)
    return User.objects.filter(pk__in=current.values("user")).order_by("name", "pk")


def asker_of(round_: Round) -> str:
    """The name of whoever opened ``round_``, empty where they are gone."""
    return User.objects.filter(pk=round_.opened_by_id).values_list("name", flat=True).first() or ""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def preview(
    *,
    network,
    asker: str,
    questionnaire: Questionnaire,
    invited: int,
    slips: int,
    title: str,
    message: str,
    closes_at,
    breakdown: str,
    reviewer,
) -> Letter:
    """The invitation as somebody would get it, with stand-ins for the name and the link."""
    context = {
        "asker": asker,
        "person": Person(name="[their name]"),
        "round": Round(
            network=network,
            title=title,
            message=message,
            closes_at=closes_at,
            invited=invited,
            slips=slips,
            breakdown=breakdown,
            reviewer=reviewer,
        ),
        "network": network,
        "definition": questionnaire.definition,
        "closes": moment(closes_at),
        "link": "[their own link]",
        "stop": "[a page of their own with a button]",
        "stored": "[the page about this round]",
    }
    return Letter(
        subject=render_to_string("surveys/mail/invitation_subject.txt", context).strip(),
        text=render_to_string("surveys/mail/invitation.txt", context).strip(),
    )


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
    rounds = list(shown.filter(answered__isnull=False).order_by("closed_at").defer("message"))
    versions = Questionnaire.objects.in_bulk({round_.questionnaire_id for round_ in rounds})
    for round_ in rounds:  # one of each, so that none is parsed twice
        round_.questionnaire = versions[round_.questionnaire_id]
    latest = rounds[-1].questionnaire.code if rounds else ""
    return results_of([round_ for round_ in rounds if round_.questionnaire.code == latest])
