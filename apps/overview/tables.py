"""Tables of an area's overview page: asks of the year, what reports ask, and the PDFs that were made."""

from django.urls import reverse
from django.utils.html import format_html

from apps.asks import tables as asks
from apps.core.moments import stamp
from apps.core.table_html import link, quiet, tag
from apps.core.tables import Column, Noun, Table, build

from .models import Overview

LINES, MADE = Noun("line", "lines"), Noun("PDF", "PDFs")
FEW, PAGE = 10, 25


def asks_table(found, params, *, icb, path: str) -> Table:
    """The latest of the year; the room of asks has the others."""
    columns = [
        Column(one.key, one.title, one.value, one.cell, numeric=one.numeric, head=one.head)
        for one in asks.area_columns(icb)
    ]
    return build(
        found, columns, params, id="asks", caption="Asks sent in this year", noun=asks.ASKS, path=path,
        size=FEW, is_start=True,
    )  # fmt: skip


def lines_table(lines, params, *, path: str) -> Table:
    columns = (
        Column("line", "In the words of the report", lambda one: one[1], head=True),
        Column("network", "Network", lambda one: one[0].name),
    )
    return build(
        lines, columns, params, id="lines", caption="What the reports ask of the area", noun=LINES, path=path,
        size=PAGE,
    )  # fmt: skip


def state_of(overview: Overview) -> tuple[str, str]:
    if overview.has_failed:
        return "Could not be made", "red"
    return ("Being made", "yellow") if overview.is_being_made else ("Made", "green")


def made_table(found, params, *, icb, path: str, may_download: bool) -> Table:
    def named(one):
        words = f"Version {one.version}"
        if one.file_id is None or not may_download:
            return words
        return link(
            f"{words} (PDF, {one.pages} pages)", reverse("area_overview:download", args=[icb.code, one.pk])
        )

    def made_at(one):
        return format_html("{}", stamp(one.made_at)) if one.made_at else quiet("Not yet")

    columns = (
        Column("version", "PDF", cell=named, head=True),
        Column("made", "Made", cell=made_at),
        Column("networks", "Networks in it", lambda one: len(one.reports) or "–", numeric=True),
        Column("by", "Asked for by", lambda one: one.asked_by.name if one.asked_by else ""),
        Column("state", "State", cell=lambda one: tag(*state_of(one))),
    )
    return build(
        found, columns, params, id="pdfs", caption="PDFs that were made", noun=MADE, path=path, size=FEW,
        is_start=True,
    )  # fmt: skip
