"""Actions, their notes, their owners and decisions as tables: page and CSV say the same."""

from datetime import date

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import conditional_escape

from apps.core.moments import day
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun, Sorting, Table, build
from apps.core.topics import topics

from .models import Action, Decision

ACTIONS = Noun("action", "actions")
DECISIONS = Noun("decision", "decisions")
NOTES = Noun("note", "notes")
OWNERS = Noun("person", "people")
NOBODY = "Nobody"
CSV_MOST = 5000
# Texts that are read whole, cards on a phone: fewer of them on a page than of other lists.
PAGE = 25
# What a line of the pages reads, and no more: the models that belong to it are wide.
ACTION_FIELDS = (
    "network", "number", "text", "state", "due_on", "agreed_on", "confidential", "about_kind", "about_code",
    "owner__name", "owner__active_to", "practice__name", "meeting__title",
)  # fmt: skip
DECISION_FIELDS = (
    "network", "number", "text", "decided_on", "reached", "votes_for", "votes_against", "abstained", "confidential",
    "about_kind", "about_code", "item", "meeting__title", "item__title",
)  # fmt: skip


def name(person) -> str:
    """Of an owner, with a word where they have left."""
    if person is None:
        return NOBODY
    return f"{person.name} (has left)" if person.has_left else person.name


def state_words(action: Action, today: date) -> str:
    if action.is_open and action.due_on and action.due_on < today:
        return "Late"
    return action.get_state_display()


COLOURS = {"Open": "blue", "Late": "orange", "Done": "green", "Dropped": "grey"}


def source_of(action) -> str:
    """The meeting; else what sort of thing it is about. What it is in words its page says, to those who may open it."""
    return action.meeting.title if action.meeting else topics.sort_of(action.about_kind)


def _about(row) -> str:
    return row.topic.words if row.topic else ""


def _source_cell(action):
    if not action.meeting:
        return quiet(sort) if (sort := source_of(action)) else ""
    url = reverse("meetings:meeting", args=[action.network.code, action.meeting_id])
    return link(action.meeting.title, url) + quiet(f" {day(action.agreed_on)}")


def action_columns(network, today: date) -> tuple[Column, ...]:
    def named(one):
        return link(one.text, reverse("meetings:action", args=[network.code, one.pk])) + quiet(
            " Confidential" if one.confidential else ""
        )

    return (
        Column("number", "No.", lambda one: one.number, order=("number",), numeric=True),
        Column("action", "Action", lambda one: one.text, named, order=("text",), head=True),
        Column("owner", "Owner", lambda one: name(one.owner), order=("owner__name",)),
        Column("due", "Due", lambda one: day(one.due_on), order=("due_on",)),
        Column(
            "state", "State", lambda one: state_words(one, today), order=("state", "due_on"),
            cell=lambda one: tag(state_words(one, today), COLOURS[state_words(one, today)]),
        ),
        Column("from", "From", source_of, _source_cell),
    )  # fmt: skip


def action_csv(today: date) -> tuple[Column, ...]:
    return (
        Column("number", "Number", lambda one: one.number),
        Column("action", "Action", lambda one: one.text),
        Column("owner", "Owner", lambda one: name(one.owner)),
        Column("practice", "Practice", lambda one: one.practice.name if one.practice else ""),
        Column("agreed", "Agreed on", lambda one: day(one.agreed_on)),
        Column("due", "Due", lambda one: day(one.due_on)),
        Column("state", "State", lambda one: state_words(one, today)),
        Column("ended", "Ended on", lambda one: day(one.ended_on)),
        Column("outcome", "What came of it", lambda one: one.outcome),
        Column("meeting", "Meeting", lambda one: one.meeting.title if one.meeting else ""),
        Column("about", "About", _about),
        Column("confidential", "Confidential", lambda one: "Yes" if one.confidential else ""),
    )


def actions_table(found, params, *, reader, form, sorting: Sorting, columns) -> Table:
    return build(
        found.only(*ACTION_FIELDS), columns, params, id="actions", caption="Actions", noun=ACTIONS,
        sorting=sorting, form=form, form_label="Find actions",
        path=reverse("meetings:actions", args=[reader.place.code]),
        csv=reverse("meetings:actions_csv", args=[reader.place.code]), csv_most=CSV_MOST, size=PAGE,
    )  # fmt: skip


def _by(note) -> str:
    who = note.owner.name if note.owner else str(note.by) if note.by else "Somebody who is no longer here"
    return f"{who}, by their link" if note.owner and not note.by else who


def notes_table(action, params) -> Table:
    columns = (
        Column("on", "When", lambda note: day(note.created_at), head=True),
        Column(
            "text", "Note", lambda note: note.text,
            cell=lambda note: linebreaksbr(conditional_escape(note.text)),
        ),
        Column("by", "By", _by),
    )  # fmt: skip
    path = reverse("meetings:action", args=[action.network.code, action.pk])
    rows = action.notes.select_related("by", "owner")
    return build(
        rows, columns, params, id="notes", caption="How it comes along", noun=NOTES, path=path, size=20
    )  # fmt: skip


def owner_columns(network, params) -> tuple[tuple[Column, ...], Sorting]:
    """With the order that ``params`` ask for."""
    register = reverse("meetings:actions", args=[network.code])

    def late(one):
        return link(str(one.late), f"{register}?owner={one.pk}&show=late") if one.late else "0"

    columns = (
        Column("name", "Owner", name, order=("name",), head=True),
        Column("practice", "Practice", lambda one: one.practice.name if one.practice else ""),
        Column(
            "open", "Open", lambda one: one.open, order=("open",), numeric=True,
            cell=lambda one: link(str(one.open), f"{register}?owner={one.pk}"),
        ),
        Column("late", "Late", lambda one: one.late, cell=late, order=("late",), numeric=True),
        Column("first", "First due", lambda one: day(one.first), order=("first",)),
    )  # fmt: skip
    return columns, Sorting.of(columns, params, default="-late", ties=("name", "pk"))


def owners_table(people, params, *, network) -> Table:
    columns, sorting = owner_columns(network, params)
    return build(
        sorting.apply(people), columns, params, id="owners", caption="Open actions by owner", noun=OWNERS,
        path=reverse("meetings:owners", args=[network.code]), sorting=sorting,
        csv=reverse("meetings:owners_csv", args=[network.code]),
    )  # fmt: skip


# --- Decisions ---------------------------------------------------------------------------------
def _reached(one: Decision) -> str:
    if one.reached != Decision.Reached.VOTE:
        return one.get_reached_display()
    return f"By vote: {one.votes_for} for, {one.votes_against} against, {one.abstained} abstained"


DECISION_CSV = (
    Column("number", "Number", lambda one: one.number),
    Column("decision", "Decision", lambda one: one.text),
    Column("on", "Decided on", lambda one: day(one.decided_on)),
    Column("meeting", "Meeting", lambda one: one.meeting.title),
    Column("item", "Item", lambda one: one.item.title),
    Column("reached", "How", _reached),
    Column("quorate", "Quorate", lambda one: {True: "Yes", False: "No"}.get(one.quorate, "")),
    Column("about", "About", _about),
    Column("confidential", "Confidential", lambda one: "Yes" if one.confidential else ""),
)


def decision_columns(network) -> tuple[Column, ...]:
    def named(one):
        shown = link(one.text, reverse("meetings:decision_thread", args=[network.code, one.pk]))
        return shown + quiet(" Confidential") if one.confidential else shown

    def met(one):
        return link(one.meeting.title, reverse("meetings:meeting", args=[network.code, one.meeting_id]))

    return (
        Column("number", "No.", lambda one: one.number, order=("number",), numeric=True),
        Column("decision", "Decision", lambda one: one.text, named, head=True),
        Column("on", "Decided on", lambda one: day(one.decided_on), order=("decided_on", "number")),
        Column("meeting", "Meeting", lambda one: one.meeting.title, met),
        Column("reached", "How", _reached),
    )


def decisions_table(found, params, *, reader, form, sorting: Sorting, columns) -> Table:
    return build(
        found.only(*DECISION_FIELDS), columns, params, id="decisions", caption="Decisions", noun=DECISIONS,
        sorting=sorting, form=form, form_label="Find decisions",
        path=reverse("meetings:decisions", args=[reader.place.code]),
        csv=reverse("meetings:decisions_csv", args=[reader.place.code]), csv_most=CSV_MOST, size=PAGE,
    )  # fmt: skip
