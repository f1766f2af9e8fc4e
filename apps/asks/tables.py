"""Asks as tables: a network's own, those of others, those an area received, and the history of one."""

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html

from apps.core.moments import day
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun, Sorting, Table, build

from .models import Ask

ASKS, CHANGES = Noun("ask", "asks"), Noun("change", "changes")
PAGE, CSV_MOST = 25, 5000
COLOURS = {
    "Draft": "grey",
    "Waits for a reply": "yellow",
    "Accepted": "blue",
    "Declined": "white",
    "Needs more": "orange",
    "Settled": "green",
    "Withdrawn": "grey",
}


def state_tag(ask: Ask) -> str:
    return tag(ask.state_words, COLOURS[ask.state_words])


def _late(ask: Ask) -> bool:
    return ask.state == Ask.State.REPLIED and bool(ask.promised_on) and ask.promised_on < timezone.localdate()


def _promised(ask: Ask) -> str:
    return f"{day(ask.promised_on)} (has passed)" if _late(ask) else day(ask.promised_on)


def _owner(ask: Ask) -> str:
    return ask.owner or "Nobody yet"


def _area_owner(ask: Ask) -> str:
    return f"{ask.owner} (has no access any more)" if ask.owner and ask.is_unowned else _owner(ask)


STATE = Column("state", "State", lambda ask: ask.state_words, state_tag, order=("state", "reply"))
SENT = Column("sent", "Sent", lambda ask: day(ask.sent_on), order=("sent_on",))
OWNER = Column("owner", "Owner", _owner, order=("owner",))
PROMISED = Column("promised", "Promised by", _promised, order=("promised_on",))


def _supported(ask: Ask) -> str:
    if not ask.supporters:
        return "–"
    return f"{ask.supporters} network{'' if ask.supporters == 1 else 's'}"


SUPPORT = Column("support", "Supported by", lambda ask: ask.supporters, _supported, order=("supporters",))
_WORDS = (
    Column("why", "Why", lambda ask: ask.why),
    SENT,
    STATE,
    Column("replied", "Replied on", lambda ask: day(ask.replied_on)),
    Column("reply", "Reply", lambda ask: ask.reply_words),
    PROMISED,
    Column("settled", "Settled on", lambda ask: day(ask.settled_on)),
    Column("outcome", "What came of it", lambda ask: ask.outcome),
    SUPPORT,
)
_WHAT = Column("what", "Ask", lambda ask: ask.what)
OWN_CSV = (_WHAT, OWNER, *_WORDS)
OTHERS_CSV = (_WHAT, Column("whose", "Whose", lambda ask: ask.called), *_WORDS)
AREA_CSV = (
    Column("network", "Network", lambda ask: ask.network.name),
    Column("code", "Code", lambda ask: ask.network.code),
    _WHAT,
    Column("owner", "Owner", _area_owner),
    *_WORDS,
)


def own_columns(network) -> tuple[Column, ...]:
    def named(ask):
        return link(ask.what, reverse("asks:ask", args=[network.code, ask.pk]))

    return (Column("what", "Ask", cell=named, head=True), SENT, STATE, OWNER, PROMISED, SUPPORT)


def others_columns(network) -> tuple[Column, ...]:
    def named(ask):
        whose = format_html("{}{}", quiet(ask.called), quiet(" · we support it") if ask.supported else "")
        url = reverse("asks:other", args=[network.code, ask.pk])
        return format_html("{}<br>{}", link(ask.what, url), whose)

    return (Column("what", "Ask", cell=named, head=True), SENT, STATE, PROMISED, SUPPORT)


def area_columns(icb) -> tuple[Column, ...]:
    def named(ask):
        url = reverse("area_asks:ask", args=[icb.code, ask.pk])
        return format_html("{}<br>{}", link(ask.what, url), quiet(ask.network.name))

    owner = Column("owner", "Owner", _area_owner, order=("owner",))
    return (Column("what", "Ask", cell=named, head=True), SENT, STATE, owner, PROMISED, SUPPORT)


def sorting(columns, params) -> Sorting:
    return Sorting.of(columns, params, default="-sent", ties=("-pk",))


def asks_table(asks, columns, params, *, path: str, csv: str, form, caption: str) -> Table:
    return build(
        sorting(columns, params).apply(asks), columns, params, id="asks", caption=caption, noun=ASKS, path=path,
        sorting=sorting(columns, params), form=form, form_label="Find asks", csv=csv, csv_most=CSV_MOST, size=PAGE,
    )  # fmt: skip


def changes_table(ask: Ask, params, *, path: str, area: str) -> Table:
    """``area`` is what the area is called; names of people stand beside their side."""

    def side(one) -> str:
        whose = area if one.of_area else ask.network.name
        return f"{one.by.name}, {whose}" if one.by else whose

    columns = (
        Column("on", "When", lambda one: day(one.at), head=True),
        Column("what", "What", lambda one: one.get_kind_display()),
        Column(
            "words", "In words", lambda one: one.words or "–",
            cell=lambda one: linebreaksbr(conditional_escape(one.words or "–")),
        ),
        Column("by", "By", side),
    )  # fmt: skip
    rows = ask.changes.select_related("by")
    return build(
        rows,
        columns,
        params,
        id="changes",
        caption="What became of it, by day",
        noun=CHANGES,
        path=path,
        size=20,
    )
