"""Who wants no more mails about a kind of round, for good. They stay invited and are counted among those who are; only
their mail is not written. No page, list or record tells anybody who they are, or that there are any."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.jobs.actions import enqueue
from apps.mail import sending, tokens
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


def ask_for_pages(address: str, now: datetime | None = None) -> None:
    """Have the link to their page mailed to everybody here now of this ``address``, once a day at most, whether or not
    they opted out: neither the mail nor what is kept of its job tells. Nothing else is recorded."""
    day = timezone.localdate(now)
    for pk in Person.objects.active().filter(email__iexact=address).values_list("pk", flat=True):
        enqueue("surveys.mail_no_more", pk, key=f"no-more:{pk}:{day}")


def mail_page(person_id: int) -> None:
    """Mail somebody the link to their page. Raises MailUnavailable; an address that takes no mail is passed over."""
    person = Person.objects.active().exclude(email="").select_related("network").filter(pk=person_id).first()
    if person is None:
        return
    text = render_to_string("surveys/mail/no_more.txt", {"person": person, "no_more": address(person)})
    try:
        sending.send(to=person.email, subject=f"{person.network.name}: which mails you get", text=text)
    except sending.AddressRefused:
        # Whoever typed the address is told nothing, and nobody else knows of it.
        return


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
