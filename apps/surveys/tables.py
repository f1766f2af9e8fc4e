"""Who was invited, as a table."""

from collections.abc import Callable

from django.db.models.functions import Lower

from apps.core.table_html import email, link, quiet
from apps.core.tables import Column, Noun

INVITED = Noun("person", "people")


def invited_columns(address: Callable) -> tuple[Column, ...]:
    """Of `queries.invited`: whom a new link can be sent to, at ``address`` of a person, and what is known of the last
    one's way."""

    def renew(invitation):
        person = invitation.person
        if person.has_left:
            return quiet("Has left")
        return link("Send a new link", address(person), hidden=f"to {person.name}")

    return (
        Column("name", "Name", cell=lambda one: one.person.name, order=(Lower("person__name"),), head=True),
        Column("practice", "Practice", cell=_practice, order=(Lower("person__practice__name"),)),
        Column("email", "Email", cell=_address, breaks=True),
        Column("mail", "Last link", cell=_mail, order=("problem",)),
        Column("renew", "New link", cell=renew, hidden=True),
    )


def _practice(invitation):
    return str(invitation.person.practice or "") or quiet("The network")


def _address(invitation):
    return email(invitation.person.email) if invitation.person.email else quiet("No email")


def _mail(invitation):
    return invitation.problem or quiet("No problem known")
