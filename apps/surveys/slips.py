"""Paper slips: links without a name, for people of the directory who have no e-mail address. As many as there are such
people when the round opens, and which slip whoever used stands nowhere.

A slip can be scanned, which follows its link, or typed: its code is 15 characters of Crockford's base 32, which leaves
out I, L, O and U. The first 5 (25 bits) are those of the invitation's random id, by which it is found; the other 10
are 50 bits of HMAC-SHA-256 over id and generation under LINK_KEY. Nothing of it is stored. Somebody who tries codes at
random, a thousand a second, would hit one of a hundred thousand open slips once in about 12 million years (2^75
codes); one who has seen the first five characters of a slip and tries the rest, in about 18,000 years (2^50)."""

import hmac
import re
import uuid
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.core.moments import moment
from apps.core.qr import squares
from apps.documents.assets import SHEET
from apps.documents.pdf import Pdf, render
from apps.mail import tokens

from . import blocks, links
from .models import Invitation, Round

PURPOSE = "surveys.slip"
_PREFIX, _TAG = 5, 10
_REST_BITS = 128 - 5 * _PREFIX
A_PAGE, A_SHEET = 6, 48
QR = {"error": "m", "border": 0, "svgclass": "slip-qr", "lineclass": None}


def counts(round_: Round) -> dict[str, int]:
    """How many slips there are, by the name of the practice or staff group they are handed out in; empty where the
    round shows none apart. Two queries."""
    if not round_.breakdown:
        return {}
    found = Counter(Invitation.objects.filter(round=round_, is_slip=True).values_list("block", flat=True))
    return {name: found[block] for block, name in blocks.names_of(found, round_.breakdown).items()}


def code_of(invitation: Invitation) -> str:
    """What can be typed in place of the link: "7K2QD-M4X9B-W0RTE"."""
    code = tokens.symbols(invitation.pk.int >> _REST_BITS, _PREFIX) + _tag(invitation)
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5)).upper()


def find(typed: str) -> Invitation | None:
    """The slip whose code was typed, in whatever case, with or without dashes and spaces; None for every other
    text. One query."""
    code = re.sub(r"[\s\-–—]", "", typed)
    number = tokens.number_of(code, _PREFIX + _TAG)
    if number is None:
        return None
    first = number >> 5 * _TAG << _REST_BITS
    ids = uuid.UUID(int=first), uuid.UUID(int=first | (1 << _REST_BITS) - 1)
    tag = tokens.symbols(number, _TAG)
    for invitation in Invitation.objects.filter(is_slip=True, pk__range=ids):
        if hmac.compare_digest(tag, _tag(invitation)):
            return invitation
    return None


def _tag(invitation: Invitation) -> str:
    tag = tokens.tag(PURPOSE, invitation.pk, invitation.generation)
    return tokens.symbols(int.from_bytes(tag) >> 8 * len(tag) - 5 * _TAG, _TAG)


@dataclass(frozen=True)
class Slip:
    """What is printed of one: ``where`` it is handed out (may be empty), its QR code as SVG, its code to type."""

    where: str
    qr: str
    code: str


def parts(round_: Round) -> list[range]:
    """The sheets that `sheet` makes, as the numbers of the slips on them, from 1."""
    return [
        range(first, min(first + A_SHEET, round_.slips + 1)) for first in range(1, round_.slips + 1, A_SHEET)
    ]


def sheet(round_: Round, part: range, *, asker: str) -> Pdf:
    """The slips of one of `parts` on A4, six a page, to be cut; the same slips each time. ``asker`` is whom to ask.

    Made while somebody waits (a tenth of a second a slip) and kept nowhere: it holds links. Raises DocumentFailed."""
    rows = list(Invitation.objects.filter(round=round_, is_slip=True))
    names = blocks.names_of({row.block for row in rows}, round_.breakdown) if round_.breakdown else {"": ""}
    order = list(names)
    rows.sort(key=lambda row: (order.index(row.block), row.pk))
    made = [
        Slip(names[row.block], squares(links.address(row), **QR), code_of(row))
        for row in rows[part.start - 1 : part.stop - 1]
    ]
    html = render_to_string(
        "surveys/slips.html",
        {
            "round": round_,
            "network": round_.network,
            "definition": round_.definition,
            "asker": asker,
            "closes": moment(round_.closes_at),
            "address": settings.PORTAL_URL.partition("://")[2] + reverse("surveys:slip").rstrip("/"),
            "pages": [made[at : at + A_PAGE] for at in range(0, len(made), A_PAGE)],
        },
    )
    return render(html, stylesheet=SHEET)
