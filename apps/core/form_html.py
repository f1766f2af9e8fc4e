"""The options of a select as HTML: Django includes two templates for each, half the time of a page that lists fifty
people. A text is escaped here, attributes by `flatatt`."""

from collections.abc import Iterable

from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def options(groups: Iterable[tuple]) -> SafeString:
    """Of a select's context: triples of a group's name or None, its options, its number."""
    return mark_safe("".join(_group(name, choices) for name, choices, _ in groups))  # noqa: S308 - escaped below


def _group(name, choices) -> str:
    found = "".join([_option(choice) for choice in choices])
    return f'<optgroup label="{conditional_escape(name)}">{found}</optgroup>' if name else found


def _option(choice: dict) -> str:
    value, words = conditional_escape(str(choice["value"])), conditional_escape(choice["label"])
    return f'<option value="{value}"{flatatt(choice["attrs"])}>{words}</option>'
