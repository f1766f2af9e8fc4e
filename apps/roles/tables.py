"""Who does what, as tables: page and CSV say the same."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from apps.core.moments import day
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun

from .models import Share
from .queries import Seat

ROLES = Noun("role", "roles")


def place(seat: Seat) -> str:
    """The practice or organisation a post belongs to, else nothing."""
    return seat.post.practice.name if seat.post.practice else seat.post.organisation


def who(seat: Seat) -> str:
    if seat.is_vacant:
        return f"Vacant since {day(seat.vacant_since)}"
    return " and ".join(str(one.person) for one in seat.holders)


def cover(seat: Seat) -> str:
    if seat.deputies:
        return " and ".join(str(one.person) for one in seat.deputies)
    if any(one.share == Share.JOB_SHARE for one in seat.holders) and len(seat.holders) > 1:
        return "One another"
    return "No cover if away" if seat.lacks_cover else ""


def term(seat: Seat) -> str:
    starts = min((one.start for one in seat.holders), default=None)
    if starts is None:
        return ""
    return f"{day(starts)} to {day(seat.ends)}" if seat.ends else f"Since {day(starts)}"


def _role(seat: Seat):
    shown = link(str(seat.post), seat.post.get_absolute_url(), hidden=place(seat))
    return format_html("{}<br>{}", shown, quiet(place(seat))) if place(seat) else shown


def _who(seat: Seat):
    if not seat.is_vacant:
        return who(seat)
    follows = [format_html("{} from {}", one.person, day(one.start)) for one in seat.coming]
    parts = [format_html("{} since {}", tag("Vacant", "orange"), day(seat.vacant_since)), *follows]
    return format_html_join(mark_safe("<br>"), "{}", ((part,) for part in parts))


def _cover(seat: Seat):
    return tag("No cover", "yellow") if seat.lacks_cover else cover(seat)


def _term(seat: Seat):
    return format_html("{}<br>{}", term(seat), tag("Ends soon", "yellow")) if seat.ends_soon else term(seat)


COLUMNS = (
    Column("role", "Role", lambda seat: str(seat.post), _role, head=True),
    Column("who", "Who", who, _who),
    Column("cover", "Stands in", cover, _cover),
    Column("term", "Term", term, _term),
)
CSV = (
    COLUMNS[0],
    Column("place", "Practice or organisation", place),
    *COLUMNS[1:],
    Column("votes", "Votes", lambda seat: "Yes" if seat.post.votes else ""),
)
