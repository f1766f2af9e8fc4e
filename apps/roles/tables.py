"""Who does what, as tables: page and CSV say the same."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from apps.core.moments import day
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun, build

from .board import has_interests
from .models import Appointment, Post, Share, Unit
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


# --- One role: everybody who ever held it ------------------------------------------------
TERMS = Noun("term", "terms")


def _when(one: Appointment) -> str:
    return f"{day(one.start)} to {day(one.last_day)}" if one.last_day else f"Since {day(one.start)}"


def amount(value, unit: str) -> str:
    """ "3 sessions a week", "0.8 WTE"; empty where nothing is said."""
    if value is None or not unit:
        return ""
    number = f"{value.normalize():f}"
    if unit == Unit.WTE:
        return f"{number} WTE"
    return f"{number} session{'' if value == 1 else 's'} a week"


def facts(post: Post) -> dict[str, str]:
    """What the page of a post says of it, in words."""
    return {
        "board_words": "Yes, with a vote" if post.votes else "Yes, without a vote" if post.on_board else "No",
        "funded_words": amount(post.funded, post.unit),
        "wanted_words": day(post.wanted_from),
        "exists_words": f"{day(post.type.starts)} ({post.type.source})",
    }


def _time(one: Appointment, unit: str) -> str:
    parts = [("funded", one.funded), ("worked", one.actual)]
    return ", ".join(f"{amount(value, unit)} {name}" for name, value in parts if value is not None)


def _change(network, one: Appointment, on):
    links = [("Change", "term_change"), ("End", "term_end"), ("Starting", "start"), ("Review", "review")]
    if one.last_day and one.last_day < on:
        links = links[:1]
    elif one.share == Share.DEPUTY or one.start > on:
        links = links[:2]
    return format_html_join(
        " ",
        "{}",
        (
            (link(text, reverse(f"roles:{name}", args=[network.code, one.pk]), hidden=str(one.person)),)
            for text, name in links
        ),
    )


def terms(network, seat: Seat, *, keeps: bool):
    """Everybody who ever held the post or stood in, the latest first."""
    unit = seat.post.unit
    columns = [
        Column("who", "Who", lambda one: str(one.person), head=True),
        Column("share", "How", lambda one: one.get_share_display().partition(":")[0]),
        Column("when", "Term", _when),
        Column("time", "Time", lambda one: _time(one, unit)),
        Column("how", "Appointed", lambda one: one.get_how_display()),
    ]
    if not unit:
        del columns[3]
    if keeps:
        columns.append(
            Column("change", "Change", cell=lambda one: _change(network, one, seat.on), hidden=True)
        )
    rows = sorted(seat.all_terms, key=lambda one: (one.start, one.pk), reverse=True)
    return build(
        rows, columns, {}, id="terms", caption=f"Who holds and held it: {seat.post}", noun=TERMS, path="",
        size=len(rows) or 1,
    )  # fmt: skip


# --- The board ---------------------------------------------------------------------------
SEATS = Noun("seat", "seats")


def _since(seat: Seat) -> str:
    return day(seat.vacant_since or min(one.start for one in seat.holders))


def _interests(seat: Seat) -> str:
    return "; ".join(_declared(one, len(seat.holders) > 1) for one in seat.holders)


def _declared(one: Appointment, named: bool) -> str:
    if one.declared_on is None:
        said = "Not declared yet"
    else:
        said = one.interests if has_interests(one) else "None declared"
        said = f"{said} ({day(one.declared_on)})"
    return f"{one.person}: {said}" if named else said


BOARD = (
    COLUMNS[0],
    Column("who", "Who", who, lambda seat: tag("Vacant", "orange") if seat.is_vacant else who(seat)),
    Column("vote", "Vote", lambda seat: "Yes" if seat.post.votes else "No"),
    Column("since", "Since", _since),
    Column("interests", "Declared interests", _interests, breaks=True),
)
BOARD_CSV = (BOARD[0], CSV[1], *BOARD[1:])


def board(network, seats):
    """The board's seats, a few dozen at most: all at once."""
    return build(
        seats, BOARD, {}, id="board", caption=f"The board of {network.name}", noun=SEATS, path="",
        csv=reverse("roles:board_csv", args=[network.code]), size=len(seats) or 1,
    )  # fmt: skip
