"""Components and statements as tables: what is said beside what can be shown."""

from django.urls import reverse
from django.utils.html import format_html

from apps.core.moments import day
from apps.core.table_html import link, quiet
from apps.core.tables import Column, Noun, Table, build

from .statements import matrix

COMPONENTS = Noun("component", "components")
SAID, SHOWN = "Where we say we are", "What we can show"
CSV = (
    Column("component", "Component", lambda row: row[0].name),
    Column("step", "Step", lambda row: matrix().steps[row[1].step]),
    Column("statement", "Statement", lambda row: row[1].text),
    Column("said", SAID, lambda row: row[1].said or "Not discussed"),
    Column("agreed", "Agreed on", lambda row: day(row[1].agreed_on)),
    Column("meeting", "Meeting", lambda row: row[1].meeting),
    Column("shown", SHOWN, lambda row: "; ".join(one.title for one in row[1].shown if one.is_live)),
    Column("component_said", f"{SAID}: the component", lambda row: row[0].says),
    Column("component_shown", f"{SHOWN}: the component", lambda row: row[0].shows),
)


def components_table(standings, names, params, *, network) -> Table:
    """``names`` are the area's own of a component and step; they stand in brackets."""

    def local(one, step) -> str:
        name = names.get((one.code, step), "")
        return f" ({name})" if name else ""

    def said(one):
        step = f"{one.says}{local(one, one.claimed)}"
        if not one.agreed_on:
            return step
        return format_html("{}<br>{}", step, quiet(f"{one.meeting}, {day(one.agreed_on)}"))

    def shown(one):
        step = f"{one.shows}{local(one, one.evidenced)}"
        count = f"{one.count} of {len(one.statements)} statements with evidence"
        return format_html("{}<br>{}", step, quiet(count))

    def named(one):
        return link(one.name, reverse("maturity:component", args=[network.code, one.code]))

    return build(
        standings,
        (
            Column("component", "Component", lambda one: one.name, cell=named, head=True),
            Column("said", SAID, lambda one: one.says, cell=said),
            Column("shown", SHOWN, lambda one: one.shows, cell=shown),
        ),
        params,
        id="components",
        caption="Where we say we are and what we can show, by component",
        noun=COMPONENTS,
        path=reverse("maturity:index", args=[network.code]),
        csv=reverse("maturity:csv", args=[network.code]),
        size=len(standings),
    )
