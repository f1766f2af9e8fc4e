"""Each component beside the design system's own, and each kind of field: the same HTML from the same arguments.

A new version of the design system is both pins moved (package.json, pyproject.toml) and what is red here mended."""

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from apps.core.forms import DateField, Hinted, LongTextField

from .reference import outline, reference

BODY = mark_safe("<p>A <strong>body</strong></p>")  # noqa: S308
HOSTILE = '<script>"&'


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
    "swap_problems": "what our script shows when htmx fails",
    "header": "the shell's, with the portal's name and menus",
    "footer": "the shell's",
    "network_navigation": "the shell's",
    "closed": "the shell's",
    "demo_strip": "the shell's",
    "icons": "the shell's",
    "log_out": "the shell's",
    "sections": "the shell's",
}


def reference_of(one: Case) -> str:
    """What the design system has, with what we change on purpose; a change that changes nothing is out of date."""
    theirs = reference(one.component, **one.theirs)
    for there, here in one.change:
        assert there in theirs
        theirs = theirs.replace(there, here)
    return theirs


@pytest.mark.parametrize("one", COMPONENTS, ids=str)
def test_component_is_the_design_systems(one):
    assert outline(render_to_string(f"components/{one.name}.html", one.ours)) == outline(reference_of(one))


def test_every_component_is_compared_or_says_why_not():
    folder = Path(settings.BASE_DIR) / "templates" / "components"
    assert {path.stem for path in folder.glob("*.html")} <= {one.name for one in COMPONENTS} | set(OURS)


def test_what_differs_on_purpose_says_why():
    assert all(bool(one.change) == bool(one.because) for one in [*COMPONENTS, *FIELDS])


# --- Fields ----------------------------------------------------------------------


class Form(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=40,
        error_messages={"required": "Enter a name"},
        widget=forms.TextInput(
            attrs={"autocomplete": "name", "spellcheck": "false", "class": "nhsuk-input--width-20"}
        ),
    )
    email = forms.EmailField(label="Email", help_text="At work", required=False, widget=forms.EmailInput())
    code = forms.CharField(
        label="Code", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    notes = forms.CharField(
        label="Notes", widget=forms.Textarea(attrs={"rows": 5}), error_messages={"required": "Say"}
    )
    message = LongTextField(
        label="Message", help_text="To all", max_length=10, widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"max_length": "Too long"},
    )  # fmt: skip
    group = forms.ChoiceField(
        label="Group", choices=[("a", "One"), ("b", "Two")], error_messages={"required": "Select a group"}
    )
    role = forms.ChoiceField(
        label="Role",
        help_text="What they may do",
        choices=[("m", Hinted("Manager", "Runs things")), ("b", "Board")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role"},
    )
    size = forms.ChoiceField(
        label="Size",
        choices=[("s", "Small"), ("l", "Large")],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline"}),
    )
    who = forms.MultipleChoiceField(
        label="Who",
        choices=[("a", "Ann"), ("b", Hinted("Ben", "Part time"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select somebody"},
    )
    agree = forms.BooleanField(
        label="I agree", help_text="To it", error_messages={"required": "Tick the box"}
    )
    list = forms.FileField(
        label="List",
        help_text="CSV",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": "Choose a file"},
    )
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )
    day = DateField(
        label="Closing date", help_text="Like 25 3 2027", error_messages={"required": "Enter a date"}
    )


def label(text, **more):
    return {"label": {"text": text, "size": "s"}} | more


def legend(text):
    return {"fieldset": {"legend": {"text": text, "size": "s"}}}


def error(text):
    return {"errorMessage": {"text": text}}


def field(name, component, data=None, /, *, change=(), because="", **theirs):
    if "idPrefix" not in theirs:
        theirs["id"] = f"id_{name}"
    return Case(name, {"data": data}, component, {"name": name} | theirs, change, because)


def boxes(wrong=(), **values):
    return [
        {
            "name": f"day_{part}",
            "id": f"id_day_{part}",
            "label": part.capitalize(),
            "width": 4 if part == "year" else 2,
            "value": values.get(part),
            "error": part in wrong or None,
        }
        for part in ("day", "month", "year")
    ]


def day(wrong=(), message="", **values):
    data = {f"day_{part}": value for part, value in values.items()} if wrong else None
    theirs = {"hint": {"text": "Like 25 3 2027"}, "items": boxes(wrong, **values)} | legend("Closing date")
    if wrong:
        theirs |= error(message)
    return field("day", "date-input", data, **theirs)


ROLES = [
    {"id": "id_role_0", "value": "m", "text": "Manager", "hint": {"text": "Runs things"}},
    {"id": "id_role_1", "value": "b", "text": "Board"},
]
SIZES = [
    {"id": "id_size_0", "value": "s", "text": "Small"},
    {"id": "id_size_1", "value": "l", "text": "Large"},
]
WHO = [
    {"id": "id_who_0", "value": "a", "text": "Ann"},
    {"id": "id_who_1", "value": "b", "text": "Ben", "hint": {"text": "Part time"}},
]
CHOSEN = [WHO[0], WHO[1] | {"checked": True}]
NAME = {"autocomplete": "name", "spellcheck": False, "width": "20", "attributes": {"maxlength": "40"}}
CSV = {"attributes": {"accept": ".csv"}, "hint": {"text": "CSV"}}
AGREE = {
    "hint": {"text": "To it"},
    "items": [{"id": "id_agree", "text": "I agree"}],
    "change": (('value=""', ""),),
    "because": "an empty value is what a form takes for an empty box; without one, browsers send “on”",
}
FIELDS = [
    field("name", "input", **label("Name", **NAME)),
    field("name", "input", {}, **label("Name", **NAME), **error("Enter a name")),
    field("email", "input", {"email": HOSTILE}, **label("Email", type="email", hint={"text": "At work"}),
          value=HOSTILE, attributes={"maxlength": "320"}, **error("Enter a valid email address.")),
    field("code", "input", {"code": "12"}, **label("Code", inputmode="numeric", value="12")),
    field("notes", "textarea", **label("Notes")),
    field("notes", "textarea", {}, **label("Notes"), **error("Say")),
    field("message", "character-count", **label("Message", hint={"text": "To all"}, maxlength=10, rows=7)),
    field("message", "character-count", {"message": "far too long"}, value="far too long",
          **label("Message", hint={"text": "To all"}, maxlength=10, rows=7), **error("Too long")),
    field("group", "select", {"group": "b"}, **label("Group"),
          items=[{"value": "a", "text": "One"}, {"value": "b", "text": "Two", "selected": True}]),
    field("group", "select", {}, **label("Group"), **error("Select a group"),
          items=[{"value": "a", "text": "One"}, {"value": "b", "text": "Two"}]),
    field("role", "radios", idPrefix="id_role", items=ROLES, hint={"text": "What they may do"}, **legend("Role")),
    field("role", "radios", {}, idPrefix="id_role", items=ROLES, hint={"text": "What they may do"}, **legend("Role"),
          **error("Select a role")),
    field("size", "radios", idPrefix="id_size", items=SIZES, inline=True, **legend("Size")),
    field("who", "checkboxes", {"who": ["b"]}, idPrefix="id_who", items=CHOSEN, **legend("Who")),
    field("who", "checkboxes", {}, idPrefix="id_who", items=WHO, **legend("Who"), **error("Select somebody")),
    field("agree", "checkboxes", idPrefix="id_agree", **AGREE),
    field("agree", "checkboxes", {}, idPrefix="id_agree", **AGREE, **error("Tick the box")),
    field("list", "file-upload", **label("List"), **CSV),
    field("list", "file-upload", {}, **label("List"), **CSV, **error("Choose a file")),
    field("password", "password-input", **label("Password", autocomplete="new-password")),
    field("password", "password-input", {}, **label("Password", autocomplete="new-password"),
          **error("Enter a password")),
    day(),
    day(["day", "month", "year"], "Enter a date"),
    day(["month"], "Closing date must include a month", day="3", year="2027"),
    day(["year"], "Closing date must have a year of 4 numbers, like 2027", day="3", month="May", year="27"),
]  # fmt: skip


@pytest.mark.parametrize("one", FIELDS, ids=str)
def test_field_is_the_design_systems(one):
    form = Form(one.ours["data"])
    assert outline(str(form[one.name].as_field_group())) == outline(reference_of(one))


def test_error_summary_is_the_design_systems_and_leads_to_each_input():
    form = Form({"day_day": "3", "day_year": "2027", "name": "A", "notes": "B", "message": "C"})
    form.add_error(None, "Something else")
    problems = [
        {"text": "Something else"},
        {"text": "Select a group", "href": "#id_group"},
        {"text": "Select a role", "href": "#id_role_0"},
        {"text": "Select somebody", "href": "#id_who_0"},
        {"text": "Tick the box", "href": "#id_agree"},
        {"text": "Choose a file", "href": "#id_list"},
        {"text": "Enter a password", "href": "#id_password"},
        {"text": "Closing date must include a month", "href": "#id_day_month"},
    ]
    for still in (False, True):
        theirs = reference(
            "error-summary",
            titleText="There is a problem",
            errorList=problems,
            disableAutoFocus=still or None,
        )
        html = render_to_string("components/error_summary.html", {"form": form, "still": still})
        assert outline(html) == outline(theirs)


def test_every_address_of_an_error_is_an_input_of_the_form():
    form = Form({})
    html = str(form)
    for bound in form:
        if bound.errors:
            assert f'id="{bound.error_id}"' in html


def test_both_pins_are_of_one_version():
    """nhsuk-frontend-jinja 0.10.2 is nhsuk-frontend 10.6.1: its README lists the pairs."""
    installed = json.loads((Path(settings.BASE_DIR) / "package-lock.json").read_text())
    assert installed["packages"]["node_modules/nhsuk-frontend"]["version"] == "10.6.1"


def test_hints_outlive_the_copies_that_forms_make():
    assert str(Form()).count("Runs things") == 1


def test_messages_are_banners_with_ids_of_their_own():
    messages = [
        SimpleNamespace(level_tag=tag, __str__=lambda self: "x") for tag in ("success", "error", "info")
    ]
    html = render_to_string("components/messages.html", {"messages": messages})
    assert [f'id="message-{number}"' in html for number in (1, 2, 3)] == [True] * 3
    assert html.count("<script") == 0
