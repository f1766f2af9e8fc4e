"""An area's overview, frozen: everything its pages say, made of what JSON knows. Which network has which figure is not
in it."""

import json

from django.utils import timezone

from apps.core.chapters import Heading, Listing, Part, Plot, Table, Text, frozen
from apps.core.moments import day
from apps.maturity.statements import matrix

from . import queries, words
from .queries import Asked, Gathered
from .words import plural

SCHEMA_VERSION = 1
REPORTS = "released reports of the area’s networks"
ASKS = "asks sent in the portal, as they stood when this overview was made"


def build(icb, gathered: Gathered) -> dict:
    """Of at least eight released reports (`Gathered.enough`)."""
    today, year, asked = timezone.localdate(), gathered.year, queries.asked(icb, gathered.year)
    chapters = (
        ("steps", "How far networks have come", steps(gathered)),
        ("themes", "What people say about their networks", themes(gathered)),
        ("asked", "What networks asked of the area", _asked(asked)),
        ("lines", "What the reports ask", _lines(gathered)),
        ("networks", "Which networks are in it", _networks(gathered)),
    )
    made = {
        "schema_version": SCHEMA_VERSION,
        "made_on": today.isoformat(),
        "year": {"start": year.start.isoformat(), "end": year.end.isoformat(), "complete": year.end < today},
        "area": {"code": icb.code, "name": icb.name},
        "fictional": any(one.is_fictional for one in gathered.networks),
        "facts": [
            [f"{len(gathered.reports)} of {len(gathered.networks)}", "networks released a report"],
            [f"{len(asked.asks):,}", "asks were sent"],
            [f"{asked.replied:,}", "of them have a reply"],
            [f"{asked.settled:,}", "of them are settled"],
        ],
        "findings": findings(gathered, asked),
        "chapters": [
            {"code": code, "title": title, "parts": [frozen(part) for part in parts]}
            for code, title, parts in chapters
            if parts
        ],
        "protection": words.PROTECTION,
        "ranks": words.RANKS,
        "caveats": words.CAVEATS,
    }
    return json.loads(json.dumps(made))


def findings(gathered: Gathered, asked: Asked) -> list[dict]:
    """Sentences for a reader with three minutes, each with the chapter it is of."""
    found = [
        (words.included(len(gathered.reports), len(gathered.networks)), "For the same 12 months.", "networks")
    ]
    if gathered.spreads:
        lowest = matrix().steps[0]
        found.append(
            (words.shown_headline(gathered.spreads, lowest), "With evidence of the last 12 months.", "steps")
        )
        found.append((words.said_headline(gathered.spreads), "As their meetings agreed it.", "steps"))
    if any(one.half for one in gathered.middles):
        note = f"Medians of {gathered.counting} networks that count in medians."
        found.append((words.themes_headline(gathered.middles), note, "themes"))
    said = words.asks_headline(len(asked.asks), asked.replied, asked.settled)
    found.append((said, "As they stood when this overview was made.", "asked"))
    return [{"text": f"{text}.", "note": note, "section": code} for text, note, code in found]


def shown_plot(gathered: Gathered) -> Plot:
    return _spread(
        gathered,
        words.shown_headline(gathered.spreads, matrix().steps[0]),
        "What networks can show, with evidence of the last 12 months for every statement of a step.",
        [(one.component, one.shown) for one in gathered.spreads],
        [str(one.showing) for one in gathered.spreads],
    )


def said_plot(gathered: Gathered) -> Plot:
    return _spread(
        gathered,
        words.said_headline(gathered.spreads),
        "What networks say of themselves, as their meetings agreed it.",
        [(one.component, one.said) for one in gathered.spreads],
        [str(one.saying) for one in gathered.spreads],
    )


def _spread(gathered: Gathered, title: str, measure: str, rows, cells) -> Plot:
    speak = max(one.networks for one in gathered.spreads)
    of = f" {speak} of {plural(len(gathered.reports), 'report')} {'speaks' if speak == 1 else 'speak'} of it."
    lowest = matrix().steps[0]
    options = {"steps": list(words.steps_of(matrix().steps)), "last": f"{lowest} or more", "cells": cells}
    return Plot("spread", title, f"{measure}{of}", rows, REPORTS, options)


def steps(gathered: Gathered) -> list[Part]:
    if not gathered.spreads:
        return [Text("Too few of the reports speak of the maturity matrix for any figure to be shown.")]
    shown, said = shown_plot(gathered), said_plot(gathered)
    rows = [(one.component, str(one.saying), str(one.showing), str(one.ahead)) for one in gathered.spreads]
    lowest = matrix().steps[0]
    columns = (
        "Component",
        f"Say {lowest} or more",
        f"Can show {lowest} or more",
        "Say more than they can show",
    )
    return [
        Text(f"{shown.title}.", lead=True),
        Text(words.STEPS, note=words.RANKS),
        shown,
        said,
        Heading("Beside each other"),
        Table("Networks by what they say and what they can show", columns, rows, REPORTS, (1, 2, 3), (0,)),
    ]


def themes_plot(gathered: Gathered) -> Plot:
    return Plot(
        "middles",
        words.themes_headline(gathered.middles),
        "Mean of each theme’s questions, 1 to 5, as networks published it of their latest round of the year.",
        [(one.theme, one.networks, one.half) for one in gathered.middles],
        "scorecards in released reports, of networks that count in medians",
        {},
    )


def themes(gathered: Gathered) -> list[Part]:
    if not any(one.half for one in gathered.middles):
        few = f"{plural(gathered.counting, 'network')} of those with a report count in medians"
        return [Text(f"{few}: too few for any figure. Each clinical director decides about that.")]
    plot = themes_plot(gathered)
    note = (
        f"Of {gathered.counting} networks whose clinical director lets them count in medians; a theme counts those "
        "that published a mean of it."
    )
    return [
        Text(f"{plot.title}.", lead=True, note=note),
        Text("A median says where the middle of the networks lies, not how good that is."),
        plot,
    ]


def asks_words(asked: Asked) -> str:
    counts = (
        (asked.waiting, "waits for a reply", "wait for a reply"),
        (asked.count("accepted"), "was accepted", "were accepted"),
        (asked.count("declined"), "was declined", "were declined"),
        (asked.count("more"), "waits for more from its network", "wait for more from their networks"),
        (asked.late, "is past its promised day", "are past their promised day"),
    )
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return f"Of these {'; '.join(said)}." if said else ""


def support_words(asked: Asked) -> str:
    if not asked.requests:
        return "No network asked for support towards a step of the maturity matrix."
    of = f"{asked.offers or 'none'} {'was' if asked.offers == 1 else 'were'} answered with an offer"
    return f"{plural(asked.requests, 'request')} for support towards a step of the maturity matrix; {of}."


def _asked(asked: Asked) -> list[Part]:
    parts: list[Part] = [
        Text(f"{words.asks_headline(len(asked.asks), asked.replied, asked.settled)}.", lead=True)
    ]
    if said := asks_words(asked):
        parts.append(Text(said))
    if rows := [_ask_row(one) for one in asked.open_to_others]:
        columns = ("Ask", "Whose", "How it stands", "Supported by")
        title = "Asks that their networks opened to others"
        parts.append(Table(title, columns, rows, ASKS, (3,), (0, 2)))
    if closed := len(asked.asks) - len(rows):
        parts.append(Text(_closed_words(closed, more=bool(rows))))
    return [*parts, Text(support_words(asked))]


def _closed_words(count: int, *, more: bool) -> str:
    those = plural(count, "more ask" if more else "ask")
    if count == 1:
        return f"{those} stays between its network and the area, and is counted only."
    return f"{those} stay between their networks and the area, and are counted only."


def _ask_row(ask) -> tuple[str, ...]:
    """Of an ask that others may read; whose it is only where the network said so."""
    stands = ask.state_words
    if ask.promised_on and ask.is_open:
        stands = f"{stands}, promised by {day(ask.promised_on)}"
    if ask.settled_on:
        stands = f"{stands} on {day(ask.settled_on)}: {ask.outcome}"
    elif ask.reply_words:
        stands = f"{stands}: {ask.reply_words}"
    return (ask.what, ask.called, stands, str(ask.supporters))


def _lines(gathered: Gathered) -> list[Part]:
    """Without names: which network said it stands in its report."""
    lines = sorted({line for _, line in queries.asked_in_reports(gathered.reports)}, key=str.casefold)
    if not lines:
        return [Text("No report asks anything of the area.")]
    said = "In the words of the reports, by the alphabet. Who said it stands in the report it is from."
    return [Text(said), Listing(lines)]


def _networks(gathered: Gathered) -> list[Part]:
    named = [one.network.name for one in gathered.reports]
    parts: list[Part] = [Heading("With a released report"), Listing(named)]
    if gathered.without:
        parts += [Heading("Without"), Listing([one.name for one in gathered.without])]
    return parts
