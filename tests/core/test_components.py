"""Each component beside the design system's own: the same HTML from the same arguments. Fields are in test_fields.py.

A new version of the design system is both pins moved (package.json, pyproject.toml) and what is red here mended."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from .reference import HOSTILE, Case, outline, reference_of

BODY = mark_safe("<p>A <strong>body</strong></p>")  # noqa: S308


def case(partial, ours, macro, /, change=(), because="", **theirs):
    return Case(partial, ours, macro, theirs, change, because)


LIST = Paginator(range(30), 10)
CRUMBS = [{"text": "Home", "url": "/"}, {"text": "People", "url": "/people/"}]
BANNER = {"title": "Done", "id": "saved"}
TASKS = [
    {"text": "Who to ask", "href": "/who/", "hint": "Everybody to begin with", "status": "Completed"},
    {"text": "When", "href": "/when/", "status": "Not started", "colour": "blue"},
    {"text": "Send", "status": "Cannot start yet"},
]
THEIR_TASKS = [
    {"heading": "Who to ask", "href": "/who/", "hint": "Everybody to begin with", "status": "Completed"},
    {"heading": "When", "href": "/when/", "status": {"tag": {"text": "Not started", "colour": "blue"}}},
    {"heading": "Send", "status": "Cannot start yet"},
]
ROW = {"key": "Closes", "text": "25 March 2027", "href": "/when/", "change": "the closing date"}
THEIR_ROW = {
    "key": "Closes",
    "value": "25 March 2027",
    "actions": {"items": [{"text": "Change", "href": "/when/", "visuallyHiddenText": "the closing date"}]},
}


def pages(number):
    around = {
        "previous": {"href": f"?q=a&page={number - 1}", "labelText": f"Page {number - 1} of 3"}
        if number > 1
        else None,
        "next": {"href": f"?q=a&page={number + 1}", "labelText": f"Page {number + 1} of 3"}
        if number < 3
        else None,
    }
    return case("pagination", {"page": LIST.page(number), "query": "q=a&"}, "pagination", **around)


def in_list(html):
    return mark_safe(html)  # noqa: S308


COMPONENTS = [
    case("action_link", {"text": "Read it", "href": "/x/"}, "action-link", text="Read it", href="/x/"),
    case(
        "back_link",
        {"href": "/x/"},
        "back-link",
        href="/x/",
        change=(("<a", '<nav aria-label="Back"><a'), ("</a>", "</a></nav>")),
        because="it stands before main, and every part of a page belongs to a landmark",
    ),
    case(
        "breadcrumb",
        {"crumbs": CRUMBS},
        "breadcrumb",
        items=[{"text": one["text"], "href": one["url"]} for one in CRUMBS],
    ),
    case("button", {"text": "Save"}, "button", text="Save"),
    case("button", {"text": HOSTILE}, "button", text=HOSTILE),
    case("button", {"text": "Save", "kind": "warning", "once": True}, "button", text="Save", variant="warning",
         preventDoubleClick=True),
    case("button", {"text": "Save", "name": "to", "value": "x", "disabled": True}, "button", text="Save", name="to",
         value="x", disabled=True),
    case("button", {"text": "Go", "href": "/x/", "kind": "secondary", "small": True}, "button", text="Go", href="/x/",
         variant="secondary", small=True),
    case("card", {"heading": "People", "text": "42 people"}, "card", heading="People", description="42 people"),
    case("card", {"heading": "People", "html": BODY, "kind": "feature", "level": 3}, "card", heading="People",
         descriptionHtml=BODY, variant="feature", headingLevel=3),
    case("card", {"heading": "People", "href": "/x/", "text": "42"}, "card", heading="People", href="/x/",
         description="42", clickable=True),
    case("details", {"summary": "More", "html": BODY}, "details", summaryText="More", html=BODY),
    case("details", {"summary": "More", "text": "Here"}, "details", summaryText="More", html="<p>Here</p>"),
    case("details", {"summary": "More", "html": BODY, "expander": True, "open": True}, "details", summaryText="More",
         html=BODY, classes="nhsuk-expander", open=True),
    case("inset", {"text": "Note"}, "inset-text", text="Note"),
    case("inset", {"html": BODY}, "inset-text", html=BODY),
    case("notification_banner", BANNER | {"text": "Saved", "success": True}, "notification-banner", text="Saved",
         titleText="Done", titleId="saved", variant="success"),
    case("notification_banner", BANNER | {"html": BODY, "still": True}, "notification-banner", html=BODY,
         titleText="Done", titleId="saved", disableAutoFocus=True),
    pages(1),
    pages(2),
    pages(3),
    case("panel", {"heading": "Thank you", "text": "Sealed"}, "panel", heading="Thank you", text="Sealed"),
    case("panel", {"heading": "Thank you", "html": BODY, "level": 2}, "panel", heading="Thank you", html=BODY,
         headingLevel=2),
    case("skip_link", {}, "skip-link"),
    case("summary_list", {"html": in_list(render_to_string("components/summary_row.html", ROW))}, "summary-list",
         rows=[THEIR_ROW]),
    case(
        "summary_list",
        {"html": in_list(
            render_to_string("components/summary_row.html", ROW)
            + render_to_string("components/summary_row.html", {"key": "Who", "html": BODY, "without_action": True})
        )},
        "summary-list",
        rows=[THEIR_ROW, {"key": "Who", "value": {"html": BODY}}],
    ),
    case("summary_list", {"html": in_list(render_to_string("components/summary_row.html", {"key": "A", "text": "B"})),
                          "borderless": True}, "summary-list", rows=[{"key": "A", "value": "B"}], border=False),
    case("tag", {"text": "Draft"}, "tag", text="Draft"),
    case("tag", {"text": "Draft", "colour": "aqua-green"}, "tag", text="Draft", colour="aqua-green"),
    case("task_list", {"id": "steps", "tasks": TASKS}, "task-list", idPrefix="steps", items=THEIR_TASKS),
    case("warning_callout", {"heading": "Too few", "text": "Ask more"}, "warning-callout", heading="Too few",
         text="Ask more", headingLevel=2),
    case("warning_callout", {"heading": "Too few", "html": BODY, "level": 3}, "warning-callout", heading="Too few",
         html=BODY),
]  # fmt: skip
# Our own, with no counterpart in the design system: put together from those above, or a part of one.
OURS = {
    "empty": "an inset text with a heading and a button",
    "messages": "a notification banner for each message",
    "post_button": "a button in a form of its own",
    "summary_row": "a line of the summary list",
    "error_summary": "compared with a form below",
    "table": "a whole list; its table is held to the design system’s in test_tables.py",
    "starts": "links in a row",
    "swap_problems": "what our script shows when htmx fails",
    "session_warning": "what our script shows before a log in ends",
}


@pytest.mark.parametrize("one", COMPONENTS, ids=str)
def test_component_is_the_design_systems(one):
    assert outline(render_to_string(f"components/{one.name}.html", one.ours)) == outline(reference_of(one))


def test_every_component_is_compared_or_says_why_not():
    folder = Path(settings.BASE_DIR) / "templates" / "components"
    assert {path.stem for path in folder.glob("*.html")} == {one.name for one in COMPONENTS} | set(OURS)


def test_what_differs_on_purpose_says_why():
    assert all(bool(one.change) == bool(one.because) for one in COMPONENTS)


def test_both_pins_are_of_one_version():
    """nhsuk-frontend-jinja 0.10.2 is nhsuk-frontend 10.6.1: its README lists the pairs."""
    installed = json.loads((Path(settings.BASE_DIR) / "package-lock.json").read_text())
    assert installed["packages"]["node_modules/nhsuk-frontend"]["version"] == "10.6.1"


def test_messages_are_banners_with_ids_of_their_own():
    messages = [
        SimpleNamespace(level_tag=tag, __str__=lambda self: "x") for tag in ("success", "error", "info")
    ]
    html = render_to_string("components/messages.html", {"messages": messages})
    assert [f'id="message-{number}"' in html for number in (1, 2, 3)] == [True] * 3
    assert html.count("<script") == 0
