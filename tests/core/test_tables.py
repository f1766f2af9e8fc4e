"""The one table of every list: order, filters, pages, cells."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html

from apps.accounts.models import User
from apps.core.exports import table_csv
from apps.core.filters import FilterForm
from apps.core.table_html import email, link, row
from apps.core.tables import Column, Noun, Sorting, build
from tests.factories import UserFactory

from .reference import outline, reference

NAME = Column("name", "Name", lambda one: one["name"], order=("name",), head=True)
SIZE = Column("size", "Size", lambda one: one["size"], order=("size",), numeric=True)
MORE = Column("more", "More", cell=lambda one: link("More", "/x/", hidden=one["name"]), hidden=True)
COLUMNS = (NAME, SIZE, MORE)
THINGS = [{"name": f"Thing {n}", "size": n} for n in range(1, 8)]


class Narrow(FilterForm):
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), ("a", "Kind A")])
    since = forms.DateField(label="From", required=False)


def table_of(things=THINGS, columns=COLUMNS, **params):
    form = Narrow(params)
    return build(
        things, columns, params, id="things", caption="Things", noun=Noun("thing", "things"), path="/things/",
        sorting=Sorting.of(columns, params, default="name"), form=form, form_label="Find", csv="/things.csv", size=3,
    )  # fmt: skip


def shown(table):
    return render_to_string("components/table.html", {"table": table, "empty": "Nothing yet."})


def test_heads_sort_and_the_sorted_one_turns_the_order():
    name, size, more = table_of(sort="size", order="up").heads
    assert (size.aria_sort, size.address) == ("ascending", "/things/?sort=size&order=down")
    assert (name.aria_sort, name.address) == ("", "/things/")
    assert (more.aria_sort, more.address) == ("", "")


def test_default_order_needs_nothing_in_the_address():
    name, *_ = table_of().heads
    assert (name.aria_sort, name.address) == ("ascending", "/things/?sort=name&order=down")


@pytest.mark.parametrize(
    "params", [{"sort": "more"}, {"sort": "pk"}, {"sort": "\x00", "order": "down"}, {"order": "x"}]
)
def test_an_order_that_is_none_is_the_usual_one(params):
    assert table_of(**params).hidden == {}


@pytest.mark.parametrize(
    ("page", "number"), [("x", 1), ("0", 3), ("-1", 3), ("99999999999999999999", 3), ("2", 2)]
)
def test_a_page_that_is_none_is_the_nearest(page, number):
    assert table_of(page=page).page.number == number


def test_equal_rows_keep_their_place_from_page_to_page(db):
    for _ in range(9):
        UserFactory(name="Same Name")
    columns = (Column("name", "Name", str, order=("name",)),)
    users = Sorting.of(columns, {}, default="name").apply(User.objects.all())
    assert [user.pk for user in users] == sorted(user.pk for user in users)


def test_pages_and_download_keep_filters_and_order():
    table = table_of(kind="a", sort="size", order="down", page="2", nonsense="x")
    assert table.query == "kind=a&sort=size&order=down&"
    assert 'href="?kind=a&amp;sort=size&amp;order=down&amp;page=3" hx-get="?kind=a' in shown(table)
    assert table.csv == "/things.csv?kind=a&sort=size&order=down"
    assert [head.address for head in table.heads][0] == "/things/?kind=a"


def test_filters_in_use_are_said_and_can_be_taken_off_one_by_one():
    kind, since = table_of(kind="a", since="2026-03-05", sort="size", order="up").applied
    assert (kind.label, kind.words, kind.address) == (
        "Kind",
        "Kind A",
        "/things/?since=2026-03-05&sort=size&order=up",
    )
    assert (since.words, since.address) == ("5 March 2026", "/things/?kind=a&sort=size&order=up")


def test_a_filter_that_is_none_is_not_in_use_and_a_wrong_day_is_said():
    table = table_of(kind="\x00", since="31 June")
    assert table.applied == ()
    assert "There is a problem" in shown(table)
    assert 'value="31 June"' in shown(table)


@pytest.mark.parametrize(
    ("count", "params", "words"),
    [
        (1, {}, "1 thing"),
        (7, {"page": "2"}, "4 to 6 of 7 things"),
        (2, {"kind": "a"}, "2 things found"),
    ],
)
def test_how_many_there_are_is_said(count, params, words):
    assert table_of(THINGS[:count], **params).count_words == words


def test_a_change_in_place_is_said_with_order_and_page():
    assert table_of(sort="size", order="down", page="3").said == (
        "7 to 7 of 7 things, sorted by Size, descending, page 3 of 3"
    )


def test_the_partial_needs_no_request_and_says_roles_titles_and_order():
    page = shown(table_of(sort="size", order="down"))
    assert 'aria-sort="descending"' in page
    assert page.count('role="row"') == 4
    assert 'href="/things/?sort=size&amp;order=up" hx-get="/things/?sort=size&amp;order=up"' in page
    assert '<input type="hidden" name="sort" value="size">' in page
    assert 'href="/things.csv?sort=size&amp;order=down" download' in page


def test_an_empty_list_says_what_to_do_and_offers_neither_filter_nor_download():
    page = shown(table_of([]))
    assert "Nothing yet." in page
    assert "<form" not in page
    assert "<table" not in page
    assert "download" not in page


def test_a_filter_that_finds_nothing_leads_back_to_everything():
    page = shown(table_of([], kind="a"))
    assert "Nothing here fits." in page
    assert 'href="/things/"' in page
    assert "<form" in page


def test_every_cell_says_its_column_for_narrow_screens_and_numbers_stand_right():
    page = row(COLUMNS, THINGS[0])
    assert re.findall(r'aria-hidden="true">(\w+) <', page) == ["Name", "Size"]
    assert page.count("portal-number") == 1
    assert '<th scope="row" role="rowheader"' in page


def test_texts_are_escaped_and_markup_of_ours_stands():
    hostile = {"name": "<b>&\"'", "size": 1}
    page = row((NAME, Column("x", "<i>", cell=lambda one: format_html("<em>{}</em>", one["name"]))), hostile)
    assert "<b>" not in page
    assert "<i>" not in page
    assert "<em>&lt;b&gt;&amp;&quot;&#x27;</em>" in page


def test_csv_says_plain_values_guarded_and_leaves_out_what_is_only_for_the_page():
    response, count = table_csv("x.csv", COLUMNS, [{"name": "=cmd()", "size": -3}])
    assert response.content.decode("utf-8-sig") == "Name,Size\r\n'=cmd(),-3\r\n"
    assert count == 1


OURS = re.compile(
    r' (?:hx-get="[^"]*"|id="things-by-\w+"|portal-(?:table|number|table__head--sorts)(?= |"))'
    r'|(?<=tbody class="nhsuk-table__body") role="rowgroup"'
)


def test_the_table_is_the_design_systems():
    """But for our classes and htmx: cells hold a span each, so that long ones wrap beside their title; the body says
    its role, since a table laid out as cards loses it."""
    page = shown(table_of(THINGS[:1], (NAME, SIZE), sort="size", order="up"))
    ours = OURS.sub("", page[page.index("<table") : page.index("</table>") + 8])
    theirs = reference(
        "tables",
        responsive=True,
        compact=True,
        firstCellIsHeader=True,
        caption={"text": "Things", "classes": "nhsuk-u-visually-hidden", "visuallyHiddenText": "x"},
        head=[
            {"text": "Name", "href": "/things/", "sort": "none"},
            {
                "text": "Size",
                "href": "/things/?sort=size&order=down",
                "sort": "ascending",
                "format": "numeric",
            },
        ],
        rows=[[{"html": "Thing 1"}, {"html": "1"}]],
    )

    def bare(html):
        caption = html.index("</caption>") + 10
        return outline("<table>" + html[caption:]), set(
            re.search(r'<table[^>]*class="([^"]+)', html)[1].split()
        )

    assert bare(ours)[0] == bare(theirs)[0]
    assert bare(ours)[1] == bare(theirs)[1] - {"nhsuk-table--sortable"}


def test_a_start_says_of_how_many_and_leads_to_no_pages():
    start = build(
        THINGS, COLUMNS, {"page": "2"}, id="things", caption="Things", noun=Noun("thing", "things"), path="/things/",
        size=3, is_start=True,
    )  # fmt: skip
    page = shown(start)
    assert "The first 3 of 7 things" in page
    assert "nhsuk-pagination" not in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ann.lee@mill-lane.example", "ann.<wbr>lee@<wbr>mill-lane.<wbr>example"),
        ("<b>@x.example", "&lt;b&gt;@<wbr>x.<wbr>example"),
    ],
)
def test_an_address_breaks_after_at_and_dots_only(address, words):
    assert email(address) == words
