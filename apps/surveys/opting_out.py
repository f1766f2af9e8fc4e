"""Who wants no more mails about a kind of round, for good. They stay invited and are counted among those who are; only
their mail is not written. No page, list or record tells anybody who they are, or that there are any."""

import uuid

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from apps.mail import tokens
from apps.mail.tokens import address_mark
from apps.people.models import Person

from .models import OptOut

PURPOSE = "surveys.no_more"


def _id(person: Person) -> uuid.UUID:
    return uuid.UUID(int=person.pk)


def token_of(person: Person) -> str:
    """Of a person and not of a round: it works as long as the directory has them."""
    return tokens.make_token(PURPOSE, _id(person), 1)


def address(person: Person) -> str:
    """The full address of the page on which ``person`` opts out, or in again. Made for a mail and kept nowhere."""
    return settings.PORTAL_URL + reverse("surveys:no_more_link", args=[token_of(person)])


def follow(token: str) -> Person | None:
    """Whose page ``token`` opens; None where it is forged or nobody's any more."""
    found = tokens.id_in(token)
    if found is None or found.int >= 2**63 or not tokens.token_is_good(token, PURPOSE, found, 1):
        return None
    return Person.objects.select_related("network").filter(pk=found.int).first()


def _of(person: Person, kind: str):
    """By person and by address: whoever comes back, or is listed anew, is not asked again."""
    same = Q(person=person)
    if person.email:
        same |= Q(mark=address_mark(person.email))
    return OptOut.objects.filter(same, network=person.network_id, kind=kind)


def wants_none(person: Person, kind: str) -> bool:
    return _of(person, kind).exists()


def opt_out(person: Person, kind: str) -> None:
    """Harmless to repeat. Recorded nowhere else."""
    if not wants_none(person, kind):
        mark = address_mark(person.email) if person.email else None
        OptOut.objects.create(network_id=person.network_id, kind=kind, person=person, mark=mark)


def move(*, kept: Person, merged: Person) -> None:
    """Two entries were one person: what they wished holds for the one that stays."""
    OptOut.objects.filter(person=merged).update(person=kept)


def opt_in(person: Person, kind: str) -> None:
    _of(person, kind).delete()
