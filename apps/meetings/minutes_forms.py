"""What is filled in about minutes."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField
from apps.core.moments import day

from .room_forms import VersionForm

USUAL_DAYS = 7


class PassageForm(VersionForm):
    text = LongTextField(
        label="What the minutes say",
        max_length=8000,
        required=False,
        error_messages={"max_length": "What the minutes say must be 8,000 characters or fewer"},
    )
    field_order = ["text", "version"]


class CirculateForm(forms.Form):
    until = DateField(
        label="By when do you want to hear?",
        called="The day",
        help_text="A week is usual.",
        error_messages={"required": "Enter by when you want to hear"},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=USUAL_DAYS)

    def clean_until(self):
        if self.cleaned_data["until"] < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        return self.cleaned_data["until"]


class _AboutForm(forms.Form):
    """``items`` are those the reader may know of."""

    item = forms.TypedChoiceField(label="About which item?", required=False, coerce=int, empty_value=None)

    def __init__(self, *args, items, **options):
        super().__init__(*args, **options)
        self.items = {item.pk: item for item in items}
        choices = [(pk, item.title) for pk, item in self.items.items()]
        self.fields["item"].choices = [("", "The minutes as a whole"), *choices]

    def clean_item(self):
        return self.items.get(self.cleaned_data["item"])


class CommentForm(_AboutForm):
    text = LongTextField(
        label="What is wrong or missing?",
        max_length=1000,
        error_messages={
            "required": "Enter what is wrong or missing",
            "max_length": "What is wrong or missing must be 1,000 characters or fewer",
        },
    )


class SettleForm(forms.Form):
    answer = forms.CharField(
        label="What was done with it?",
        max_length=300,
        help_text="For example “Corrected”, or why not. Whoever reads the comment reads this.",
        error_messages={
            "required": "Enter what was done with it",
            "max_length": "What was done must be 300 characters or fewer",
        },
    )


class ApproveForm(forms.Form):
    """``meetings`` may have approved them: later ones that are under way or were held."""

    meeting = forms.TypedChoiceField(
        label="Which meeting approved them?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select which meeting approved them"},
    )
    although = forms.BooleanField(
        label="There were not enough votes at that meeting. Record that it approved them all the same.",
        required=False,
    )

    def __init__(self, *args, meetings, **options):
        super().__init__(*args, **options)
        self.meetings = {one.pk: one for one in meetings}
        self.fields["meeting"].choices = [
            (pk, f"{one.title}, {day(one.starts_at)}") for pk, one in self.meetings.items()
        ]

    def clean_meeting(self):
        return self.meetings[self.cleaned_data["meeting"]]


class AddendumForm(_AboutForm):
    text = LongTextField(
        label="What should it say instead?",
        max_length=2000,
        help_text="It stands beside the minutes for good, with your name and the day.",
        error_messages={
            "required": "Enter what it should say",
            "max_length": "The addendum must be 2,000 characters or fewer",
        },
    )
