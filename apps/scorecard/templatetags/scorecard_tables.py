"""Rows of figures as safe strings, for the same reason as in `core.chart_html`: a page holds very many."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from apps.core.charts import mean_words

from ..comparison import ThemeChange

register = template.Library()


@register.filter
def change_rows(theme: ThemeChange) -> SafeString:
    """A theme then and now, as the head of its group of rows, and each of its questions."""
    over = "" if theme.now is None else f", over {theme.counted} question{'' if theme.counted == 1 else 's'}"
    head = f'<th scope="rowgroup" class="nhsuk-table__header">{escape(theme.title)}{over}</th>'
    means = _mean(theme.then, about=theme.about) + _mean(theme.now, about=theme.about)
    if theme.is_own:
        means = 2 * '<td class="nhsuk-table__cell portal-number">–</td>'
    rows = [_row(head, means, theme.words)]
    for question in theme.questions:
        head = f'<td class="nhsuk-table__cell">{escape(question.text)}</td>'
        means = _mean(question.then, question.then_end) + _mean(question.now, question.now_end)
        rows.append(_row(head, means, question.words))
    return mark_safe("\n".join(rows))  # noqa: S308 - every text in it is escaped


def _row(head: str, means: str, words: str) -> str:
    return (
        f'<tr class="nhsuk-table__row">{head}{means}<td class="nhsuk-table__cell">{escape(words)}</td></tr>'
    )


def _mean(mean: float | None, end: str = "", *, about: bool = False) -> str:
    words = '<span class="portal-withheld">Not shown, to protect people</span>'
    if mean is not None:
        words = escape(mean_words(mean, end, about=about))
    return f'<td class="nhsuk-table__cell portal-number">{words}</td>'
