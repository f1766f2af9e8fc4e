"""What Northern Vale follows through: a risk register, issues that people raised, actions straight from what was heard;
made by the actions users use."""

from datetime import date, datetime, timedelta

from apps.core.contributions import Reader
from apps.core.topics import topics
from apps.meetings import action_actions, issue_actions, risk_actions
from apps.networks.models import Network, permissions_in
from apps.practices.models import PopulationNeed

from .clock import at
from .personas import persona_user

HOME = "U99901"
# Title, cause, response, then how it stood: days ago, likelihood, impact, why.
RISKS = (
    ("Nobody stands in for the manager", "One person knows the contracts, the claims and the rota.",
     "The operations lead shadows the monthly claim from autumn on.",
     ((200, 4, 4, ""), (110, 3, 4, "The deputy has shadowed two claims."), (20, 2, 4, "She made the last one alone."))),
    ("The home visiting team has no paramedic in winter", "Two of three leave for training in January.",
     "Agency cover is agreed until March.",
     ((150, 2, 3, ""), (30, 4, 3, "A third paramedic is on leave."))),
    ("Practices’ systems do not talk to each other", "Two clinical systems and no shared list.",
     "A shared spreadsheet once a week, until the area’s plan is there.", ((180, 3, 3, ""),)),
    ("Moor Road’s lease ends before the extension is agreed", "The landlord wants to sell.", "",
     ((60, 3, 5, ""),)),
)  # fmt: skip
ISSUES = (
    ("board", 45, "The shared phones on Monday mornings", "The queue is full by quarter past eight. Could two of us "
     "start at half past seven?", "answered", "Yes: from next month two start early, in turns. Thank you for asking."),
    ("practice_manager", 12, "Rooms for the pharmacist", "We hear on Friday that she comes on Monday. We need a week.",
     "", ""),
)  # fmt: skip
# Days ago, words, days until due, what came of it (empty: open), how it comes along.
ACTIONS = (
    (120, "Ask each practice which rooms are free on two afternoons", 30, "A list of eleven rooms, kept by the "
     "operations lead.", "Six of seven have answered."),
    (70, "Call everybody over 75 within a week of leaving hospital", 60, "", "54% in the first month, 71% in the "
     "second."),
    (40, "Agree with the council who visits families around Kestrel Road", 30, "", ""),
    (15, "Write to the area about one shared appointment list", 40, "", ""),
)  # fmt: skip


def make_follow(now: datetime) -> None:
    """Call after needs and people with accounts are there."""
    network, manager = Network.objects.get(code=HOME), persona_user("manager")
    people = list(network.people.active().exclude(email="").filter(practice__isnull=False).order_by("pk")[:8])
    _make_risks(network, manager, people, now)
    _make_issues(network, manager, now)
    _make_actions(network, manager, people, now)


def _make_risks(network, manager, people, now) -> None:
    for number, (title, cause, response, stood) in enumerate(RISKS):
        (first, likelihood, impact, _), *moves = stood
        with at(now - timedelta(days=first)):
            risk = risk_actions.add_risk(
                network=network, by=manager, title=title, cause=cause, response=response, likelihood=likelihood,
                impact=impact, owner=people[number % len(people)], review_on=_day(now, 25 * number - 10),
            )  # fmt: skip
        for ago, likely, bad, why in moves:
            with at(now - timedelta(days=ago)):
                risk_actions.move_risk(
                    risk=risk, by=manager, likelihood=likely, impact=bad, why=why, review_on=risk.review_on
                )


def _day(now: datetime, days: int) -> date:
    return (now + timedelta(days=days)).date()


def _make_issues(network, manager, now) -> None:
    for persona, ago, title, text, state, answer in ISSUES:
        with at(now - timedelta(days=ago)):
            issue = issue_actions.raise_issue(
                network=network, by=persona_user(persona), title=title, text=text
            )
        if state:
            with at(now - timedelta(days=ago - 6)):
                issue_actions.settle_issue(issue=issue, by=manager, state=state, answer=answer)


def _make_actions(network, manager, people, now) -> None:
    need = PopulationNeed.objects.filter(network=network).order_by("pk").first()
    reader = Reader(network, permissions_in(manager.network_memberships.current().filter(network=network)))
    about = topics.one(reader, f"need:{need.pk}")
    for number, (ago, text, days, outcome, note) in enumerate(ACTIONS):
        owner = people[(number + 2) % len(people)]
        with at(now - timedelta(days=ago)):
            action = action_actions.create_action(
                network=network, by=manager, text=text, owner=owner, due_on=_day(now, days - ago),
                about=about if number == 1 else None,
            )  # fmt: skip
        with at(now - timedelta(days=ago - 9)):
            if note:
                action_actions.note_progress(action=action, text=note, owner=owner)
            if outcome:
                action_actions.finish_action(action=action, outcome=outcome)
