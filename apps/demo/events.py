"""Events of Northern Vale: a workshop that was held, one with residents that was and one that comes, two roundtables;
made by the actions users use."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from apps.meetings import event_actions, planning, room_actions
from apps.meetings.models import Event, Meeting, SignUp
from apps.networks.models import Network

from .clock import at
from .personas import persona_user

HOME, GUESTS = "U99901", ("U99902", "U99903")
TWO = time(14)
COVER = (SignUp.Cover.NOT_NEEDED, SignUp.Cover.ARRANGED, SignUp.Cover.NOT_NEEDED, SignUp.Cover.NEEDED)
WHO_COVERS = "The operations lead, with two locums for the afternoon"
# A group, its notes, its ideas.
GROUPS = (
    ("Table 1: the first contact", "Half of us did not know what the others can be asked for. The care coordinators "
     "hear the same questions five times a day.",
     ("One page that says who in the network does what, on every reception desk", "Swap desks for a morning")),
    ("Table 2: home visits", "Visits to the same street on the same day from three practices.",
     ("One visiting list for the whole valley on Tuesdays and Thursdays",)),
    ("Table 3: what we stop doing", "Letters that a text message would do. Two forms that ask the same.",
     ("Drop the second referral form", "Ask the hospital for one address for discharge letters")),
)  # fmt: skip
THEMES = (
    "Nobody has found a way to pay for the time that lead roles take",
    "Shared home visiting works where one person keeps the list",
    "Estates: every new room took longer than two years",
)


@dataclass(frozen=True)
class Plan:
    kind: str
    title: str
    days: int
    length: int
    place: str
    about: str
    places: int | None = None


LAUNCH = Plan(
    "all_staff", "What we are for: an afternoon for everybody", -75, 180, "Millbrook village hall",
    "Two hours at tables across practices, then what we take with us. Bring nothing. Lunch is there from one.", 60,
)  # fmt: skip
HEARD = Plan(
    "engagement", "Tea and questions with residents", -140, 120, "Kestrel Road community centre",
    "What is it like to get an appointment here, and what would help?",
)  # fmt: skip
COMING = Plan(
    "engagement", "Getting an appointment: a second round of tea", 24, 120, "Kestrel Road community centre",
    "We tell what came of last time and ask what is still hard. Two of us at each table, residents lead.", 12,
)  # fmt: skip
COMPARED = Plan("roundtable", "Roundtable: home visiting", -100, 120, "Online", "How do others share visits?")
NEXT_ROUND = Plan(
    "roundtable", "Roundtable: what lead roles cost us", 33, 120, "Online",
    "Time and money for leading a network: what each of us has tried. What is said stays unattributed.",
)  # fmt: skip


def make_events(now: datetime) -> None:
    """Call it once people with accounts and the other networks are there."""
    network, manager = Network.objects.get(code=HOME), persona_user("manager")
    people = list(
        network.people.active().exclude(email="").filter(practice__isnull=False).order_by("pk")[:11]
    )
    _launch(network, manager, people, now)
    _residents(network, manager, people, now)
    _roundtables(network, manager, now)


def _planned(network, manager, plan: Plan, now: datetime) -> Event:
    held = now + timedelta(days=plan.days)
    held += timedelta(days=2 - held.weekday())  # a Wednesday
    with at(min(held, now) - timedelta(days=30)):
        meeting = planning.plan_meeting(
            network=network, by=manager, kind=plan.kind, on=held.date(), at=TWO, title=plan.title,
            length=plan.length, place=plan.place,
        )  # fmt: skip
        return event_actions.set_up(meeting=meeting, by=manager, about=plan.about, places=plan.places)


def _signed_up(event: Event, manager, people, when: datetime) -> None:
    with at(when):
        event_actions.open_or_close(event=event, by=manager, signing_up=True)
        for number, person in enumerate(people):
            cover = COVER[number % len(COVER)]
            event_actions.sign_up(
                event=event, name=person.name, email=person.email, practice=person.practice,
                role=person.staff_group, cover=cover,
                cover_by=WHO_COVERS if cover == SignUp.Cover.ARRANGED else "",
            )  # fmt: skip


def _over(event: Event, manager) -> Event:
    meeting = Meeting.objects.select_related("network").get(pk=event.meeting_id)
    with at(meeting.starts_at):
        room_actions.open_meeting(meeting=meeting, by=manager)
    with at(meeting.ends_at):
        room_actions.end_meeting(meeting=meeting, by=manager)
    return Event.objects.select_related("meeting__network").get(pk=event.pk)


def _launch(network, manager, people, now: datetime) -> None:
    event = _planned(network, manager, LAUNCH, now)
    _signed_up(event, manager, people, event.meeting.starts_at - timedelta(days=12))
    event = _over(event, manager)
    with at(event.meeting.ends_at):
        came = set(event.sign_ups.order_by("pk").values_list("pk", flat=True)[: len(people) - 2])
        event_actions.say_who_came(event=event, by=manager, came=came, residents=None)
        for name, notes, ideas in GROUPS:
            group = event_actions.add_group(event=event, by=manager, name=name)
            event_actions.write_notes(group=group, by=manager, version=group.version, notes=notes)
            for text in ideas:
                event_actions.add_idea(event=event, by=manager, text=text, group=group)
    with at(event.meeting.ends_at + timedelta(days=2)):
        idea = event.ideas.order_by("pk").first()
        due = (event.meeting.starts_at + timedelta(days=45)).date()
        event_actions.take_up(
            idea=idea, by=manager, text="Write the page that says who does what", owner=people[3], due_on=due
        )
        event_actions.follow_up(
            event=event, by=manager,
            agreed="One page that says who does what hangs at every reception desk by the end of next month.\n"
            "The other ideas go to the board.",
        )  # fmt: skip


def _residents(network, manager, people, now: datetime) -> None:
    event = _planned(network, manager, HEARD, now)
    _signed_up(event, manager, people[:4], event.meeting.starts_at - timedelta(days=9))
    event = _over(event, manager)
    with at(event.meeting.ends_at):
        came = set(event.sign_ups.values_list("pk", flat=True))
        event_actions.say_who_came(event=event, by=manager, came=came, residents=23)
    with at(event.meeting.ends_at + timedelta(days=60)):
        event_actions.tell_residents(
            event=event, by=manager,
            you_said="By quarter past eight every appointment is gone.\n"
            "Nobody says which surgery is open on Saturday.",
            we_did="Two people more answer the phones from half past seven on Mondays.\n"
            "Saturdays and where they are stand on the door of every surgery and on its website.",
        )  # fmt: skip
    _signed_up(_planned(network, manager, COMING, now), manager, people[4:7], now - timedelta(days=3))


def _roundtables(network, manager, now: datetime) -> None:
    guests = list(Network.objects.filter(code__in=GUESTS).order_by("code"))
    theirs = persona_user("two_networks")
    for plan in (COMPARED, NEXT_ROUND):
        event = _planned(network, manager, plan, now)
        with at(min(event.meeting.starts_at, now) - timedelta(days=20)):
            event_actions.invite_networks(event=event, by=manager, networks=guests)
            # The second of them has still to answer to the one that comes.
            for guest in event.guests.select_related("network", "event__meeting").order_by("network__code"):
                if plan is COMPARED or guest.network.code == GUESTS[0]:
                    event_actions.answer_invitation(guest=guest, by=theirs, comes=True)
        if plan is COMPARED:
            event = _over(event, manager)
            with at(event.meeting.ends_at):
                for text in THEMES:
                    event_actions.add_theme(event=event, by=manager, text=text)
