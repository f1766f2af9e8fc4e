"""Tables as CSV files that a spreadsheet opens rightly and harmlessly."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from .drawing import DataTable
from .tables import Column

# What spreadsheets take for the start of a formula (OWASP: CSV injection), full-width twins included.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(cell):
    """``cell`` as it may stand in a CSV file: a text that starts like a formula gets an apostrophe first."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """A download called ``name``: UTF-8 with the mark that spreadsheets need, every cell guarded."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(cell) for cell in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def table_csv(name: str, columns: Sequence[Column], rows: Iterable) -> tuple[HttpResponse, int]:
    """``rows`` as their columns say them in plain words, and how many there were. Columns without a value are only
    for the page."""
    said = [column for column in columns if column.value]
    lines = [[column.value(row) for column in said] for row in rows]
    return csv_response(name, [column.title for column in said], lines), len(lines)


def figures_csv(name: str, table: DataTable) -> HttpResponse:
    """The figures of a chart as its table has them; a cell over several columns stands in the first of them."""
    rows = [
        [head, *(text for cell in cells for text in (cell.text, *[""] * (cell.span - 1)))]
        for head, cells in table.rows
    ]
    return csv_response(name, table.columns, rows)
