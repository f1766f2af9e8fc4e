"""Where Northern Vale and a neighbour say they are and what they can show, over two years; made by users' actions."""

from datetime import datetime, timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.maturity import actions
from apps.maturity.statements import matrix
from apps.networks.models import Network

from .clock import at
from .personas import persona_user

VALE, NEIGHBOUR = "U99901", "U99902"
# Up to which step everything is said and shown, a year ago and now: said then, shown then, said now, shown now.
VALE_STEPS = {
    "leadership": (1, 0, 2, 1),
    "data": (0, -1, 1, 0),
    "care": (0, 0, 1, 1),
    "resources": (1, 0, 1, 1),
    "people": (0, -1, 0, -1),
}
NEIGHBOUR_STEPS = {
    "leadership": (0, 0, 1, 0),
    "data": (0, -1, 0, 0),
    "care": (0, -1, 1, 0),
}
TITLES = (
    "Signed agreement and minutes",
    "Plan of the year, as the board saw it",
    "Review with partners, autumn",
)
WHY = "Nothing changed; the board looked at it again and left it as it is."
ASKS = (
    (
        "people",
        "answered",
        "Two of our practices have no patient group. We would like somebody who has begun one.",
    ),
    ("data", "sent", "We have figures of each practice, but nobody with time to put them together."),
)
OFFER = "Our engagement lead can come to your meeting in spring, and bring two residents from a group that works well."
NAMES = {0: "Emerging", 1: "Developing", 2: "Maturing", 3: "Thriving"}


def make_maturity(today: datetime) -> None:
    """Call it once the networks and who runs them are there."""
    vale, neighbour = (Network.objects.get(code=code) for code in (VALE, NEIGHBOUR))
    manager, other = persona_user("manager"), persona_user("two_networks")
    _network(vale, manager, today, VALE_STEPS)
    _network(neighbour, other, today, NEIGHBOUR_STEPS)
    lead = persona_user("lead")
    _asks(vale, manager, lead, today, ASKS[:1])
    _asks(neighbour, other, lead, today, ASKS[1:])
    with at(today - timedelta(days=300)):
        names = {(one.code, step): name for one in matrix().components[:1] for step, name in NAMES.items()}
        actions.name_steps(icb=vale.icb, by=lead, names=names)


def _network(network, by: User, today: datetime, steps: dict) -> None:
    for name, (said_then, shown_then, said_now, shown_now) in steps.items():
        component = matrix().component(name)
        with at(today - timedelta(days=430)):
            _agree(network, by, component, said_then, "Board meeting on our first year")
            _show(network, by, component, range(shown_then + 1))
        for evidence in network.evidence.filter(supports__statement__startswith=f"{name}-").distinct():
            with at(today - timedelta(days=90)):
                actions.renew(evidence=evidence, by=by, note=WHY)
        with at(today - timedelta(days=340)):
            _show(network, by, component, range(shown_then + 1, shown_now + 1))
        with at(today - timedelta(days=45)):
            _agree(network, by, component, said_now, "Board meeting on where we are")
            _partly(network, by, component, shown_now + 1)


def _agree(network, by, component, said: int, meeting: str) -> None:
    """Everything up to ``said`` is true; of the step after it the board differed, and of what follows: not yet."""
    says = {}
    for one in component.statements:
        ahead = one.step - said
        says[one.code] = (2, 2) if ahead <= 0 else (0, 1) if ahead == 1 else (0, 0)
    on = timezone.localdate()
    actions.agree(network=network, by=by, says=says, agreed_on=on, meeting_words=meeting)


def _show(network, by, component, steps) -> None:
    people = list(network.people.active().exclude(email="").order_by("name")[:5])
    for step in steps:
        actions.add_evidence(
            network=network,
            by=by,
            title=f"{TITLES[step]}: {component.name.lower()}",
            dated=timezone.localdate(),
            statements=[one.code for one in component.steps[step]],
            owner=people[step] if people else None,
            url=f"https://papers.example/{component.code}/{step}",
        )


def _partly(network, by, component, step: int) -> None:
    """One statement of the next step can be shown already."""
    actions.add_evidence(
        network=network,
        by=by,
        title=f"Notes of a first meeting: {component.name.lower()}",
        dated=timezone.localdate(),
        statements=[component.steps[step][0].code],
        url=f"https://papers.example/{component.code}/first",
    )


def _asks(network, by, lead, today: datetime, asks) -> None:
    for component, state, text in asks:
        with at(today - timedelta(days=20)):
            ask = actions.draft_ask(network=network, by=by, component=component, step=0, text=text)
            actions.send_ask(ask=ask, by=by)
        if state == "answered":
            with at(today - timedelta(days=12)):
                ask.refresh_from_db()
                actions.answer_ask(ask=ask, by=lead, offer=OFFER)
