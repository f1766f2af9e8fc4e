"""Dates of a snapshot (ISO texts) as people write them, and room for the numbers of pages."""

from django import template
from django.utils.html import format_html

from apps.reports import words

register = template.Library()
register.filter("day", words.day)
register.filter("month", words.month)


@register.simple_tag
def page_of(*address) -> str:
    """Room for the number of the page where something is, which is known when all pages are laid out (`documents.pdf`):
    last in its line."""
    return format_html('<span data-page-of="{}">00</span>', "-".join(str(part) for part in address))


@register.simple_tag
def contents_line(code: str, title: str) -> str:
    """A line of the contents; the number of its page never stands in a line without the title's last word."""
    *begin, last = title.split(" ")
    begin = "".join(f"{word} " for word in begin)
    line = '<li><a href="#{}">{}<span class="end">{}&nbsp;&nbsp;{}</span></a></li>'
    return format_html(line, code, begin, last, page_of(code))
