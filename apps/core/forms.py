"""Forms that render themselves in the NHS design system: ``{{ form }}`` is all a template says.

Each field is laid out by ``forms/<kind>.html`` with label, hint, error and input, the input described by the other
two. The kind follows from the widget; ``tests/core/test_components.py`` holds every kind beside its reference."""

import calendar
import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting


class DateBoxes(forms.Widget):
    """Day, month and year in three boxes, posted as ``<name>_day``, ``<name>_month`` and ``<name>_year``."""

    template_name = "forms/widgets/date.html"
    use_fieldset = True
    parts = ("day", "month", "year")

    def get_context(self, name, value, attrs):
        wrong = (attrs or {}).pop("wrong", ())
        context = super().get_context(name, value, attrs)
        context["boxes"] = [
            {
                "name": f"{name}_{part}",
                "id": self.id_for_label(context["widget"]["attrs"].get("id", ""), part),
                "label": part.capitalize(),
                "value": (value or {}).get(part, ""),
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
            }
            for part in self.parts
        ]
        return context

    def format_value(self, value):
        return value

    def value_from_datadict(self, data, files, name):
        return {part: (data.get(f"{name}_{part}") or "").strip() for part in self.parts}

    def value_omitted_from_data(self, data, files, name):
        return all(f"{name}_{part}" not in data for part in self.parts)

    def id_for_label(self, id_, part="day"):
        return id_ and f"{id_}_{part}"


class DateField(forms.Field):
    """A date typed in three boxes. Months may be words; a year has four digits.

    ``called`` begins the messages ("Closing date must include a month"); the label does where it is not given. An
    error of this field names the boxes it is about in ``params["parts"]``; any other is about all three."""

    widget = DateBoxes

    def __init__(self, *, called="", **options):
        super().__init__(**options)
        self.called = called or str(self.label or "Date")

    def prepare_value(self, value):
        if isinstance(value, date):
            return {"day": value.day, "month": value.month, "year": value.year}
        return value

    def to_python(self, value):
        """A `date`, or None where nothing was typed."""
        if value is None or isinstance(value, date):
            return value
        missing = [part for part in DateBoxes.parts if not value[part]]
        if len(missing) == len(DateBoxes.parts):
            return None
        if missing:
            raise self._wrong(f"must include a {' and '.join(missing)}", missing)
        if not re.fullmatch(r"[0-9]{4}", value["year"]):
            raise self._wrong("must have a year of 4 numbers, like 2027", ["year"])
        day, month = _number(value["day"], 31), _month(value["month"])
        wrong = [part for part, number in (("day", day), ("month", month)) if number is None]
        if wrong:
            raise self._wrong("must be a real date", wrong)
        try:
            return date(int(value["year"]), month, day)
        except ValueError:
            raise self._wrong("must be a real date", DateBoxes.parts) from None

    def _wrong(self, words: str, parts) -> ValidationError:
        return ValidationError(
            "%(called)s %(words)s", params={"called": self.called, "words": words, "parts": parts}
        )


def _number(text: str, most: int) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,2}", text) and 1 <= int(text) <= most else None


def _month(text: str) -> int | None:
    """A number, a name or its first three letters."""
    names = [name.lower() for name in calendar.month_name]
    word = text.lower()
    if len(word) >= 3 and word.isalpha():
        return next((number for number, name in enumerate(names) if name and name.startswith(word)), None)
    return _number(text, 12)


class LongTextField(forms.CharField):
    """Text of several lines in at most so many characters, counted as people see them: a line break is one.

    The page counts along. There is no maxlength: a browser would cut a pasted text off without a word."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n"))

    def widget_attrs(self, widget):
        return {}


class Hinted(str):
    """The label of a radio or checkbox with a hint of its own below it: ``choices = [("a", Hinted("A", "…"))]``."""

    def __new__(cls, label="", hint=""):
        made = super().__new__(cls, label)
        made.hint = hint
        return made


# The first that fits: a CheckboxSelectMultiple is a RadioSelect to Django.
_KINDS = (
    (DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.Widget, "input"),
)
_GROUPS = ("date", "checkboxes", "radios")
_LAYOUTS = dict.fromkeys(_GROUPS, "group") | {"select": "input"}
_CLASSES = {
    "checkbox": "nhsuk-checkboxes__input",
    "textarea": "nhsuk-textarea",
    "select": "nhsuk-select",
    "file": "nhsuk-file-upload__input",
    "password": "nhsuk-input",
    "input": "nhsuk-input",
}
_NEVER_RED = ("checkbox", "file")


def _kind(widget) -> str:
    return next(kind for type_, kind in _KINDS if isinstance(widget, type_))


class DesignedField(forms.BoundField):
    """A bound field that knows its layout, its classes, and the ids of its hint and error.

    Unlike Django's it sets neither ``required`` nor ``aria-invalid``, as the design system has it: the first makes
    screen readers call an untouched field wrong."""

    @property
    def template_name(self):
        return self.field.template_name or f"forms/{_LAYOUTS.get(self.kind, self.kind)}.html"

    @property
    def kind(self) -> str:
        return _kind(self.field.widget)

    @property
    def most_characters(self) -> int | None:
        """How many characters are counted down below a textarea, or None."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def described_by(self) -> str:
        ids = []
        if self.most_characters:
            ids.append(f"{self.auto_id}-info")
        if self.help_text:
            ids.append(f"{self.auto_id}-hint")
        if self.errors:
            ids.append(f"{self.auto_id}-error")
        return " ".join(ids)

    @property
    def aria_describedby(self):
        return None if self.kind in _GROUPS or self.is_hidden else self.described_by

    @property
    def wrong_parts(self) -> list[str]:
        """The boxes of a date that its errors are about."""
        parts = [
            part
            for error in self.errors.as_data()
            for part in (error.params or {}).get("parts", DateBoxes.parts)
        ]
        return [part for part in DateBoxes.parts if part in parts]

    @property
    def error_id(self) -> str:
        """Where the error summary leads: the first input of a group, the first wrong box of a date."""
        if self.kind == "date":
            return self.field.widget.id_for_label(self.auto_id, self.wrong_parts[0])
        return f"{self.auto_id}_0" if self.kind in _GROUPS else self.auto_id

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = dict(attrs)
        if self.field.disabled:
            attrs["disabled"] = True
        if widget.is_hidden:
            return attrs
        kind = _kind(widget)
        if kind == "date":
            attrs["wrong"] = self.wrong_parts
        if kind in _CLASSES:
            attrs["class"] = self._classes(kind, widget)
            if self.aria_describedby:
                attrs.setdefault("aria-describedby", self.aria_describedby)
        if kind == "textarea":
            attrs |= {"cols": False, "maxlength": False}
        if kind == "password":
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        return attrs

    def _classes(self, kind: str, widget) -> str:
        css = _CLASSES[kind]
        found = [css]
        if self.errors and kind not in _NEVER_RED:
            found.append(f"{css}--error")
        if kind == "textarea" and self.most_characters:
            found.append("nhsuk-js-character-count")
        if kind == "password":
            found += ["nhsuk-password-input__input", "nhsuk-js-password-input-input"]
        return " ".join([*found, *widget.attrs.get("class", "").split()])


class PortalRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/input.html"
    bound_field_class = DesignedField
