"""Lists as tables: columns and rows in, a `Table` out that `components/table.html` shows.

A room describes its columns once; page and CSV read the same ones. What an address asks for is looked up among the
columns and the filters' choices: whatever is unknown counts as not asked for.

    sorting = tables.Sorting.of(COLUMNS, request.GET, default="name")
    table = tables.build(sorting.apply(people), COLUMNS, request, …)

The partial knows no request: every address in it is made here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

UP, DOWN = "up", "down"


@dataclass(frozen=True)
class Column:
    """``value(row)`` is what a row says there in plain words: the CSV's cell, and the page's where there is no
    ``cell(row)``, which returns a text or markup from `format_html`. ``order`` is what sorts by the column (names or
    expressions); none: it does not sort. ``head`` names its row, ``hidden`` is a title for screen readers only,
    ``breaks`` lets long words such as addresses break."""

    key: str
    title: str
    value: Callable[[Any], Any] | None = None
    cell: Callable[[Any], str] | None = None
    order: tuple = ()
    numeric: bool = False
    head: bool = False
    hidden: bool = False
    breaks: bool = False

    def shown(self, row) -> str:
        return self.cell(row) if self.cell else str(self.value(row))


@dataclass(frozen=True)
class Sorting:
    """By which column a list is sorted, and which way. ``default`` is its address: "name", or "-at" for downwards."""

    column: Column
    descending: bool
    default: str
    ties: tuple

    @classmethod
    def of(
        cls, columns: Sequence[Column], params: Mapping, *, default: str, ties: tuple = ("pk",)
    ) -> "Sorting":
        sortable = {column.key: column for column in columns if column.order}
        column = sortable.get(params.get("sort", ""))
        if column:
            return cls(column, params.get("order") == DOWN, default, ties)
        return cls(sortable[default.removeprefix("-")], default.startswith("-"), default, ties)

    def apply(self, rows: QuerySet) -> QuerySet:
        """``rows`` in this order; equal ones by ``ties``, so that a page holds the same ones each time."""
        return rows.order_by(*(_directed(key, self.descending) for key in self.column.order), *self.ties)

    def params(self, column: Column, descending: bool) -> dict[str, str]:
        """What an address says to sort so: nothing where that is the default."""
        if self.default == f"{'-' if descending else ''}{column.key}":
            return {}
        return {"sort": column.key, "order": DOWN if descending else UP}

    @property
    def own(self) -> dict[str, str]:
        return self.params(self.column, self.descending)

    @property
    def words(self) -> str:
        return f"sorted by {self.column.title}, {'descending' if self.descending else 'ascending'}"


def _directed(key, descending: bool):
    expression = F(key) if isinstance(key, str) else key
    return expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)


@dataclass(frozen=True)
class Head:
    """A column's head as the partial shows it: ``address`` sorts by it, the other way where it does already."""

    key: str
    title: str
    numeric: bool
    hidden: bool
    address: str
    aria_sort: str


@dataclass(frozen=True)
class Applied:
    """A filter in use: what it is called, what was chosen, and the address of the list without it."""

    label: str
    words: str
    address: str


@dataclass(frozen=True)
class Noun:
    """What the rows are: "person", "people"."""

    one: str
    many: str

    def count(self, number: int) -> str:
        return f"{number:,} {self.one if number == 1 else self.many}"


@dataclass(frozen=True)
class Table:
    """One list, ready to show. ``rows`` are those of the page, ``hidden`` what the filter form carries along;
    ``is_start``: only the first rows are shown, and no pages lead to the rest."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    heads: tuple[Head, ...]
    rows: tuple
    noun: Noun
    page: Page
    path: str
    form: Any
    form_label: str
    applied: tuple[Applied, ...]
    hidden: dict[str, str]
    csv: str
    csv_words: str
    query: str
    said: str
    is_start: bool = False

    @property
    def count_id(self) -> str:
        """Of the line that says how many there are: the focus goes there when the list was changed."""
        return f"{self.id}-count"

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def sorts(self) -> bool:
        return any(head.address for head in self.heads)

    @property
    def is_paged(self) -> bool:
        return self.page.paginator.num_pages > 1 and not self.is_start

    @property
    def count_words(self) -> str:
        """ "51 people", "1 to 50 of 51 people", "3 people found", "The first 10 of 51 people"."""
        if self.is_start and len(self.rows) < self.count:
            return f"The first {len(self.rows)} of {self.noun.count(self.count)}"
        if self.is_paged:
            return (
                f"{self.page.start_index():,} to {self.page.end_index():,} of {self.noun.count(self.count)}"
            )
        return self.noun.count(self.count) + (" found" if self.applied else "")


def build(
    rows,
    columns: Sequence[Column],
    params: Mapping,
    *,
    id: str,
    caption: str,
    noun: Noun,
    path: str,
    sorting: Sorting | None = None,
    form=None,
    form_label: str = "",
    csv: str = "",
    csv_most: int | None = None,
    size: int = 50,
    is_start: bool = False,
    present: Callable[[Iterable], Iterable] = tuple,
) -> Table:
    """The page of ``rows`` that ``params`` ask for. ``form`` is a `filters.FilterForm`. ``csv`` is the address of the
    download, of at most ``csv_most`` rows: it gets the same filters and order. ``is_start`` leaves it at the first
    ``size`` rows. ``present`` turns the rows of the page into what the columns read."""
    page = Paginator(rows, size).get_page(1 if is_start else params.get("page"))
    narrowed = form.chosen() if form else ()
    filters = {choice.name: choice.value for choice in narrowed}
    order = sorting.own if sorting else {}

    def at(*parts: Mapping[str, str]) -> str:
        query = urlencode({name: value for part in parts for name, value in part.items()})
        return f"{path}?{query}" if query else path

    applied = tuple(
        Applied(
            choice.label,
            choice.words,
            at({name: value for name, value in filters.items() if name != choice.name}, order),
        )
        for choice in narrowed
    )
    query = urlencode(filters | order)
    table = Table(
        id=id,
        caption=caption,
        columns=tuple(columns),
        heads=tuple(_head(column, sorting, lambda changed: at(filters, changed)) for column in columns),
        rows=tuple(present(page.object_list)),
        noun=noun,
        page=page,
        path=path,
        form=form,
        form_label=form_label,
        applied=applied,
        hidden=order,
        csv=f"{csv}?{query}" if csv and query else csv,
        csv_words=_csv_words(page.paginator.count, csv_most),
        query=f"{query}&" if query else "",
        said="",
        is_start=is_start,
    )
    return replace(table, said=_said(table, sorting))


def _csv_words(count: int, most: int | None) -> str:
    over = f", the first {most:,} lines" if most and count > most else ""
    return f"Download this list (CSV{over})"


def _head(column: Column, sorting: Sorting | None, at: Callable[[dict], str]) -> Head:
    address = aria_sort = ""
    if sorting and column.order:
        is_sorted = column.key == sorting.column.key
        address = at(sorting.params(column, is_sorted and not sorting.descending))
        aria_sort = ("descending" if sorting.descending else "ascending") if is_sorted else ""
    return Head(column.key, column.title, column.numeric, column.hidden, address, aria_sort)


def _said(table: Table, sorting: Sorting | None) -> str:
    """What is read out when the list was changed in place."""
    parts = [table.count_words]
    if sorting and table.count > 1:
        parts.append(sorting.words)
    if table.is_paged:
        parts.append(f"page {table.page.number} of {table.page.paginator.num_pages}")
    return ", ".join(parts)
