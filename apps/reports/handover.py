"""The handover pack of a network's leader: everything the next one has to know, read from every room, as pages."""

from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core import contributions
from apps.core.moments import day
from apps.documents.pdf import Pdf, render
from apps.practices.population import needs_of
from apps.practices.profile import history
from apps.practices.queries import network_profile
from apps.purpose import years
from apps.purpose.queries import leads_of, objectives_of, strategy_in_force
from apps.roles import headlines, tables
from apps.roles.board import Board, has_interests
from apps.roles.queries import rule_of, seats
from apps.roles.role_types import Group
from apps.roles.workforce import grid

from . import pattern
from .models import Handover

# What the next leader may read is what a director may.
READS = NETWORK_ROLES["clinical_director"].permissions
MOST_NEEDS = 12
PROMPTS = (
    "What I would do first in your place",
    "People whose help matters, and what they care about",
    "What is agreed but written nowhere",
    "What I would not start again",
)


def context(network, *, role: str, leaver: str) -> dict:
    """Everything the templates say, of today."""
    found = seats(network.posts.all())
    board = Board.of(found, rule_of(network))
    profile, staff = network_profile(network), grid(network)
    reader = contributions.Reader(network, READS)
    strategy = strategy_in_force(network)
    leading = [seat for seat in found if seat.post.type.group is not Group.ARRS]
    additional = [seat for seat in found if seat.post.type.group is Group.ARRS]
    return {
        "network": network,
        "role": role,
        "leaver": leaver,
        "today": day(timezone.localdate()),
        "area": network.icb,
        "field": pattern.field(network.code),
        "field_size": (pattern.COLUMNS * pattern.SIDE, pattern.ROWS * pattern.SIDE),
        "short_name": network.name if len(network.name) <= 60 else f"{network.name[:59].rstrip()}…",
        "facts": _facts(profile, found),
        "purposes": contributions.network_purpose.to(reader),
        "brief": _brief(found, board, additional, staff),
        "needs": contributions.network_needs.to(reader),
        "coming": contributions.network_coming.to(reader),
        "objectives": objectives_of(network, years.of(timezone.localdate()).begins),
        "strategy": strategy,
        "leads": leads_of(strategy) if strategy else (),
        "news": contributions.network_news.to(reader),
        "raised": contributions.network_raised.to(reader),
        "profile": profile,
        "history": history(network),
        "population_needs": needs_of(network)[:MOST_NEEDS],
        "leading": [_line(seat) for seat in leading],
        "additional": [_line(seat) for seat in additional],
        "board": board,
        "interests": [
            (str(seat.post), one.person, one.interests)
            for seat in board.seats
            for one in seat.holders
            if has_interests(one)
        ],
        "sites": [site for site in staff.sites if site.sessions],
        "prompts": PROMPTS,
    }


def _facts(profile, found) -> list[tuple[str, str]]:
    filled = sum(not seat.is_vacant for seat in found)
    facts = [(str(len(profile.practices)), "member practices")]
    if profile.patients:
        facts.append((f"{profile.patients:,}", "registered patients"))
    return [*facts, (f"{filled} of {len(found)}", "roles filled")]


def _brief(found, board, additional, staff) -> list[str]:
    """The rooms' own first sentences; what has nothing to say is left out."""
    said = [
        headlines.who_does_what(found),
        board.headline if board.seats else "",
        headlines.in_post(additional),
        headlines.shared_staff(staff),
    ]
    return [sentence for sentence in said if sentence]


def _line(seat) -> dict:
    return {
        "role": str(seat.post),
        "place": tables.place(seat),
        "who": tables.who(seat),
        "is_vacant": seat.is_vacant,
        "cover": tables.cover(seat),
        "term": tables.term(seat),
        "stage": seat.post.get_stage_display(),
        "funded": tables.amount(seat.post.funded, seat.post.unit),
    }


def typeset(network, *, role: str, leaver: str) -> Pdf:
    """The PDF and how many pages it has. Raises DocumentFailed (see documents.pdf)."""
    html = render_to_string("reports/document/handover.html", context(network, role=role, leaver=leaver))
    return render(html)


def leaders(network, on: date | None = None) -> list[tuple[str, str, str]]:
    """Who may hand over: of each leading role that somebody holds, the appointment's key, the role, the name."""
    return [
        (str(one.pk), str(seat.post), str(one.person))
        for seat in seats(network.posts.all(), on)
        if seat.post.type.group is Group.LEADERSHIP
        for one in seat.holders
    ]


def pack_of(network) -> Handover | None:
    return getattr(network, "handover", None)
