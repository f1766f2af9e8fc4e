"""Each kind of field beside the design system's own, at first and in error."""

import pytest
from django import forms
from django.template.loader import render_to_string

from apps.core.forms import DateField, Hinted, LongTextField

from .reference import HOSTILE, Case, outline, reference, reference_of


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


def test_hints_outlive_the_copies_that_forms_make():
    assert str(Form()).count("Runs things") == 1


def test_what_differs_on_purpose_says_why():
    assert all(bool(one.change) == bool(one.because) for one in FIELDS)
