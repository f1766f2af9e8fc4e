"""What the yearly report tells of posts, the board and shared staff, as of the last day of its year. No names."""

from datetime import date

from django.utils import timezone

from apps.core.chapters import Heading, Period, Prompt, Section, Table, Text
from apps.core.moments import day

from . import headlines
from .board import Board
from .models import Appointment
from .queries import Seat, rule_of, seats
from .role_types import Group
from .tables import place
from .workforce import figures, grid

SOURCE = "the network’s record of who does what"


def leadership(period: Period) -> Section | None:
    """Roles filled and vacant, and who comes and goes. Three queries."""
    found = _seats(period, lambda post: post.type.group is Group.LEADERSHIP)
    if not found:
        return None
    terms = Appointment.objects.holding().filter(post__in=[one.post.pk for one in found])
    began = terms.filter(start__range=(period.start, period.on)).count()
    ended = terms.filter(last_day__range=(period.start, period.on)).count()
    moved = f" Within the year {_some(began, 'term')} began and {_some(ended, 'term')} ended."
    parts = [
        Heading("Who leads"),
        Text(_on(period, f"of the roles that lead, {_lower(headlines.who_does_what(found))}{moved}")),
    ]
    rows = [(str(one.post), _held(one), _since(one), "Yes" if one.deputies else "No") for one in found]
    parts.append(
        Table(
            f"Leading roles on {day(period.on)}",
            ("Role", "Held", "Since", "Has a deputy"),
            rows,
            source=SOURCE,
            wide=(0,),
        )
    )
    return Section(parts, (), _vacant(found))


def board(period: Period) -> Section | None:
    """Four queries."""
    found = Board.of(_seats(period, lambda post: post.on_board), rule_of(period.network))
    if not found.seats:
        return None
    rows = [
        (str(one.post), place(one) or "–", "Yes" if one.post.votes else "No", _held(one), _since(one))
        for one in found.seats
    ]
    parts = [
        Text(_on(period, found.headline), lead=True),
        Table(
            f"Seats of the board on {day(period.on)}",
            ("Seat", "For", "Votes", "Held", "Since"),
            rows,
            source=SOURCE,
            wide=(0, 1),
        ),
    ]
    if found.rule:
        parts.insert(1, Text(_rule(found.rule)))
    return Section(parts, (), _vacant(found.seats))


def people(period: Period) -> Section | None:
    """Additional roles: posts, vacancies, where shared staff work, published figures. Ten queries at most."""
    found = _seats(period, lambda post: post.type.arrs)
    parts, findings = [], []
    if found:
        said = headlines.in_post(found)
        findings.append(said)
        parts += [Heading("Posts in additional roles"), Text(_on(period, said)), _posts(period, found)]
    parts += _shared(grid(period.network)) + _published(figures(period.network, found))
    return Section(parts, findings, _vacant(found)) if parts else None


def _seats(period: Period, wanted) -> list[Seat]:
    return [one for one in seats(period.network.posts.all(), period.on) if wanted(one.post)]


def _posts(period: Period, found: list[Seat]) -> Table:
    rows = [(str(one.post), "–" if not one.is_vacant else one.post.get_stage_display(), _held(one), _since(one))
            for one in found]  # fmt: skip
    return Table(
        f"Posts in additional roles on {day(period.on)}",
        ("Post", "Recruitment", "Held", "Since"),
        rows,
        source=SOURCE,
        wide=(0,),
    )


def _shared(found) -> list:
    said, today = headlines.shared_staff(found), day(timezone.localdate())
    if not said:
        return []
    rated = [
        (
            one.practice.name,
            f"{one.sessions.normalize():f}",
            "–" if one.per_1000 is None else f"{one.per_1000:.2f}",
        )
        for one in found.sites
    ]
    table = Table(
        f"Shared staff by practice, {today}",
        ("Practice", "Sessions a week", "For every 1,000 patients"),
        rated,
        source="the network’s record of where shared staff work; list sizes published by the NHS",
        numbers=(1, 2),
        wide=(0,),
        note="A session is half a day. Where people work is known as of the day on which this report was made.",
    )
    return [Heading("Where shared staff work"), Text(f"On {today}, shared staff work {said}"), table]


def _published(found) -> list:
    rows = [
        (
            one.kind.name,
            f"{one.published:.2f}",
            "–" if one.confirmed is None else f"{one.confirmed:.2f}",
            f"{one.recorded:.2f}",
        )
        for one in found
    ]
    if not rows:
        return []
    return [
        Heading("The published workforce"),
        Table(
            f"Additional roles, whole-time equivalents, {day(found[0].day)}",
            ("Role", "Published", "Confirmed by us", "In our own records"),
            rows,
            source="Primary Care Network Workforce, NHS England; the network’s own records",
            numbers=(1, 2, 3),
            wide=(0,),
            note="1.0 is 37.5 hours a week. A dash: the network has not confirmed the published figure. Our own "
            "records are of the year’s last day, the published figures of the day named.",
        ),
    ]


def _held(seat: Seat) -> str:
    if seat.is_vacant:
        return "Vacant"
    return "Shared by two" if len(seat.holders) > 1 else "Yes"


def _since(seat: Seat) -> str:
    since: date | None = seat.vacant_since if seat.is_vacant else min(one.start for one in seat.holders)
    return day(since)


def _vacant(found) -> list[Prompt]:
    return [
        Prompt("challenges", f"Vacant since {day(one.vacant_since)}: {one.post}")
        for one in found
        if one.is_vacant
    ]


def _rule(rule) -> str:
    said = f"Nothing is decided without {_some(rule.quorum, 'vote')}"
    if rule.of_practices:
        said += f", {rule.of_practices} of them practices’"
    return f"{said}{', with the clinical director there' if rule.with_director else ''}."


def _some(count: int, one: str) -> str:
    return f"{count or 'no'} {one}{'' if count == 1 else 's'}"


def _on(period: Period, said: str) -> str:
    return f"On {day(period.on)}, {_lower(said)}"


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
