from dataclasses import dataclass

from django.db.models import Q

from apps.jobs.models import Job

from .invitations import State, state_of
from .models import AccessInvitation, Network


@dataclass(frozen=True)
class Waiting:
    """An open invitation; ``problem`` says in words why its mail did not arrive, or is empty."""

    invitation: AccessInvitation
    expired: bool
    problem: str


def waiting(network: Network) -> list[Waiting]:
    """The open invitations of a network (at most `actions.MOST_OPEN`), newest first."""
    invitations = list(
        network.access_invitations.open()
        .select_related("network", "invited_by")
        .order_by("-created_at", "pk")
    )
    jobs = Job.objects.filter(key__in=[one.job_key for one in invitations]).exclude(error="")
    problems = dict(jobs.values_list("key", "error"))
    return [
        Waiting(one, state_of(one) is State.EXPIRED, problems.get(one.job_key, "")) for one in invitations
    ]


def members(network: Network):
    """Current memberships with their users, by name."""
    return network.memberships.current().select_related("user").order_by("user__name", "user__email", "since")


def networks_around(user):
    """The networks ``user`` belongs to or is invited to; an account that is not saved yet has only the latter."""
    invited = Q(
        access_invitations__email__iexact=user.email,
        access_invitations__accepted_at__isnull=True,
        access_invitations__withdrawn_at__isnull=True,
    )
    member = Q(memberships__user_id=user.pk, memberships__ended_at__isnull=True)
    return Network.objects.filter(invited | member if user.pk else invited).distinct()


def names_around(user) -> list[str]:
    """Names that a guesser of their password would try."""
    return list(networks_around(user).values_list("name", flat=True))
