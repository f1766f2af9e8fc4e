"""Versions, leads and objectives as tables."""

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import conditional_escape

from apps.core.moments import day
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun, Table, build

from .models import Objective, Version

PAGE = 20
VERSIONS = Noun("version", "versions")
LEADS = Noun("lead", "leads")
OBJECTIVES = Noun("objective", "objectives")
GONE = "Nobody"
COLOURS = {"kept": "green", "missed": "purple", "carried": "blue", "": "grey"}


# --- Versions of the purpose -------------------------------------------------------------------
def _state(version: Version) -> str:
    if version.state != Version.State.ADOPTED:
        return version.get_state_display()
    return f"Replaced on {day(version.replaced_on)}" if version.replaced_on else "In force"


VERSION_CSV = (
    Column("number", "Version", lambda version: version.number),
    Column("line", "Purpose in one line", lambda version: version.line),
    Column("text", "What stands behind it", lambda version: version.text),
    Column("state", "State", _state),
    Column("adopted", "Adopted on", lambda version: day(version.adopted_on)),
    Column("meeting", "By which meeting", lambda version: version.meeting),
    Column("replaced", "Replaced on", lambda version: day(version.replaced_on)),
    Column("said", "People who gave feedback", lambda version: version.said),
)


def _adopted(version: Version) -> str:
    return f"{day(version.adopted_on)}, {version.meeting}" if version.adopted_on else ""


def versions_table(versions, params, *, network) -> Table:
    def named(version):
        return link(str(version), reverse("purpose:version", args=[network.code, version.pk]))

    columns = (
        Column("number", "Version", str, cell=named, head=True),
        Column("line", "Purpose in one line", lambda version: version.line),
        Column("state", "State", _state),
        Column("adopted", "Adopted", _adopted),
    )
    return build(
        versions,
        columns,
        params,
        id="versions",
        caption="Versions of our purpose",
        noun=VERSIONS,
        path=reverse("purpose:index", args=[network.code]),
        csv=reverse("purpose:versions_csv", args=[network.code]),
        size=PAGE,
    )


FEEDBACK = Noun("person said what they think", "people said what they think")


def _by(row) -> str:
    return str(row.by) if row.by else "Somebody who is no longer here"


def _stance(one) -> str:
    return (
        f"{one.get_stance_display()} (said of earlier words)"
        if one.on_earlier_words
        else one.get_stance_display()
    )


def feedback_table(version, params, *, network) -> Table:
    columns = (
        Column("who", "Who", _by, head=True),
        Column("stance", "Could they work by this?", _stance),
        Column(
            "text",
            "What they say",
            lambda one: one.text,
            cell=lambda one: linebreaksbr(conditional_escape(one.text)),
        ),
        Column("on", "When", lambda one: day(one.updated_at)),
    )
    return build(
        version.feedback.select_related("by"),
        columns,
        params,
        id="feedback",
        caption=f"Feedback on version {version.number}",
        noun=FEEDBACK,
        path=reverse("purpose:version", args=[network.code, version.pk]),
        size=PAGE,
    )


# --- Who leads what ------------------------------------------------------------------------------
def name(person) -> str:
    """Of somebody of the directory, with a word where they have left."""
    if person is None:
        return GONE
    return f"{person.name} (has left)" if person.active_to else person.name


def _shown(person):
    if person is None:
        return quiet(GONE)
    return name(person)


LEAD_CSV = (
    Column("what", "Leads on", lambda lead: lead.what, head=True),
    Column("person", "Who leads", lambda lead: name(lead.person), cell=lambda lead: _shown(lead.person)),
    Column("deputy", "Who stands in", lambda lead: name(lead.deputy), cell=lambda lead: _shown(lead.deputy)),
)
SINCE = Column("since", "Since", lambda lead: day(lead.start))


def leads_table(leads, *, network, change: str = "", csv: str = "") -> Table:
    """All of a strategy's leads: a few dozen at most. ``change`` names the page that changes one."""
    columns = [*LEAD_CSV]
    if change != "lead_edit":
        columns.append(SINCE)
    if change:
        columns.append(
            Column(
                "change",
                "Change",
                cell=lambda lead: link(
                    "Change",
                    reverse(f"purpose:{change}", args=[network.code, lead.pk]),
                    hidden=f"who leads on {lead.what}",
                ),
                hidden=True,
            )
        )
    leads = list(leads)
    return build(
        leads,
        tuple(columns),
        {},
        id="leads",
        caption="Who leads what",
        noun=LEADS,
        path=reverse("purpose:strategy", args=[network.code]),
        csv=csv,
        size=max(len(leads), 1),
    )


# --- Objectives ------------------------------------------------------------------------------------
def _outcome(objective: Objective) -> str:
    return objective.get_outcome_display() or "Not ended"


def _origin(objective: Objective) -> str:
    return f"Carried over from {objective.origin.in_year.short}" if objective.origin else ""


OBJECTIVE_CSV = (
    Column("year", "Year", lambda one: one.in_year.title),
    Column("text", "Objective", lambda one: one.text),
    Column("measure", "How we know", lambda one: one.measure),
    Column("owner", "Who sees to it", lambda one: name(one.owner)),
    Column("origin", "Where it comes from", _origin),
    Column("outcome", "How it ended", _outcome),
    Column("reason", "Why", lambda one: one.reason),
    Column("ended", "Ended on", lambda one: day(one.ended_on)),
    Column("said", "Progress notes", lambda one: one.said),
)


def objectives_table(objectives, *, network, year: int) -> Table:
    """All of a year's: at most a score of them."""

    def named(one):
        shown = link(one.text, reverse("purpose:objective", args=[network.code, one.pk]))
        return shown + quiet(f" {_origin(one)}") if one.origin else shown

    columns = (
        Column("text", "Objective", lambda one: one.text, cell=named, head=True),
        Column("measure", "How we know", lambda one: one.measure),
        Column("owner", "Who sees to it", lambda one: name(one.owner), cell=lambda one: _shown(one.owner)),
        Column("said", "Notes", lambda one: one.said, numeric=True),
        Column(
            "outcome", "How it ended", _outcome, cell=lambda one: tag(_outcome(one), COLOURS[one.outcome])
        ),
    )
    address = reverse("purpose:objectives_csv", args=[network.code])
    objectives = list(objectives)
    return build(
        objectives,
        columns,
        {},
        id="objectives",
        caption="Objectives of the year",
        noun=OBJECTIVES,
        path=reverse("purpose:objectives", args=[network.code]),
        csv=f"{address}?year={year}",
        size=max(len(objectives), 1),
    )


NOTES = Noun("note", "notes")


def notes_table(objective, params, *, network) -> Table:
    columns = (
        Column("on", "When", lambda note: day(note.created_at), head=True),
        Column(
            "text",
            "Note",
            lambda note: note.text,
            cell=lambda note: linebreaksbr(conditional_escape(note.text)),
        ),
        Column("by", "By", _by),
    )
    return build(
        objective.notes.select_related("by"),
        columns,
        params,
        id="notes",
        caption="How it comes along",
        noun=NOTES,
        path=reverse("purpose:objective", args=[network.code, objective.pk]),
        size=PAGE,
    )


STRATEGIES = Noun("earlier strategy", "earlier strategies")


def strategies_table(strategies, *, network) -> Table:
    """Those that held before: one in some years."""
    strategies = list(strategies)

    def named(one):
        return link(
            f"Strategy {one.number}", reverse("purpose:strategy_version", args=[network.code, one.pk])
        )

    columns = (
        Column("number", "Strategy", str, cell=named, head=True),
        Column("start", "From", lambda one: day(one.start)),
        Column("end", "Until", lambda one: day(one.end)),
    )
    return build(
        strategies,
        columns,
        {},
        id="strategies",
        caption="Earlier strategies",
        noun=STRATEGIES,
        path=reverse("purpose:strategy", args=[network.code]),
        size=max(len(strategies), 1),
    )
