"""The design system's own templates (nhsuk-frontend-jinja), and HTML in a form that can be compared."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import jinja2

_environment = jinja2.Environment(
    undefined=jinja2.ChainableUndefined, loader=jinja2.PackageLoader("nhsuk_frontend_jinja"), autoescape=True
)
HOSTILE = '<script>"&'
VOID = {"input", "br", "img", "path", "link", "meta", "hr"}


def reference(component: str, **arguments) -> str:
    """What the design system makes of ``arguments``: "back-link" is its folder, ``backLink`` its macro."""
    macro = MACROS.get(component) or re.sub(r"-(\w)", lambda letter: letter[1].upper(), component)
    template = (
        f'{{% from "nhsuk/components/{component}/macro.jinja" import {macro} %}}{{{{ {macro}(arguments) }}}}'
    )
    return _environment.from_string(template).render(arguments=arguments)


MACROS = {"tables": "table"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines = []
        self.depth = 0

    def say(self, text):
        self.lines.append("  " * self.depth + text)

    def handle_starttag(self, tag, attrs):
        self.say(" ".join([f"<{tag}>", *sorted(f'{name}="{value or ""}"' for name, value in attrs)]))
        self.depth += tag not in VOID

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.depth -= tag not in VOID

    def handle_endtag(self, tag):
        self.depth -= tag not in VOID

    def handle_data(self, data):
        if text := " ".join(data.split()):
            self.say(text)


def outline(html: str) -> str:
    """HTML as an indented outline: the order of attributes and whitespace don't count, everything else does."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.depth == 0, f"Not closed: {html}"
    return "\n".join(reader.lines)


@dataclass(frozen=True)
class Case:
    """Our partial with its arguments, the design system's component with its own. ``change`` says what we do otherwise
    on purpose, as what stands around or is replaced in the reference; ``because`` why."""

    name: str
    ours: dict
    component: str
    theirs: dict
    change: tuple[tuple[str, str], ...] = ()
    because: str = ""

    def __str__(self):
        return f"{self.name}:{','.join(map(str, self.ours))}"


def reference_of(one: Case) -> str:
    """What the design system has, with what we change on purpose; a change that changes nothing is out of date."""
    theirs = reference(one.component, **one.theirs)
    for there, here in one.change:
        assert there in theirs
        theirs = theirs.replace(there, here)
    return theirs
