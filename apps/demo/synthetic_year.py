"""A year's work of many networks, invented and written in bulk: what the yearly report tells of besides rounds, for
benches with all England, never beside real work. The same networks and day give the same year."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from textwrap import shorten

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.maturity.models import Claim, Evidence, Support
from apps.maturity.statements import matrix
from apps.meetings.models import Action, Decision, Item, Meeting
from apps.networks.models import Network, NetworkMembership
from apps.people.models import Person, StaffGroup
from apps.purpose import years as planning
from apps.purpose.models import Objective, Review, Version
from apps.reports.models import WrittenPart
from apps.reports.parts import PARTS, Part
from apps.roles.models import Appointment, Post

from .synthetic import MARK

# Nobody has such an address, and accounts of it have no password.
DOMAIN = "invented.example"
ROLES = ("manager", "clinical_director")
PEOPLE, MEETINGS = 12, 6
SENTENCE = "What people of this network would write stands here, in words that nobody said. "
ROWS = 2000


@transaction.atomic
def write_years(networks: Iterable[Network], year_end: date, today: date) -> int:
    """The 12 months up to ``year_end`` of each of ``networks`` that has none yet; how many got one."""
    done = set(User.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True))
    missing = [one for one in networks if _address(one, ROLES[0]) not in done]
    made = Rows()
    for network in missing:
        _Year(network, year_end, today, made).write()
    made.save()
    return len(missing)


def invented_accounts():
    """The accounts that this made: whoever else has one is a real person."""
    return User.objects.filter(email__endswith=f"@{DOMAIN}")


def _address(network, role: str) -> str:
    return f"{role}.{network.code.lower()}@{DOMAIN}"


class Rows:
    """What is to be written, by model, in the order in which rows name one another."""

    ORDER = (
        User, NetworkMembership, Person, Post, Appointment, Version, Review, Objective, Meeting, Item, Decision,
        Action, Claim, Evidence, Support, WrittenPart,
    )  # fmt: skip

    def __init__(self):
        self._rows = {model: [] for model in self.ORDER}

    def add(self, row):
        self._rows[type(row)].append(row)
        return row

    def save(self) -> None:
        for rows in self._rows.values():
            if rows:
                type(rows[0]).objects.bulk_create(rows, batch_size=ROWS)


def _written(part: Part) -> dict[str, str]:
    """Every field of a part, about three quarters full."""
    words = {}
    for field in part.fields:
        text = shorten(MARK + SENTENCE * 40, field.most * 3 // 4, placeholder="")
        words[field.name] = field.choices[0][0] if field.choices else text
    return words


class _Year:
    def __init__(self, network: Network, year_end: date, today: date, made: Rows):
        self.network, self.end, self.today, self.add = network, year_end, today, made.add
        self.choose = random.Random(f"year {network.code}")  # noqa: S311 - invented work

    def write(self) -> None:
        self._accounts()
        people = [self._person(number) for number in range(PEOPLE)]
        self._seats(people)
        self._purpose()
        self._objectives(people)
        for number in range(MEETINGS):
            self._meeting(number, people)
        self._maturity(people)
        for code, part in PARTS.items():
            row = WrittenPart(network=self.network, year_end=self.end, part=code, version=1)
            row.words = _written(part)
            self.add(row)

    def _day(self, share: float) -> date:
        """A day of the year that is over, ``share`` of the way through."""
        last = min(self.end, self.today)
        return last - timedelta(days=round(360 * (1 - share)))

    def _moment(self, share: float) -> datetime:
        day = self._day(share)
        return timezone.make_aware(datetime(day.year, day.month, day.day, 13))

    def _accounts(self) -> None:
        for role in ROLES:
            user = User(email=_address(self.network, role), name=f"{MARK}{role.replace('_', ' ')}")
            user.set_unusable_password()
            self.add(user)
            self.add(NetworkMembership(user=user, network=self.network, role=role))

    def _person(self, number: int) -> Person:
        group = StaffGroup.values[number % len(StaffGroup.values)]
        name, address = f"{MARK}person {number + 1}", f"{number}.{self.network.code.lower()}@{DOMAIN}"
        return self.add(Person(network=self.network, name=name, email=address, staff_group=group))

    def _seats(self, people: Sequence[Person]) -> None:
        wanted = self._day(0)
        for number, role in enumerate(("clinical_director", "chair", "lay_member", "manager")):
            seat = self.add(
                Post(network=self.network, role=role, on_board=True, wanted_from=wanted, stage_since=wanted)
            )
            if number < 3:
                self.add(Appointment(post=seat, person=people[number], start=self._day(0.05 * number)))

    def _purpose(self) -> None:
        adopted = self._day(0.1)
        version = self.add(
            Version(
                network=self.network, number=1, state="adopted", adopted_on=adopted, meeting="Board",
                line="So that nobody waits alone for help.", text="We share what none can do alone.",
            )
        )  # fmt: skip
        review = Review(version=version, held_on=adopted, meeting="Board")
        review.next_on = adopted + timedelta(days=365)
        self.add(review)

    def _objectives(self, people: Sequence[Person]) -> None:
        year = planning.of(self._day(0.5)).begins
        ends = (
            ("kept", ""),
            ("missed", "Two practices had nobody for it."),
            ("kept", ""),
            ("carried", "Begun late."),
        )
        for number, (outcome, reason) in enumerate(ends):
            self.add(
                Objective(
                    network=self.network, year=year, text=f"{MARK}objective {number + 1}", measure="A count by March",
                    owner=people[number], outcome=outcome, reason=reason, ended_on=self._day(0.95),
                )
            )  # fmt: skip

    def _meeting(self, number: int, people: Sequence[Person]) -> None:
        begins = self._moment((number + 0.5) / MEETINGS)
        meeting = self.add(
            Meeting(
                network=self.network, kind="board", title="Board", length=90, state="ended", starts_at=begins,
                opened_at=begins, ended_at=begins + timedelta(minutes=90), quorate=True,
            )
        )  # fmt: skip
        day = timezone.localdate(begins)
        item = self.add(
            Item(
                network=self.network,
                meeting=meeting,
                state="agenda",
                position=1,
                title="What the scorecard says",
            )
        )
        self.add(
            Decision(
                network=self.network, meeting=meeting, item=item, number=number + 1, decided_on=day,
                text=f"{MARK}decision {number + 1}",
            )
        )  # fmt: skip
        for turn in range(2):
            done = self.choose.random() < 0.7
            self.add(
                Action(
                    network=self.network, number=2 * number + turn + 1, text=f"{MARK}action {2 * number + turn + 1}",
                    owner=self.choose.choice(people), agreed_on=day, due_on=day + timedelta(days=30), meeting=meeting,
                    item=item, state="done" if done else "open", ended_on=day + timedelta(days=25) if done else None,
                )
            )  # fmt: skip

    def _maturity(self, people: Sequence[Person]) -> None:
        """Said up to one step, shown up to that or the one below."""
        agreed, linked = self._day(0.9), self._day(0.6)
        for component in matrix().components:
            said = self.choose.randint(-1, 2)
            shown = max(-1, said - self.choose.randint(0, 1))
            for one in component.statements:
                value = 2 if one.step <= said else 0
                self.add(
                    Claim(
                        network=self.network, statement=one.code, lowest=value, highest=value, agreed_on=agreed,
                        meeting_words="Board",
                    )
                )  # fmt: skip
            if shown < 0:
                continue
            evidence = self.add(
                Evidence(
                    network=self.network, kind="link", title=f"{MARK}papers of the board", dated=linked,
                    url="https://evidence.example/", owner=people[0],
                )
            )  # fmt: skip
            for one in component.statements:
                if one.step <= shown:
                    self.add(Support(evidence=evidence, statement=one.code, start=linked))
