"""The rows of a `Table` as HTML: strings for the same reason as in `chart_html`. A text is escaped here, markup made
by `format_html` stands as it is."""

import re
from collections.abc import Iterable
from html import escape

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .tables import Column, Table


def rows(table: Table) -> SafeString:
    """Every row of the page. Each cell holds its column's title as well, which only narrow screens show."""
    frames = [_Frame(column) for column in table.columns]
    return _safe(_row(frames, item) + "\n" for item in table.rows)


def row(columns: Iterable[Column], item) -> SafeString:
    return _safe([_row([_Frame(column) for column in columns], item)])


def _row(frames: list["_Frame"], item) -> str:
    return f'<tr role="row" class="nhsuk-table__row">{"".join([frame.around(item) for frame in frames])}</tr>'


class _Frame:
    """What a column's cells have in common: made once for all rows."""

    def __init__(self, column: Column):
        kind = "header" if column.head else "cell"
        css = f"nhsuk-table__{kind}"
        if column.numeric:
            css += f" nhsuk-table__{kind}--numeric portal-number"
        if column.breaks:
            css += " portal-break"
        tag = 'th scope="row" role="rowheader"' if column.head else 'td role="cell"'
        title = f'<span class="nhsuk-table__heading" aria-hidden="true">{escape(column.title)} </span>'
        self.shown = column.shown
        self.begin, self.blank = f'<{tag} class="{css}', f'<{tag} class="{css} portal-blank'
        self.middle, self.end = f'">{"" if column.hidden else title}<span>', f"</span></{tag[:2]}>"

    def around(self, item) -> str:
        shown = conditional_escape(self.shown(item))
        return f"{self.begin if shown else self.blank}{self.middle}{shown}{self.end}"


# --- What cells hold -----------------------------------------------------------------
def link(text: str, address: str, *, hidden: str = "") -> SafeString:
    """A link; ``hidden`` says to screen readers what the text alone leaves open."""
    if hidden:
        return format_html(
            '<a href="{}">{}<span class="nhsuk-u-visually-hidden"> {}</span></a>', address, text, hidden
        )
    return format_html('<a href="{}">{}</a>', address, text)


def email(address: str) -> SafeString:
    """An address that breaks after its "@" and its dots, and nowhere else. Also a filter, for pages without a table."""
    return mark_safe(re.sub(r"([@.])(?=.)", r"\1<wbr>", escape(address)))  # noqa: S308 - escaped


def post_button(
    text: str, address: str, token: str, *, hidden: str = "", css: str = "portal-link-button"
) -> SafeString:
    """A form of one button; ``token`` is CSRF's, ``hidden`` as of a link."""
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="{}" type="submit">{}<span class="nhsuk-u-visually-hidden"> {}</span></button></form>',
        address,
        token,
        css,
        text,
        hidden,
    )


def quiet(text: str) -> SafeString:
    return format_html('<span class="portal-quiet">{}</span>', text)


def tag(text: str, colour: str = "") -> SafeString:
    css = f"nhsuk-tag nhsuk-tag--{colour}" if colour else "nhsuk-tag"
    return format_html('<strong class="{}">{}</strong>', css, text)


def _safe(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - every text in it is escaped above
