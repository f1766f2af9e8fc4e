"""What the scorecard's pages read."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.template.loader import render_to_string

from apps.accounts.models import User
from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.people.models import Person, StaffGroup
from apps.surveys.models import Kind, Questionnaire, Round
from apps.surveys.words import moment

NO_PRACTICE = "none"


@dataclass(frozen=True)
class Choice:
    code: str
    name: str
    people: int


@dataclass(frozen=True)
class Invitable:
    """Who can be invited: people here now with an address, counted by practice and staff group; and how many
    have no address."""

    people: tuple[Person, ...]
    practices: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    without_email: int


def rounds_of(network):
    return network.rounds.filter(kind=Kind.SCORECARD)


def invitable(network) -> Invitable:
    everybody = list(network.people.active().select_related("practice"))
    people = [person for person in everybody if person.email]
    by_practice = Counter(person.practice for person in people if person.practice)
    practices = [Choice(practice.code, practice.name, count) for practice, count in by_practice.items()]
    practices.sort(key=lambda choice: choice.name)
    if others := sum(person.practice is None for person in people):
        practices.append(Choice(NO_PRACTICE, "The network and its partners", others))
    by_group = Counter(person.staff_group for person in people)
    groups = [Choice(group.value, group.label, by_group[group]) for group in StaffGroup if by_group[group]]
    return Invitable(tuple(people), tuple(practices), tuple(groups), len(everybody) - len(people))


def chosen(network, *, practices: list[str], groups: list[str], leave_out: list[int]):
    """People here now with an address, of these practices and these staff groups, without ``leave_out``."""
    place = Q(practice__code__in=practices)
    if NO_PRACTICE in practices:
        place |= Q(practice__isnull=True)
    people = network.people.active().exclude(email="").filter(place, staff_group__in=groups)
    return people.exclude(pk__in=leave_out)


def readers(network):
    """Who may be named to read comments before others: members of the network who see its results, by name."""
    roles = [role.code for role in NETWORK_ROLES.values() if Permission.VIEW_RESULTS in role.permissions]
    current = network.memberships.current().filter(role__in=roles)
    return User.objects.filter(pk__in=current.values("user")).order_by("name", "pk")


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
            breakdown=breakdown,
            reviewer=reviewer,
        ),
        "network": network,
        "definition": questionnaire.definition,
        "closes": moment(closes_at),
        "link": "[their own link]",
    }
    return Letter(
        subject=render_to_string("surveys/mail/invitation_subject.txt", context).strip(),
        text=render_to_string("surveys/mail/invitation.txt", context).strip(),
    )


def previous_round(round_: Round) -> Round | None:
    """The latest round before ``round_`` that closed with figures, on any version of its questionnaire."""
    earlier = (
        rounds_of(round_.network)
        .closed()
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
