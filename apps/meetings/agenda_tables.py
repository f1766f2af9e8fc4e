"""Agenda items and papers as tables."""

from django.urls import reverse

from apps.core.moments import day
from apps.core.table_html import link, tag
from apps.core.tables import Column, Noun, Table, build

ITEMS = Noun("item", "items")
PAPERS = Noun("paper", "papers")
COLOURS = {"proposed": "blue", "agenda": "green", "parked": "yellow", "declined": "grey"}


def lead(item) -> str:
    return item.lead.name if item.lead else ""


def pool_table(rows, params, *, network) -> Table:
    def named(item):
        return link(item.title, reverse("meetings:item", args=[network.code, item.pk]))

    def state(item):
        return tag(item.get_state_display(), COLOURS[item.state])

    columns = (
        Column("item", "Item", lambda one: one.title, named, head=True),
        Column("state", "State", lambda one: one.get_state_display(), state),
        Column("purpose", "To", lambda one: one.get_purpose_display()),
        Column("lead", "Lead", lead),
        Column("since", "Since", lambda one: day(one.created_at)),
    )
    path = reverse("meetings:pool", args=[network.code])
    return build(rows, columns, params, id="pool", caption="Agenda pool", noun=ITEMS, path=path)


def papers_table(item, params, *, network, may_keep: bool) -> Table:
    rows = item.papers.prefetch_related("versions__file")

    def latest(paper):
        return paper.versions.all()[0]

    def named(paper):
        return link(paper.title, reverse("meetings:paper", args=[network.code, latest(paper).pk]))

    def said(paper):
        one = latest(paper)
        pages = f", {one.pages} {'page' if one.pages == 1 else 'pages'}" if one.pages else ""
        return f"Version {one.number} of {day(one.created_at)}{pages}"

    def acts(paper):
        at = [network.code, item.pk, paper.pk]
        return link("New version", reverse("meetings:paper_renew", args=at), hidden=f"of {paper.title}")

    columns = (
        Column("paper", "Paper", lambda one: one.title, named, head=True),
        Column("version", "Version", said),
        Column("file", "File", lambda one: latest(one).name),
    )
    if may_keep:
        columns += (Column("acts", "What to do", lambda one: "", acts),)
    path = reverse("meetings:item", args=[network.code, item.pk])
    return build(rows, columns, params, id="papers", caption="Papers", noun=PAPERS, path=path)
