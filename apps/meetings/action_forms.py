from django import forms

from apps.core import filters
from apps.core.forms import DateField, LongTextField
from apps.people.choosing import PersonField

from .models import Action, Digest

MOST_CHARACTERS = 300


def long_text(name: str, most: int, **options) -> LongTextField:
    """``name`` as it stands in the messages: "the reason"."""
    messages = {
        "required": f"Enter {name}",
        "max_length": f"{name[0].upper()}{name[1:]} must be {most:,} characters or fewer",
    }
    return LongTextField(max_length=most, error_messages=messages, **options)


class ActionForm(forms.Form):
    """An action; a new one with its owner, who later changes by being handed over."""

    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        label="What will be done?",
        help_text="One thing, in words that its owner will still understand in a month.",
        error_messages={
            "required": "Enter what will be done",
            "max_length": f"What will be done must be {MOST_CHARACTERS} characters or fewer",
        },
    )
    due_on = DateField(label="By when? (optional)", called="The day", required=False)

    def __init__(self, *args, network, action: Action | None = None, **options):
        if action:
            options["initial"] = {"text": action.text, "due_on": action.due_on, "version": action.version}
        super().__init__(*args, **options)
        if action:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        else:
            self.fields["owner"] = PersonField(
                network=network, label="Who does it?", error_messages={"required": "Enter who does it"}
            )
            self.order_fields(["text", "owner", "due_on"])


class HandOverForm(forms.Form):
    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["to"] = PersonField(
            network=network, label="Who does it now?", error_messages={"required": "Enter who does it now"}
        )


class NoteForm(forms.Form):
    text = long_text(
        "how it comes along",
        1000,
        label="How does it come along?",
        help_text="It can’t be changed afterwards.",
    )


class DoneForm(forms.Form):
    outcome = long_text("what came of it", 500, label="What came of it? (optional)", required=False)


class DropForm(forms.Form):
    reason = long_text(
        "why it is dropped",
        500,
        label="Why is it dropped?",
        help_text="Whoever agreed to it will read this.",
    )


class OwnerForm(forms.Form):
    """What an owner says by their link."""

    text = long_text(
        "how it comes along",
        1000,
        label="How does it come along?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    done = forms.BooleanField(label="It is done", required=False)

    def clean(self):
        data = super().clean()
        if not data.get("text") and not data.get("done") and "text" not in self.errors:
            self.add_error("text", "Enter how it comes along, or say that it is done")
        return data


class DigestForm(forms.Form):
    when = forms.ChoiceField(
        label="When do you want it?",
        choices=Digest.When.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select when you want it",
            "invalid_choice": "Select when you want it",
        },
    )


OPEN, LATE, DONE, DROPPED, ALL = "", "late", "done", "dropped", "all"


class ActionFilterForm(filters.FilterForm):
    """Open ones, unless it asks for others."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    show = forms.ChoiceField(
        label="State",
        required=False,
        choices=[(OPEN, "Open"), (LATE, "Late"), (DONE, "Done"), (DROPPED, "Dropped"), (ALL, "All")],
    )
    owner = forms.ChoiceField(label="Owner", required=False)

    def __init__(self, *args, owners, **options):
        super().__init__(*args, **options)
        self.fields["owner"].choices = [("", "Everybody"), ("nobody", "Nobody"), *owners]


def _day(label: str) -> forms.DateField:
    """One parameter of an address, unlike three boxes: pages and the CSV carry it along."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": f"{label} must be a real date"},
    )


class DecisionFilterForm(filters.FilterForm):
    words = forms.CharField(label="Words", required=False, max_length=100)
    since = _day("From")
    until = _day("To")
