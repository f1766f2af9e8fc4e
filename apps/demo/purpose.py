"""Why Northern Vale exists, how it leads and what it set out to do, over two years; made by the actions users use."""

from datetime import date, datetime, time, timedelta

from apps.core.moments import LONDON
from apps.networks.models import Network
from apps.purpose import actions, objective_actions, strategy_actions, years
from apps.roles.team_actions import record_own, save_group

from .clock import at
from .personas import persona_user

WRITES = "U99901"
FIRST = {
    "line": "To share staff and services between the practices of the vale.",
    "text": "Seven practices work together because none of them can offer everything by itself.\n\n"
    "We share pharmacists, paramedics and a home visiting team. Each practice keeps its own patients, its own doors "
    "and its own ways.",
}
SECOND = {
    "line": "So that nobody in the vale waits alone for help.",
    "text": "Seven practices work together because none of them can offer everything by itself, and because our "
    "patients do not live in one practice only.\n\n"
    "We share pharmacists, paramedics, a home visiting team and one front door for urgent needs. Each practice keeps "
    "its own patients and its own doors; what works in one is offered to all.",
}
SAID = (
    ("board", "yes", "At last a line that I can say to a patient."),
    ("director", "changes", "“Nobody” is a promise. Let us add by when, or say “fewer people”."),
)
APPROACH = (
    "The clinical director and the manager lead together and share what they know. Everything else has a lead of its "
    "own: somebody close to the work, with a deputy, and with time for it in the rota.\n\n"
    "Leads are asked, not told; they may stop after a year without giving a reason."
)
DECIDING = (
    "A lead decides alone what costs nothing and changes one team. The board decides on money and on what all "
    "practices must do. Practices are asked first, with two weeks to answer."
)
LEADS = ("Care homes", "Recruitment and induction", "Urgent care front door", "Patient voice")
LAST_YEAR = (
    ("A paramedic visits at home in each practice", "Seven practices with visits every weekday", "kept",
     "Visits began in the last practice in February."),
    ("Patients reach a practice by phone in the morning", "All practices answer within 5 minutes on Mondays", "missed",
     "Two practices changed their phone system in spring and had no figures until autumn."),
    ("New staff feel at home in all practices", "9 in 10 finish their first-month checklist", "carried",
     "The checklist was ready only in January. It is worth a whole year."),
)  # fmt: skip
THIS_YEAR = (
    ("One front door for urgent needs", "The same three questions in every practice by December"),
    ("Leads have time for leading", "Every lead has at least one session a month in the rota"),
)
NOTE = "Six of seven practices use the checklist. Two newcomers have finished it."


# Who recorded which team roles, and who may see that it is they: nobody finishes, and one person alone has ideas.
TEAM = (
    (("shaper", "coordinator"), ("finisher",), "network"),
    (("coordinator", "evaluator"), ("plant",), "network"),
    (("teamworker", "implementer"), (), "network"),
    (("plant", "investigator"), ("finisher", "implementer"), "leaders"),
    (("implementer", "teamworker", "shaper"), (), "network"),
    (("evaluator", "specialist"), ("investigator",), "network"),
)


def make_purpose(today: datetime) -> None:
    """Call it once the directory has everybody who leads."""
    network, manager = Network.objects.get(code=WRITES), persona_user("manager")
    _purpose(network, manager, today)
    _strategy(network, manager, today)
    _objectives(network, manager, today)
    _team(network, manager, today)


def _on(day: date):
    return at(datetime.combine(day, time(12), LONDON))


def _purpose(network, manager, today: datetime) -> None:
    adopted = (today - timedelta(days=345)).date()
    with _on(adopted):
        version = actions.write_draft(network=network, by=manager, **FIRST)
        actions.adopt(
            version=version, by=manager, adopted_on=adopted, meeting="Board meeting at Millbrook",
            next_on=adopted + timedelta(days=365),
        )  # fmt: skip
    with at(today - timedelta(days=9)):
        version = actions.write_draft(network=network, by=manager, **SECOND)
        actions.ask_feedback(version=version, by=manager, until=(today + timedelta(days=5)).date())
    for days, (code, stance, text) in enumerate(SAID, 3):
        with at(today - timedelta(days=days)):
            actions.give_feedback(version=version, by=persona_user(code), stance=stance, text=text)


def _strategy(network, manager, today: datetime) -> None:
    start = years.of(today.date()).start
    people = list(network.people.active().exclude(email="").order_by("staff_group", "name"))[:: len(LEADS)]
    with _on(start):
        draft = strategy_actions.write_strategy(
            network=network, by=manager, approach=APPROACH, deciding=DECIDING
        )
        for number, what in enumerate(LEADS):
            deputy = people[number + len(LEADS)] if number else None
            strategy_actions.save_lead(
                strategy=draft, by=manager, what=what, person=people[number], deputy=deputy
            )
        strategy_actions.start_strategy(strategy=draft, by=manager, start=start)


def _team(network, manager, today: datetime) -> None:
    people = list(network.people.active().exclude(email="").order_by("staff_group", "name"))[: len(TEAM)]
    with at(today - timedelta(days=40)):
        for person, (top, least, seen_by) in zip(people, TEAM, strict=True):
            reported_on = (today - timedelta(days=300)).date()
            record_own(person=person, top=top, least=least, reported_on=reported_on, seen_by=seen_by)
        save_group(network=network, by=manager, name="Winter plan", people=people[1:5])


def _objectives(network, manager, today: datetime) -> None:
    now = years.of(today.date())
    before = years.Year(now.begins - 1)
    people = list(network.people.active().exclude(email="").order_by("name"))
    with _on(before.start):
        begun = [
            objective_actions.add_objective(
                network=network,
                by=manager,
                year=before.begins,
                text=text,
                measure=measure,
                owner=people[number],
            )
            for number, (text, measure, *_) in enumerate(LAST_YEAR)
        ]
    with _on(now.start):
        for objective, (*_, outcome, reason) in zip(begun, LAST_YEAR, strict=True):
            carried = objective_actions.end_objective(
                objective=objective, by=manager, outcome=outcome, reason=reason
            )
        for number, (text, measure) in enumerate(THIS_YEAR, len(LAST_YEAR)):
            objective_actions.add_objective(
                network=network, by=manager, year=now.begins, text=text, measure=measure, owner=people[number]
            )
    with at(today - timedelta(days=20)):
        objective_actions.note_progress(objective=carried, by=manager, text=NOTE)
