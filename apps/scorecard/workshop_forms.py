"""Forms of the facilitator's view."""

from django import forms

from apps.core.forms import LongTextField

from . import slides
from .models import WorkshopNote
from .workshop_actions import MOST_MINUTES


class TimerForm(forms.Form):
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=MOST_MINUTES,
        initial=10,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3", "autocomplete": "off"}
        ),
        error_messages={
            "required": "Enter how many minutes",
            "invalid": "Minutes must be a whole number, like 10",
            "min_value": "Minutes must be 1 or more",
            "max_value": f"Minutes must be {MOST_MINUTES} or fewer",
        },
    )


class NoteForm(forms.Form):
    """A note of a workshop. ``note`` and ``version`` are 1 and the note's own where there is one already; a new one's
    id is drawn when its form is shown."""

    text = LongTextField(
        label="What did we say?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write the note first",
            "max_length": "Shorten this to %(limit_value)d characters (now %(show_value)d)",
        },
    )
    about = forms.ChoiceField(
        label="About",
        required=False,
        error_messages={"invalid_choice": "Select one of the themes or questions offered"},
    )
    kind = forms.ChoiceField(
        label="What becomes of it?",
        choices=[
            (WorkshopNote.Kind.NOTE, "Only a note"),
            (WorkshopNote.Kind.AGENDA, "Put on an agenda"),
            (WorkshopNote.Kind.ACTION, "An action"),
        ],
        initial=WorkshopNote.Kind.NOTE,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select what becomes of it",
            "invalid_choice": "Select what becomes of it",
        },
    )
    owner = forms.CharField(
        label="Who takes it on? (optional)",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Shorten who takes it on to 100 characters"},
    )
    note = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, definition, **options):
        super().__init__(*args, **options)
        self.fields["about"].choices = choices(definition)

    def words(self) -> dict[str, str]:
        """What the note says, without its id and version."""
        return {name: self.cleaned_data[name] for name in ("text", "about", "kind", "owner")}


def choices(definition) -> list:
    """What a note may be about: the whole, or in groups each theme and its questions."""
    found: list = [("", "The whole scorecard")]
    for stop in slides.outline(definition):
        if stop.kind == "theme":
            found.append((stop.name, [(stop.code, f"{stop.name} as a whole")]))
        elif stop.kind == "question":
            found[-1][1].append((stop.code, stop.name))
    return found


def names(definition) -> dict[str, str]:
    """What each code is called: the theme, or the question with its theme."""
    stops = slides.outline(definition)
    return {
        stop.code: f"{stop.theme.title}: {stop.name}" if stop.question else stop.name
        for stop in stops
        if stop.theme
    }
