"""What the yearly report tells of asks to the area: each, and how it stood on the year's last day. Names nobody."""

from apps.core.chapters import Heading, Period, Section, Table
from apps.core.moments import day

from .models import Ask

SOURCE = "the network’s asks to its area, in the portal"


def asks(period: Period) -> Section | None:
    """One query; None where the network sent none within the year."""
    sent = (
        period.network.asks.sent().filter(sent_on__range=(period.start, period.on)).order_by("sent_on", "pk")
    )
    rows = [(ask.what, day(ask.sent_on), _stood(ask, period.on)) for ask in sent]
    if not rows:
        return None
    table = Table(
        f"What we asked within the year, and how it stood on {day(period.on)}",
        ("Ask", "Sent", "How it stood"),
        rows,
        source=SOURCE,
        wide=(0, 2),
    )
    return Section([Heading("What we asked within the year"), table])


def _stood(ask: Ask, on) -> str:
    if ask.settled_on and ask.settled_on <= on:
        return f"Settled on {day(ask.settled_on)}. {ask.outcome}".strip()
    if ask.replied_on and ask.replied_on <= on:
        promised = f", promised by {day(ask.promised_on)}" if ask.promised_on else ""
        return f"{ask.get_reply_display()}{promised}. {ask.reply_words}".strip()
    return "Waits for a reply"
