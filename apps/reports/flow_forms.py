from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField
from apps.core.moments import day

from .contents import TITLES

OTHER = "other"


class CommentForm(forms.Form):
    """What somebody says of a draft, and of which chapter."""

    chapter = forms.ChoiceField(label="What is it about?", required=False)
    text = LongTextField(
        label="Your comment",
        max_length=1000,
        help_text="Everybody who may read the report reads it, with your name. It never leaves the network.",
        error_messages={
            "required": "Enter your comment",
            "max_length": "Your comment must be 1,000 characters or fewer",
        },
    )

    def __init__(self, *args, snapshot, **options):
        super().__init__(*args, **options)
        there = [code for code in TITLES if code in chapters_of(snapshot)]
        self.fields["chapter"].choices = [("", "The whole report"), *((code, TITLES[code]) for code in there)]


def chapters_of(snapshot: dict) -> set[str]:
    """The chapters that a reader finds in a report of ``snapshot``."""
    return {
        *snapshot.get("chapters", {}),
        "network",
        "scorecard",
        *(["acted"] if snapshot.get("acted") else []),
    }


class SettleForm(forms.Form):
    answer = forms.CharField(
        label="What was done with it?",
        max_length=300,
        error_messages={
            "required": "Enter what was done with it",
            "max_length": "Your answer must be 300 characters or fewer",
        },
    )


class EndorseForm(forms.Form):
    """At which meeting the board stood behind the report. Cleaned by `values`."""

    meeting = forms.ChoiceField(
        label="At which meeting?", error_messages={"required": "Select at which meeting"}
    )
    meeting_words = forms.CharField(
        label="If it is not in the list: which meeting was it?",
        max_length=120,
        required=False,
        error_messages={"max_length": "Which meeting it was must be 120 characters or fewer"},
    )
    on = DateField(
        label="If it is not in the list: when was it?", called="The day of the meeting", required=False
    )
    said = forms.CharField(
        label="What did it say? (optional)",
        max_length=300,
        required=False,
        help_text="For the network’s own pages; it does not stand in the report.",
        error_messages={"max_length": "What it said must be 300 characters or fewer"},
    )

    def __init__(self, *args, meetings, **options):
        super().__init__(*args, **options)
        self._meetings = {str(one.pk): one for one in meetings}
        named = [(pk, f"{one.title}, {day(one.starts_at)}") for pk, one in self._meetings.items()]
        self.fields["meeting"].choices = [("", "Select one"), *named, (OTHER, "Another meeting")]

    def clean(self):
        data = super().clean()
        if data.get("meeting") == OTHER:
            if not data.get("meeting_words") and "meeting_words" not in self.errors:
                self.add_error("meeting_words", "Enter which meeting it was")
            if not data.get("on") and "on" not in self.errors:
                self.add_error("on", "Enter when the meeting was")
            elif data.get("on") and data["on"] > timezone.localdate():
                self.add_error("on", "The day of the meeting must be today or in the past")
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        meeting = self._meetings.get(data["meeting"])
        return {
            "meeting": meeting,
            "meeting_words": meeting.title if meeting else data["meeting_words"],
            "on": timezone.localdate(meeting.starts_at) if meeting else data["on"],
            "said": data["said"],
        }


class ReleaseForm(forms.Form):
    """Now, or on a day to come."""

    when = forms.ChoiceField(
        label="When?",
        widget=forms.RadioSelect,
        choices=(("now", "Now"), ("later", "On the morning of a day")),
        initial="now",
        error_messages={"required": "Select when"},
    )
    on = DateField(label="On which day?", called="The day", required=False)

    def clean(self):
        data = super().clean()
        if data.get("when") == "later" and not data.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter a day")
        return data
