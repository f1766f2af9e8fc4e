"""Additional roles as tables: how far recruitment has come, published figures, where shared staff work."""

from django.urls import reverse

from apps.core.moments import day
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun, build
from apps.practices.tables import PRACTICES

from .models import Stage
from .queries import Seat
from .tables import COLUMNS, amount
from .workforce import Figure, Grid, Site, Worker

POSTS = Noun("post", "posts")
ROLES = Noun("role", "roles")
PEOPLE = Noun("person", "people")
PAGE = 50
_COLOURS = {
    Stage.IDEA: "grey",
    Stage.APPROVED: "blue",
    Stage.ADVERTISED: "aqua-green",
    Stage.OFFERED: "green",
}


def _stage(seat: Seat):
    if not seat.is_vacant:
        return "In post"
    return tag(seat.post.get_stage_display(), _COLOURS.get(seat.post.stage, ""))


def pipeline(network, seats, params):
    """Vacant posts first, by how far finding somebody has come."""
    rows = sorted(seats, key=lambda seat: (not seat.is_vacant, -Stage.values.index(seat.post.stage)))
    columns = (
        COLUMNS[0],
        Column("who", "Who", lambda seat: " and ".join(str(one.person) for one in seat.holders)),
        Column("stage", "Stage", lambda seat: seat.post.get_stage_display(), _stage),
        Column("since", "Since", lambda seat: day(seat.post.stage_since)),
        Column(
            "funded", "Funded", lambda seat: amount(seat.post.funded, seat.post.unit), numeric=True
        ),
    )  # fmt: skip
    return build(
        rows, columns, params, id="posts", caption="Posts in additional roles", noun=POSTS,
        path=reverse("roles:pipeline", args=[network.code]), size=PAGE,
    )  # fmt: skip


def published(figures: list[Figure]):
    """A few dozen roles at most: all at once."""
    columns = (
        Column("role", "Role", lambda one: one.kind.name, head=True),
        Column("published", "Published WTE", lambda one: f"{one.published:.2f}", numeric=True),
        Column(
            "confirmed",
            "Confirmed WTE",
            lambda one: "" if one.confirmed is None else f"{one.confirmed:.2f}",
            lambda one: quiet("Not yet") if one.confirmed is None else f"{one.confirmed:.2f}",
            numeric=True,
        ),
        Column("recorded", "Recorded here", lambda one: f"{one.recorded:.2f}", numeric=True),
    )
    return build(
        figures, columns, {}, id="published", caption="Published and recorded workforce by role", noun=ROLES,
        path="", size=len(figures) or 1,
    )  # fmt: skip


def _number(value) -> str:
    return f"{value.normalize():f}" if value else ""


def _per_1000(site: Site) -> str:
    return "" if site.per_1000 is None else f"{site.per_1000:.2f}"


def sites(grid: Grid):
    columns = (
        Column("practice", "Practice", lambda one: one.practice.name, _practice, head=True),
        Column(
            "patients",
            "Registered patients",
            lambda one: one.patients,
            lambda one: "not published" if one.patients is None else f"{one.patients:,}",
            numeric=True,
        ),
        Column("sessions", "Sessions a week", lambda one: _number(one.sessions) or "0", numeric=True),
        Column("rate", "Per 1,000 patients", _per_1000, numeric=True),
    )
    return build(
        grid.sites, columns, {}, id="sites", caption="Sessions of shared staff at each practice",
        noun=PRACTICES, path="", size=len(grid.sites) or 1,
    )  # fmt: skip


def _practice(site: Site):
    return site.practice.name if site.is_member else f"{site.practice.name} (no longer a member)"


def grid_columns(grid: Grid, *, keeps: bool = False) -> tuple[Column, ...]:
    """A column for every practice."""
    columns = [
        Column("who", "Who", lambda one: str(one.term.person), head=True),
        Column("role", "Role", lambda one: str(one.term.post)),
        *(
            Column(site.practice.code, site.practice.name, _at(site.practice.pk), numeric=True)
            for site in grid.sites
        ),
        Column("total", "Together", lambda one: _number(one.total) or "0", numeric=True),
    ]
    if keeps:
        columns.append(Column("change", "Change", cell=_change, hidden=True))
    return tuple(columns)


def _at(pk: int):
    return lambda one: _number(one.sessions.get(pk))


def _change(one: Worker):
    url = reverse("roles:deploy", args=[one.term.post.network.code, one.term.pk])
    return link("Change", url, hidden=f"where {one.term.person} works")


def grid(found: Grid, params, *, path: str, csv: str, keeps: bool):
    return build(
        found.workers, grid_columns(found, keeps=keeps), params, id="grid", noun=PEOPLE, path=path, csv=csv,
        caption="Sessions a week of shared staff by practice", size=PAGE,
    )  # fmt: skip
