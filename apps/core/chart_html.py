"""Charts as HTML: a `Chart`, `Drawing` or `DataTable` in, safe markup out. Page and PDF use the same.

A page of results draws some forty bars of a dozen shapes each and sets a table beside every chart. Templates
walk such loops about twenty times slower than the strings below.

Texts are escaped here, one by one; numbers and colours come from `charts` and need no escaping. Numbers are
never localised: SVG knows one decimal point."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from .drawing import Chart, DataTable, Drawing

_FONT = "'Source Sans 3', 'Source Sans 3 Extended', Arial, sans-serif"


def figure(chart: Chart, csv: str = "") -> SafeString:
    """The whole figure of a page: its finding and measure, the chart, notes, and the table behind a summary; with
    ``csv`` the address of the same figures as a file."""
    title = escape(chart.title)
    download = f'<p><a href="{escape(csv)}" download="">Download these figures (CSV)</a></p>' if csv else ""
    notes = "".join(f'<p class="portal-plot__note">{escape(note)}</p>' for note in chart.notes)
    return _safe(
        '<figure class="portal-plot">\n<figcaption class="portal-plot__caption">'
        f'<span class="portal-plot__title">{title}</span>\n'
        f'<span class="portal-plot__subtitle">{escape(chart.subtitle)}</span></figcaption>\n',
        rows(chart),
        f'\n{notes}\n<details class="nhsuk-details"><summary class="nhsuk-details__summary">'
        '<span class="nhsuk-details__summary-text">Show as a table</span></summary>'
        '<div class="nhsuk-details__text"><div class="portal-table-wrap" tabindex="0" role="region" '
        f'aria-label="Table: {title}">',
        table(chart.table),
        f"</div>{download}</div></details>\n</figure>",
    )


def drawing(it: Drawing) -> SafeString:
    """One small SVG with its title, as wide as its place."""
    shapes = [
        f'<svg class="portal-drawing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {it.width} {it.height}" '
        f'width="{it.width}" height="{it.height}" role="img" font-family="{_FONT}"><title>{escape(it.title)}</title>'
    ]
    shapes += [f'<path d="{area.d}" fill="{area.fill}"/>' for area in it.areas]
    shapes += [_rect(rect) for rect in it.rects]
    shapes += [
        f'<path d="{line.d}" stroke="{line.stroke}" stroke-width="{line.width}" fill="none"/>'
        for line in it.lines
    ]
    shapes += [
        f'<circle cx="{dot.x}" cy="{dot.y}" r="{dot.r}" fill="{dot.fill}" stroke="{dot.stroke}" stroke-width="2"/>'
        for dot in it.dots
    ]
    shapes += [_rect(plate) for plate in it.plates]
    shapes += [
        f'<text x="{label.x}" y="{label.y}" text-anchor="{label.anchor}" fill="{label.fill}" '
        f'font-size="{label.size}">{escape(label.text)}</text>'
        for label in it.labels
    ]
    return _safe(*shapes, "</svg>")


def rows(chart: Chart) -> SafeString:
    """The table that is the chart: a label, a bar and its figures a row; or its panels. Roles are said aloud because
    a narrow screen lays the cells out otherwise, and browsers then forget that it is a table."""
    if chart.panels:
        return _panels(chart)
    head = "".join(
        f'<th scope="col" role="columnheader" class="portal-rows__number">{escape(column)}</th>'
        for column in chart.columns
    )
    worded = " portal-rows--worded" if chart.words else ""
    if chart.words:
        head += f'<th scope="col" role="columnheader" class="portal-rows__words">{escape(chart.words)}</th>'
    body = (
        '<tr role="row"><th scope="row" role="rowheader" class="portal-rows__label">'
        f'{escape(row.label)}</th><td role="cell" class="portal-rows__bar">{drawing(row.drawing)}</td>'
        + "".join(f'<td role="cell" class="portal-rows__number">{escape(text)}</td>' for text in row.cells)
        + (
            f'<td role="cell" class="portal-rows__words">{escape(row.words or "–")}</td>'
            if chart.words
            else ""
        )
        + "</tr>\n"
        for row in chart.rows
    )
    return _safe(
        f'<table role="table" class="portal-rows portal-rows--{escape(chart.kind)}{worded}">\n'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="portal-rows__label">'
        f'{escape(chart.label)}</th><th scope="col" role="columnheader" class="portal-rows__bar">'
        f'{drawing(chart.head)}</th>{head}</tr></thead>\n<tbody role="rowgroup">',
        *body,
        "</tbody></table>",
    )


def _panels(chart: Chart) -> SafeString:
    names = (
        (f'<p class="portal-panel__name">{escape(one.name)}</p>' if one.name else "") for one in chart.panels
    )
    panels = (
        f'<div class="portal-panel">{name}{drawing(one.drawing)}</div>\n'
        for name, one in zip(names, chart.panels, strict=True)
    )
    return _safe(f'<div class="portal-panels portal-panels--{escape(chart.kind)}">\n', *panels, "</div>")


def table(it: DataTable) -> SafeString:
    """The same figures as a plain table."""
    first, *others = it.columns
    numeric = "nhsuk-table__header nhsuk-table__header--numeric"
    body = (
        f'<tr class="nhsuk-table__row"><th scope="row" class="nhsuk-table__header">{escape(head)}</th>'
        + "".join(_cell(cell) for cell in cells)
        + "</tr>\n"
        for head, cells in it.rows
    )
    return _safe(
        f'<table class="nhsuk-table portal-figures">\n<caption class="nhsuk-table__caption">{escape(it.caption)}'
        '</caption>\n<thead class="nhsuk-table__head">'
        f'<tr><th scope="col" class="nhsuk-table__header">{escape(first)}</th>',
        *(f'<th scope="col" class="{numeric}">{escape(column)}</th>' for column in others),
        '</tr></thead>\n<tbody class="nhsuk-table__body">',
        *body,
        "</tbody></table>",
    )


def _rect(rect) -> str:
    return f'<rect x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}" fill="{rect.fill}"/>'


def _cell(cell) -> str:
    kind = "" if cell.words else " nhsuk-table__cell--numeric"
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    return f'<td class="nhsuk-table__cell{kind}"{span}>{escape(cell.text)}</td>'


def _safe(*parts: str) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - every text in it is escaped above
