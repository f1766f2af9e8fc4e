"""What the pages of check-ins read."""

from apps.surveys.models import Kind


def check_ins_of(network):
    return network.rounds.filter(kind=Kind.CHECK_IN)
