"""Writing what belongs to an event: signing up, who came, groups and their ideas, and what people are told after."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.core.audit import Event as Log
from apps.core.audit import record
from apps.jobs.actions import enqueue_many

from . import action_actions, event_links
from .editing import change
from .models import Event, Group, GuestNetwork, Idea, Meeting, SignUp, Theme


class EventRefused(ValueError):
    """The message says why, for people."""


@transaction.atomic
def set_up(*, meeting: Meeting, by, about: str, places: int | None) -> Event:
    """Say what an event is about and for how many; the first time it gets its links."""
    event, _ = Event.objects.update_or_create(meeting=meeting, defaults={"about": about, "places": places})
    record(Log.EVENT_SET_UP, by=by, network=meeting.network, about=meeting)
    return event


@transaction.atomic
def open_or_close(*, event: Event, by, signing_up: bool) -> None:
    if _lock(event).signing_up != signing_up:
        Event.objects.filter(pk=event.pk).update(signing_up=signing_up, updated_at=timezone.now())
        what = Log.EVENT_OPENED if signing_up else Log.EVENT_CLOSED
        record(what, by=by, network=event.meeting.network, about=event.meeting)


@transaction.atomic
def renew_link(*, event: Event, by) -> None:
    """Make a new link to sign up; the old one stops working."""
    event = _lock(event)
    event.generation += 1
    event.save(update_fields=["generation", "updated_at"])
    record(Log.EVENT_LINK_RENEWED, by=by, network=event.meeting.network, about=event.meeting)


@transaction.atomic
def sign_up(*, event: Event, now: datetime | None = None, **fields) -> SignUp:
    """Take somebody's name by the event's link, or change what they said before by the same e-mail address. Raises
    EventRefused where it is full or closed."""
    event = _lock(event)
    if not event_links.takes_sign_ups(event, now or timezone.now()):
        raise EventRefused("This event takes no more names. Nothing was kept.")
    earlier = event.sign_ups.filter(email__iexact=fields["email"]).first() if fields["email"] else None
    if earlier:
        change(earlier, version=earlier.version, **fields)
        return earlier
    if event.places is not None and event.sign_ups.count() >= event.places:
        raise EventRefused("All places are taken. Nothing was kept: ask the network’s manager.")
    return SignUp.objects.create(event=event, **fields)


@transaction.atomic
def change_sign_up(*, row: SignUp, by, version: int, **fields) -> None:
    """Raises Overtaken where somebody changed it since ``version``."""
    change(row, version=version, **fields)
    record(Log.SIGN_UP_CHANGED, by=by, network=row.event.meeting.network, about=row.event.meeting)


@transaction.atomic
def remove_sign_up(*, row: SignUp, by) -> None:
    row.delete()
    record(Log.SIGN_UP_REMOVED, by=by, network=row.event.meeting.network, about=row.event.meeting)


@transaction.atomic
def say_who_came(*, event: Event, by, came: set[int], residents: int | None) -> None:
    """``came`` are primary keys of sign-ups; of everybody else it is said that they did not come."""
    event.sign_ups.filter(pk__in=came).update(came=True)
    event.sign_ups.exclude(pk__in=came).update(came=False)
    Event.objects.filter(pk=event.pk).update(residents=residents, updated_at=timezone.now())
    record(
        Log.EVENT_ATTENDED, by=by, network=event.meeting.network, about=event.meeting,
        count=len(came) + (residents or 0),
    )  # fmt: skip


@transaction.atomic
def add_group(*, event: Event, by, name: str) -> Group:
    group = Group.objects.create(event=event, name=name)
    record(Log.EVENT_NOTED, by=by, network=event.meeting.network, about=event.meeting)
    return group


@transaction.atomic
def write_notes(*, group: Group, by, version: int, notes: str) -> None:
    """Raises Overtaken where somebody else wrote since ``version``."""
    change(group, version=version, notes=notes)
    record(Log.EVENT_NOTED, by=by, network=group.event.meeting.network, about=group.event.meeting)


@transaction.atomic
def add_idea(*, event: Event, by, text: str, group: Group | None) -> Idea:
    idea = Idea.objects.create(event=event, group=group, text=text)
    record(Log.EVENT_NOTED, by=by, network=event.meeting.network, about=event.meeting)
    return idea


@transaction.atomic
def take_up(*, idea: Idea, by, text: str, owner, due_on) -> None:
    """Make an action of an idea. Raises EventRefused where somebody did so already."""
    idea = (
        Idea.objects.select_for_update(of=["self"]).select_related("event__meeting__network").get(pk=idea.pk)
    )
    if idea.action_id:
        raise EventRefused("Somebody made an action of it in the meantime.")
    network = idea.event.meeting.network
    idea.action = action_actions.create_action(network=network, by=by, text=text, owner=owner, due_on=due_on)
    idea.save(update_fields=["action", "updated_at"])


@transaction.atomic
def follow_up(*, event: Event, by, agreed: str) -> int:
    """Send what was agreed to everybody who signed up with an address, once; how many that are. Raises EventRefused
    where it was sent already, or the event has not begun."""
    event = _lock(event)
    if event.followed_up_at:
        raise EventRefused("It was sent already; a second mail would confuse people.")
    if timezone.now() < event.meeting.starts_at:
        raise EventRefused("The event has not begun yet.")
    event.agreed, event.followed_up_at = agreed, timezone.now()
    event.save(update_fields=["agreed", "followed_up_at", "updated_at"])
    people = event.sign_ups.exclude(email="").values_list("pk", flat=True)
    enqueue_many("meetings.follow_up", {f"event-follow-up:{pk}": pk for pk in people})
    record(
        Log.EVENT_FOLLOWED_UP, by=by, network=event.meeting.network, about=event.meeting, count=len(people)
    )
    return len(people)


@transaction.atomic
def tell_residents(*, event: Event, by, you_said: str, we_did: str) -> None:
    """Show residents, by a link for everybody, what they said and what was done; it may be said better later."""
    Event.objects.filter(pk=event.pk).update(
        you_said=you_said, we_did=we_did, told_at=timezone.now(), updated_at=timezone.now()
    )
    record(Log.EVENT_TOLD, by=by, network=event.meeting.network, about=event.meeting)


# --- Roundtables across networks ------------------------------------------------------------
@transaction.atomic
def invite_networks(*, event: Event, by, networks) -> None:
    """Invite other networks of the area, as far as they are not yet; whoever keeps their meetings gets a mail."""
    asked = [GuestNetwork.objects.get_or_create(event=event, network=network) for network in networks]
    keepers = {role.code for role in NETWORK_ROLES.values() if Permission.KEEP_MEETINGS in role.permissions}
    for guest in (guest for guest, is_new in asked if is_new):
        members = guest.network.memberships.current().filter(role__in=keepers)
        users = members.values_list("user", flat=True).distinct()
        jobs = {f"roundtable-invite:{guest.pk}:{user}": f"{guest.pk}:{user}" for user in users}
        enqueue_many("meetings.invite_network", jobs)
    record(
        Log.NETWORKS_INVITED, by=by, network=event.meeting.network, about=event.meeting, count=len(networks)
    )


@transaction.atomic
def answer_invitation(*, guest: GuestNetwork, by, comes: bool) -> None:
    """Say whether one's network comes; the answer may change until the event begins. Raises EventRefused after."""
    if timezone.now() >= guest.event.meeting.starts_at:
        raise EventRefused("The roundtable has begun.")
    now = timezone.now()
    guest.accepted_at, guest.declined_at = (now, None) if comes else (None, now)
    guest.save(update_fields=["accepted_at", "declined_at", "updated_at"])
    record(Log.ROUNDTABLE_ANSWERED, by=by, network=guest.network, comes=comes)


@transaction.atomic
def add_theme(*, event: Event, by, text: str) -> Theme:
    """Write down what came up, without saying of whom; networks that come can read it."""
    theme = Theme.objects.create(event=event, text=text)
    record(Log.EVENT_NOTED, by=by, network=event.meeting.network, about=event.meeting)
    return theme


@transaction.atomic
def remove_theme(*, theme: Theme, by) -> None:
    theme.delete()
    record(Log.EVENT_NOTED, by=by, network=theme.event.meeting.network, about=theme.event.meeting)


def _lock(event: Event) -> Event:
    return Event.objects.select_for_update(of=["self"]).select_related("meeting__network").get(pk=event.pk)
