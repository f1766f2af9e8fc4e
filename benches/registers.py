"""registers: decisions and actions of five years, 60 boards and 1,500 actions, beside a page that does nothing."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.meetings.models import Action, Decision, Item, Meeting

from . import portal
from .figures import Figure, percentile
from .load import by_turns
from .pages import QUERIES, RATIO, REQUESTS, WARM_UP, queries_of

MEETINGS, ITEMS, ACTIONS, PEOPLE = 60, 5, 25, 45
# What actions are about: each kind is another room's, which is asked when words are looked for. "rooms" is in each.
TOPICS = [
    ("", "", ""),
    ("scorecard", "operations", "Operations: rooms"),
    ("objective", "1", "Rooms for the team"),
    ("risk", "1", "We lose rooms"),
    ("need", "1", "Nobody finds our rooms"),
]


def figures():
    portal.fresh_database()
    network = portal.invented_network()
    portal.people_of(network, PEOPLE)
    manager = portal.manager_of(network)
    five_years(network)
    portal.analyzed()
    code = [network.code]
    paths = {
        "floor": reverse("floor"),
        "decisions": reverse("meetings:decisions", args=code),
        "actions, open": reverse("meetings:actions", args=code),
        "actions, found by words": reverse(
            "meetings:actions", args=code, query={"words": "rooms", "show": "all"}
        ),
        "actions by owner": reverse("meetings:owners", args=code),
    }
    cookies = dict.fromkeys(paths, portal.cookie_of(manager))
    with portal.served() as port:
        by_turns(port, cookies, paths, WARM_UP)
        took = by_turns(port, cookies, paths, REQUESTS)
    slow = {name: percentile(seconds, 0.95) * 1000 for name, seconds in took.items()}
    for name in list(paths)[1:]:
        yield Figure(f"{name}, p95", slow[name], "ms", floor=slow["floor"], target=RATIO)
    for name in list(paths)[1:]:
        yield Figure(f"{name}, queries", queries_of(manager, paths[name]), "", target=QUERIES)


def five_years(network) -> None:
    """A board a month, each with items, decisions and actions; of the actions four in five are done."""
    now, people = timezone.now(), list(network.people.all())
    for month in range(MEETINGS):
        starts = now - timedelta(days=30 * (MEETINGS - month))
        meeting = Meeting.objects.create(
            network=network, kind="board", title=f"Board {month}", length=90, starts_at=starts, opened_at=starts,
            ended_at=starts + timedelta(minutes=90), state="ended",
        )  # fmt: skip
        items = Item.objects.bulk_create(
            Item(network=network, meeting=meeting, state="agenda", position=n, title=f"Item {n} of {month}")
            for n in range(ITEMS)
        )
        Decision.objects.bulk_create(
            Decision(
                network=network, meeting=meeting, item=item, number=month * ITEMS + n + 1,
                text=f"We agree to share rooms, part {n}", decided_on=starts.date(),
            )
            for n, item in enumerate(items)
        )  # fmt: skip
        Action.objects.bulk_create(
            _action(network, meeting, items, people, month * ACTIONS + n) for n in range(ACTIONS)
        )


def _action(network, meeting, items, people, number: int) -> Action:
    on, done = meeting.starts_at.date(), number % 5 > 0
    topic = dict(zip(("about_kind", "about_code", "about_words"), TOPICS[number % len(TOPICS)], strict=True))
    return Action(
        network=network, meeting=meeting, item=items[number % ITEMS], number=number + 1, agreed_on=on,
        text=f"Ask practice {number % 6} for rooms", owner=people[number % len(people)],
        due_on=on + timedelta(days=28), state="done" if done else "open",
        ended_on=on + timedelta(days=20 + number % 20) if done else None, **topic,
    )  # fmt: skip
