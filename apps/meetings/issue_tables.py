"""Raised issues and risks as tables: page and CSV say the same."""

from django.urls import reverse

from apps.core.moments import day
from apps.core.table_html import link, tag
from apps.core.tables import Column, Noun, Sorting, Table, build

from .action_tables import name
from .risk_picture import BAD, COLOURS, LIKELY, band, moved

ISSUES = Noun("issue", "issues")
RISKS = Noun("risk", "risks")
MOVES = Noun("entry", "entries")
STATES = {"new": "blue", "agenda": "purple", "answered": "green", "closed": "grey"}


def _raiser(issue) -> str:
    return str(issue.raised_by) if issue.raised_by else "Somebody who is no longer here"


def issues_table(issues, params, *, network, all_of_them: bool) -> Table:
    """Those of everybody with who raised them, or one's own."""

    def named(one):
        return link(one.title, reverse("meetings:issue", args=[network.code, one.pk]))

    columns = [
        Column("title", "Issue", lambda one: one.title, named, order=("title",), head=True),
        Column("by", "Raised by", _raiser, order=("raised_by__name",)),
        Column("on", "Raised on", lambda one: day(one.created_at), order=("created_at",)),
        Column(
            "state", "State", lambda one: one.get_state_display(), order=("state",),
            cell=lambda one: tag(one.get_state_display(), STATES[one.state]),
        ),
    ]  # fmt: skip
    if not all_of_them:
        del columns[1]
    sorting = Sorting.of(columns, params, default="-on")
    path = reverse("meetings:issues", args=[network.code])
    return build(
        sorting.apply(issues), columns, params, id="issues", caption="Issues", noun=ISSUES, path=path,
        sorting=sorting,
    )  # fmt: skip


def levels(row) -> str:
    """Of a risk, or of a move of one."""
    return f"{LIKELY[row.likelihood - 1]}, {BAD[row.impact - 1].lower()}"


RISK_CSV = (
    Column("title", "Risk", lambda one: one.title),
    Column("cause", "Why it could happen", lambda one: one.cause),
    Column("likelihood", "Likelihood, 1 to 5", lambda one: one.likelihood),
    Column("impact", "Impact, 1 to 5", lambda one: one.impact),
    Column("score", "Score", lambda one: one.score),
    Column("band", "Band", lambda one: band(one.score)),
    Column("moved", "Movement", lambda one: moved(one.before, one.score)),
    Column("response", "What we do about it", lambda one: one.response),
    Column("owner", "Who watches it", lambda one: name(one.owner)),
    Column("review", "Looked at again on", lambda one: day(one.review_on)),
    Column("closed", "Closed on", lambda one: day(one.closed_on)),
    Column("why", "Why closed", lambda one: one.why_closed),
)


def risks_table(risks, params, *, network) -> Table:
    def named(one):
        return link(one.title, reverse("meetings:risk", args=[network.code, one.pk]))

    columns = (
        Column("title", "Risk", lambda one: one.title, named, order=("title",), head=True),
        Column(
            "score", "Score", lambda one: one.score, order=("points",), numeric=True,
        ),
        Column("band", "Band", lambda one: band(one.score), lambda one: tag(band(one.score), COLOURS[band(one.score)])),
        Column("moved", "Movement", lambda one: moved(one.before, one.score)),
        Column("owner", "Who watches it", lambda one: name(one.owner), order=("owner__name",)),
        Column("review", "Looked at again", lambda one: day(one.review_on), order=("review_on",)),
    )  # fmt: skip
    sorting = Sorting.of(columns, params, default="-score")
    path = reverse("meetings:risks", args=[network.code])
    return build(
        sorting.apply(risks), columns, params, id="risks", caption="Open risks", noun=RISKS, path=path,
        sorting=sorting, csv=reverse("meetings:risks_csv", args=[network.code]),
    )  # fmt: skip


def moves_table(risk, params) -> Table:
    columns = (
        Column("on", "When", lambda one: day(one.created_at), head=True),
        Column("score", "Score", lambda one: one.likelihood * one.impact, numeric=True),
        Column("levels", "How it stood", levels),
        Column("why", "Why", lambda one: one.why),
    )
    path = reverse("meetings:risk", args=[risk.network.code, risk.pk])
    rows = risk.moves.order_by("-created_at", "-pk")
    return build(rows, columns, params, id="moves", caption="How it moved", noun=MOVES, path=path, size=20)
