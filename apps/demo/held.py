"""One board meeting of Northern Vale, run from its agenda to locked minutes by two who write, and what came of it: the
weakest theme of the last round, decided about, and an action that was done. Made by the actions users use."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core.contributions import Reader
from apps.core.topics import topics
from apps.meetings import action_actions, editing, minutes_actions, record_actions, room_actions
from apps.meetings.models import Item, Meeting
from apps.networks.models import Network
from apps.scorecard import history
from apps.scorecard.queries import all_results
from apps.surveys.questionnaire import SCORECARD

from .clock import at
from .personas import persona_user

WRITES = "U99901"
READS = NETWORK_ROLES["clinical_director"].permissions


@dataclass(frozen=True)
class Script:
    """What one board talked about: rows of title, purpose, minutes, what was said and what was decided; the action that
    came of the item about the scorecard, and its outcome. ``theme`` is the item's topic, empty for the weakest."""

    agenda: tuple[tuple[str, str, int, str, str], ...]
    action: str
    progress: str
    outcome: str
    theme: str = ""


LATEST = Script(
    (
        ("Welcome, apologies and declared interests", "note", 5, "No new interests.", ""),
        ("What the last scorecard says", "decide", 25,
         "The lowest score is about why we work together. New colleagues hear of the network months after they start.",
         "Every practice talks about our purpose in its next team meeting, with one example of its own."),
        ("Rooms for the home visiting team", "decide", 20,
         "The pharmacist with an interest left the room. Tarn Lane offers two rooms on Tuesdays.",
         "The team moves to Tarn Lane from next month."),
        ("A complaint about a member of staff", "discuss", 15, "The board heard what was done and by whom.", ""),
        ("What we tell our practices", "discuss", 10, "One page, read aloud at practice meetings.", ""),
    ),
    "Send each practice one page with our purpose and three examples",
    "Five of seven have it on their agenda.",
    "All seven have talked about it; two asked for more examples.",
)  # fmt: skip
# Within the year of the last report.
WINTER = Script(
    (
        ("Welcome, apologies and declared interests", "note", 5, "No new interests.", ""),
        ("Who covers whom on Saturdays", "decide", 30,
         "Two practices carried most Saturdays. Nobody had seen it in figures before the scorecard.",
         "All seven practices take Saturdays in turn, by list size, from the first of next month."),
        ("What we tell our practices", "discuss", 10, "The new turns, on one page.", ""),
    ),
    "Write the turns down for a year and send them to every practice",
    "Four practices have agreed to their dates.",
    "The turns are in use; two swaps were needed and both worked.",
    theme="operations",
)  # fmt: skip


def make_held_board(now: datetime) -> None:
    """Call it once boards were held. The last but one is run from its start and the last approves its minutes; the same
    within the year of the last report."""
    network = Network.objects.get(code=WRITES)
    held = network.meetings.filter(kind="board", state=Meeting.State.ENDED).order_by("-starts_at")
    year_end = date(now.year if now.month > 3 else now.year - 1, 3, 31)
    for script, boards in (
        (WINTER, held.filter(starts_at__date__lt=year_end - timedelta(days=60))),
        (LATEST, held),
    ):
        later, run = boards[:2]
        _hold(network, run, later, script)


def _hold(network, run, later, script: Script) -> None:
    came = dict(run.invitees.values_list("pk", "came"))
    again = {"state": Meeting.State.PLANNED, "opened_at": None, "ended_at": None, "quorate": None}
    network.meetings.filter(pk=run.pk).update(**again)
    run.invitees.update(came="")
    run = network.meetings.get(pk=run.pk)
    _agenda(network, run, script)
    _in_the_room(run, came, script)
    _minutes(run, later)
    _done(run, script)


def _agenda(network, meeting, script: Script) -> None:
    about = {}
    if code := script.theme or _weakest(network):
        topic = topics.one(Reader(network, READS), f"{SCORECARD}:{code}")
        about = {"about_kind": SCORECARD, "about_code": code, "about_words": topic.words}
    meeting.items.all().delete()
    for position, (title, purpose, minutes, _, _) in enumerate(script.agenda, 1):
        Item.objects.create(
            network=network, meeting=meeting, state=Item.State.AGENDA, position=position, title=title,
            purpose=purpose, minutes=minutes, confidential="complaint" in title,
            **(about if position == 2 else {}),
        )  # fmt: skip


def _weakest(network) -> str:
    """The code of the theme with the lowest published mean in the last round; empty where none is published."""
    found = all_results(network, READS)
    asked = [history.figures_of(results) for results in found]
    values = {}
    for theme in found[-1].themes if found else ():
        if not theme.theme.is_own:
            last = list(history.theme_points(found, asked, theme))[-1]
            if last.value is not None:
                values[theme.theme.code] = last.value
    return min(values, key=values.get, default="")


def _in_the_room(meeting, came, script: Script) -> None:
    manager, director = persona_user("manager"), persona_user("director")
    moment = meeting.starts_at
    with at(moment):
        room_actions.open_meeting(meeting=meeting, by=manager)
        for invitee in meeting.invitees.all():
            room_actions.mark(invitee=invitee, version=invitee.version, by=manager, came=came[invitee.pk])
    for item in meeting.items.select_related("meeting__network").order_by("position"):
        *_, note, decision = next(row for row in script.agenda if row[0] == item.title)
        with at(moment):
            room_actions.begin_item(item=item, by=manager)
            _both_write(item, manager, director, note)
            if "Rooms" in item.title:
                _steps_out(item, manager)
            if decision:
                record_actions.decide(item=item, by=manager, text=decision)
            if item.about_kind:
                owner = item.network.people.active().filter(email__iexact=manager.email).first()
                owner = owner or item.network.people.active().order_by("pk").first()
                due = timezone.localdate() + timedelta(days=21)
                record_actions.agree_action(
                    item=item, by=manager, text=script.action, owner=owner, due_on=due
                )
        moment += timedelta(minutes=item.minutes)
    with at(moment):
        room_actions.end_meeting(meeting=meeting, by=manager)


def _both_write(item, manager, director, note: str) -> None:
    """Two at once: the second is told, and brings both together."""
    half = note.split(". ")[0]
    version = item.version
    room_actions.write_note(item=item, version=version, by=director, text=half)
    try:
        room_actions.write_note(item=item, version=version, by=manager, text=note)
    except editing.Overtaken as overtaken:
        room_actions.write_note(item=item, version=overtaken.row.version, by=manager, text=note)


def _steps_out(item, manager) -> None:
    with_interest = item.meeting.invitees.filter(came="present", role__icontains="pharmacist").first()
    if with_interest:
        interest = "Owns the building next door"
        room_actions.declare(
            item=item, by=manager, invitee=with_interest, interest=interest, stepped_out=True
        )


def _minutes(meeting, later) -> None:
    manager, minutes = persona_user("manager"), meeting.minutes
    with at(meeting.ended_at or meeting.starts_at + timedelta(days=1)):
        minutes_actions.circulate(minutes=minutes, by=manager, until=timezone.localdate() + timedelta(days=7))
    if item := meeting.items.filter(title="Rooms for the home visiting team").first():
        _corrected(meeting, minutes, item)
    with at(later.starts_at + timedelta(minutes=10)):
        minutes_actions.approve(minutes=minutes, by=manager, meeting=later, although=True)


def _corrected(meeting, minutes, item) -> None:
    manager, board = persona_user("manager"), persona_user("board")
    with at(meeting.starts_at + timedelta(days=4)):
        comment = minutes_actions.comment(
            minutes=minutes, by=board, item=item, text="It is Tuesdays and Thursdays, as far as I remember."
        )
    with at(meeting.starts_at + timedelta(days=5)):
        passage = minutes.passages.get(item=item)
        text = passage.text.replace("Tuesdays", "Tuesdays and Thursdays")
        minutes_actions.write_passage(passage=passage, version=passage.version, by=manager, text=text)
        minutes_actions.settle(comment=comment, by=manager, answer="Corrected.")


def _done(meeting, script: Script) -> None:
    action = meeting.actions.get(text=script.action)
    with at(meeting.starts_at + timedelta(days=11)):
        note = action_actions.note_progress(action=action, owner=action.owner, text=script.progress)
        note.created_at = timezone.now()
        note.save(update_fields=["created_at"])
    with at(meeting.starts_at + timedelta(days=18)):
        action_actions.finish_action(action=action, outcome=script.outcome)
