"""Meetings in the thread: when a topic was on an agenda, what was decided, what somebody took on and what came of it.

An agenda item is a topic too, and an action, so that what is about nothing in particular has a thread of its own."""

from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.moments import day
from apps.core.topics import Key, Moment, Topic, topics

from .models import Action, ActionNote, Decision, Item, Meeting
from .queries import reads_confidential

ITEM, ACTION = "item", "action"
DECISION = "decision"


def resolve(reader, codes) -> dict[str, Topic]:
    """Items on an agenda, by primary key; one query."""
    if Permission.VIEW_NETWORK not in reader.permissions:
        return {}
    items = Item.objects.filter(network=reader.place, pk__in=_pks(codes), meeting__isnull=False)
    items = items.seen_with(reads_confidential(reader.permissions)).select_related("meeting")
    items = items.only("title", "meeting__title", "meeting__starts_at")
    found = {}
    for one in items:
        url = reverse("meetings:item", args=[reader.place.code, one.pk])
        source = f"{one.meeting.title}, {day(one.meeting.starts_at)}"
        found[str(one.pk)] = Topic(ITEM, str(one.pk), one.title, url, source)
    return found


def resolve_actions(reader, codes) -> dict[str, Topic]:
    """Actions, by primary key; one query."""
    if Permission.VIEW_NETWORK not in reader.permissions:
        return {}
    actions = Action.objects.filter(network=reader.place, pk__in=_pks(codes))
    return {
        str(one.pk): Topic(
            ACTION, str(one.pk), one.text, reverse("meetings:action", args=[reader.place.code, one.pk]),
            f"Action {one.number}",
        )
        for one in actions.seen_with(reads_confidential(reader.permissions))
    }  # fmt: skip


def name_topics(reader, rows) -> list:
    """Decisions and actions with ``topic``, what they are about; None where the reader may not open that. A query for
    each kind of topic, however many rows there are."""
    rows = list(rows)
    found = topics.find(reader, {(row.about_kind, row.about_code) for row in rows if row.about_kind})
    for row in rows:
        row.topic = found.get((row.about_kind, row.about_code))
    return rows


def lead(reader, rows) -> list:
    """As `name_topics`, with ``thread``, the address of the first thread that the reader may open: the topic's, else
    the item's, else an action's own; "" where there is none. One query more."""
    rows = name_topics(reader, rows)
    items = topics.find(reader, {(ITEM, str(row.item_id)) for row in rows if row.item_id and not row.topic})
    for row in rows:
        item = items.get((ITEM, str(row.item_id)))
        own = (ACTION, row.pk) if isinstance(row, Action) else None
        key = (row.topic or item).keys[0] if row.topic or item else own
        row.thread = reverse("home:thread", args=[reader.place.code, *key]) if key else ""
    return rows


def about_words(reader, rows, words: str | None) -> dict[str, Q]:
    """For each of ``words`` those of ``rows`` whose topic says it, as far as the reader may open that topic: else
    looking for words would tell them. A query for the topics, and one for each kind that some may not open."""
    looked_for = (words or "").split()
    if not looked_for:
        return {}
    said = Q()
    for word in looked_for:
        said |= Q(about_words__icontains=word)
    told = rows.filter(said).order_by().values_list("about_kind", "about_code", "about_words").distinct()
    seen = {(kind, code) for kind, code, _ in told if kind in topics.open}
    seen |= topics.find(reader, {(kind, code) for kind, code, _ in told} - seen).keys()
    return {word: _of_topics(told, seen, word) for word in looked_for}


def _of_topics(told, seen, word: str) -> Q:
    codes: dict[str, list[str]] = {}
    for kind, code, text in told:
        if (kind, code) in seen and word.casefold() in text.casefold():
            codes.setdefault(kind, []).append(code)
    found = Q(pk__in=[])
    for kind, some in codes.items():
        found |= Q(about_kind=kind, about_code__in=some)
    return found


def _pks(codes) -> list[int]:
    return [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 10]


def told(reader, keys, since):
    """Everything that meetings did about these topics; at most two queries however many they are."""
    asked = [(kind, code) for kind, code in keys if len(kind) <= 20 and len(code) <= 60]
    if not asked or Permission.VIEW_NETWORK not in reader.permissions:
        return
    confidential = reads_confidential(reader.permissions)
    for key, moment in _all(reader.place, asked, confidential):
        if since is None or moment.day >= since:
            yield key, moment


def _all(network, keys, confidential):
    taken = {}
    for row in _rows(network, keys, confidential):
        told_of = {(row.kind, row.code), (ITEM, str(row.item)), (ACTION, str(row.action))}
        about = [key for key in keys if key in told_of]
        if row.action:
            taken[row.action] = about, row.text
        for moment in _TOLD[row.sort](network, row):
            yield from ((key, moment) for key in about)
    for note in ActionNote.objects.filter(action__in=taken) if taken else ():
        about, action = taken[note.action_id]
        moment = Moment(timezone.localdate(note.created_at), "Progress", note.text, detail=action, order=60)
        yield from ((key, moment) for key in about)


class _Row(NamedTuple):
    """An item that came on an agenda, a decision or an action; None where a sort has no such thing."""

    sort: str
    kind: str
    code: str
    item: int | None
    on: date
    text: str
    meeting: int | None
    at: str | None
    number: int | None
    reached: str | None
    counts: list[int] | None
    action: int | None
    owner: str | None
    due: date | None
    state: str | None
    ended: date | None
    outcome: str | None


# By hand: every page of results asks it, and Django needed a tenth of that page's time to write this union.
_ROWS = """
WITH asked AS (SELECT * FROM unnest(%(kinds)s::text[], %(codes)s::text[]))
SELECT 'item', i.about_kind, i.about_code, i.id, (m.starts_at AT TIME ZONE %(zone)s)::date, i.title, m.id, m.title,
       NULL::int, NULL, NULL::int[], NULL::bigint, NULL, NULL::date, NULL, NULL::date, NULL
  FROM meetings_item i JOIN meetings_meeting m ON m.id = i.meeting_id
 WHERE i.network_id = %(network)s AND (%(confidential)s OR NOT i.confidential)
   AND i.state = %(agenda)s AND m.state <> %(cancelled)s
   AND (i.id = ANY(%(items)s::bigint[]) OR (i.about_kind, i.about_code) IN (TABLE asked))
UNION ALL
SELECT 'decision', about_kind, about_code, item_id, decided_on, text, meeting_id, NULL,
       number, reached, ARRAY[votes_for, votes_against, abstained]::int[], NULL, NULL, NULL, NULL, NULL, NULL
  FROM meetings_decision
 WHERE network_id = %(network)s AND (%(confidential)s OR NOT confidential)
   AND (item_id = ANY(%(items)s::bigint[]) OR (about_kind, about_code) IN (TABLE asked))
UNION ALL
SELECT 'action', a.about_kind, a.about_code, a.item_id, a.agreed_on, a.text, NULL, NULL,
       NULL, NULL, NULL, a.id, p.name, a.due_on, a.state, a.ended_on, a.outcome
  FROM meetings_action a LEFT JOIN people_person p ON p.id = a.owner_id
 WHERE a.network_id = %(network)s AND (%(confidential)s OR NOT a.confidential)
   AND (a.item_id = ANY(%(items)s::bigint[]) OR a.id = ANY(%(actions)s::bigint[])
        OR (a.about_kind, a.about_code) IN (TABLE asked))
"""


def _rows(network, keys: list[Key], confidential: bool) -> list[_Row]:
    """Those about ``keys``, in one query; what is confidential only where the reader may see it."""
    about = [key for key in keys if key[0] not in (ITEM, ACTION)]
    asked = {
        "network": network.pk, "confidential": confidential, "zone": timezone.get_current_timezone_name(),
        "agenda": Item.State.AGENDA.value, "cancelled": Meeting.State.CANCELLED.value,
        "items": _pks(code for kind, code in keys if kind == ITEM),
        "actions": _pks(code for kind, code in keys if kind == ACTION),
        "kinds": [kind for kind, _ in about], "codes": [code for _, code in about],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, asked)
        return [_Row(*row) for row in cursor.fetchall()]


def _of_item(network, row):
    url = reverse("meetings:item", args=[network.code, row.item])
    yield Moment(row.on, "Agenda", row.text, url, row.at, 30)


def _of_decision(network, row):
    url = reverse("meetings:meeting", args=[network.code, row.meeting])
    reached = f"Decision {row.number}, agreed by all"
    if row.reached == Decision.Reached.VOTE:
        counts = "{} for, {} against, {} abstained".format(*row.counts)
        reached = f"Decision {row.number}, by vote of the practices: {counts}"
    yield Moment(row.on, "Decision", row.text, url, reached, 40)


def _of_action(network, row):
    due = f"by {day(row.due)}" if row.due else ""
    url = reverse("meetings:action", args=[network.code, row.action])
    yield Moment(row.on, "Action", row.text, url, ", ".join(filter(None, [row.owner, due])), 50)
    if row.ended:
        word = "Done" if row.state == Action.State.DONE else "Dropped"
        yield Moment(row.ended, word, row.text, url, row.outcome, 70)


_TOLD = {ITEM: _of_item, DECISION: _of_decision, ACTION: _of_action}
