"""Mails about actions, written and sent inside a job. What is confidential stands behind the link only."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from apps.mail import sending
from apps.people.models import Person

from . import owner_links
from .models import Action, Digest

HIDDEN = "A confidential action: the link says what it is"


def tell_owner(*, action_id: int, generation: int) -> None:
    """Mail somebody that an action is theirs; nothing where it ended or went on to somebody else meanwhile. Raises
    AddressRefused, MailUnavailable."""
    action = Action.objects.select_related("network", "owner", "meeting").filter(pk=action_id).first()
    if action is None or action.generation != generation or not action.is_open or action.network.is_read_only:
        return
    if action.owner is None or not action.owner.can_be_written_to:
        return
    context = {"action": action, "network": action.network, "url": owner_links.address(action)}
    subject = f"{action.network.name}: an action for you"
    _send(action.owner, subject, "owner", context)


def send_digest(*, person_id: int, today: date) -> None:
    """The week's mail of one person about all that is open; nothing where nothing is any more, or they tuned it away
    meanwhile."""
    person = Person.objects.select_related("network").filter(pk=person_id).first()
    if person is None or not person.can_be_written_to or person.network.is_read_only:
        return
    digest, _ = Digest.objects.get_or_create(person=person)
    if digest.when == Digest.When.NEVER:
        return
    actions = [
        {
            "words": HIDDEN if one.confidential else one.text,
            "number": one.number,
            "due_on": one.due_on,
            "late": one.due_on is not None and one.due_on < today,
            "url": owner_links.address(one),
        }
        for one in person.actions.open().order_by("due_on", "number")
    ]
    if not actions:
        return
    late = sum(one["late"] for one in actions)
    context = {
        "person": person,
        "network": person.network,
        "actions": actions,
        "late": late,
        "mails_url": owner_links.digest_address(digest),
    }
    count = "1 action" if len(actions) == 1 else f"{len(actions)} actions"
    subject = f"{person.network.name}: {count} of yours {'is' if len(actions) == 1 else 'are'} open"
    _send(person, subject, "digest", context)


def _send(person, subject: str, name: str, context: dict) -> None:
    context["portal_url"] = settings.PORTAL_URL
    text = render_to_string(f"meetings/mail/{name}.txt", context).strip() + "\n"
    sending.send(to=person.email, subject=subject, text=text)
