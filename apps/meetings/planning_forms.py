"""Forms of planning: kind, time, place, who leads, and how often."""

import re
from datetime import time

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from apps.core.forms import DateField, Hinted, LongTextField
from apps.core.moments import LONDON, clock
from apps.people.choosing import PersonField

from .kinds import Kind, all_kinds
from .models import Every

MOST_MINUTES = 600


class ClockField(forms.Field):
    """A time of day as people write it: "7:30pm", "19:30", "9am", "midday"; cleaned to a `time`."""

    NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0)}

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"class": "nhsuk-input--width-5", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def prepare_value(self, value):
        return clock(value) if isinstance(value, time) else value

    def to_python(self, value):
        typed = "".join((value or "").casefold().split())
        if not typed:
            return None
        if typed in self.NAMED:
            return self.NAMED[typed]
        found = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(am|pm)?", typed)
        if not found:
            raise self._wrong()
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and not 1 <= hour <= 12 or not half and found[2] is None or hour > 23 or minute > 59:
            raise self._wrong()
        return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)

    def _wrong(self):
        return forms.ValidationError("Enter a time, like 7:30pm or 19:30")


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label="What kind of meeting is it?",
        widget=forms.RadioSelect,
        choices=lambda: [(one.code, Hinted(one.name, one.about)) for one in all_kinds().values()],
        help_text="It brings an agenda to begin with, and says who is asked. You can change both.",
        error_messages={"required": "Choose a kind", "invalid_choice": "Choose a kind from the list"},
    )


class MeetingForm(forms.Form):
    """A meeting: a new one of ``kind``, or ``meeting`` to change."""

    title = forms.CharField(
        label="Name", max_length=120, error_messages={
            "required": "Enter a name",
            "max_length": "The name must be 120 characters or fewer",
        },
    )  # fmt: skip
    on = DateField(
        label="Day",
        help_text="For example, 14 1 2027.",
        error_messages={"required": "Enter the day"},
    )
    at = ClockField(
        label="Begins at",
        help_text="For example, 1pm or 19:30.",
        error_messages={"required": "Enter when it begins"},
    )
    length = forms.IntegerField(
        label="Length in minutes",
        min_value=5,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "required": "Enter how long it is",
            "invalid": "Enter the minutes as a number, like 90",
            "min_value": "It must be at least 5 minutes long",
            "max_value": f"It must be {MOST_MINUTES} minutes or shorter",
        },
    )
    place = forms.CharField(
        label="Place (optional)", required=False, max_length=160,
        error_messages={"max_length": "The place must be 160 characters or fewer"},
    )  # fmt: skip
    online = forms.URLField(
        label="Online link (optional)", required=False, max_length=500, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        validators=[URLValidator(["http", "https"])],
        error_messages={"invalid": "Enter a whole web address, like https://meet.example/board"},
    )  # fmt: skip

    def __init__(
        self, *args, network, kind: Kind, meeting=None, like=None, chair=None, note_taker=None, **options
    ):
        super().__init__(*args, **options)
        self.meeting = meeting
        if before := meeting or like:
            chair, note_taker = before.chair, before.note_taker
        for name, now, label, hint in (
            ("chair", chair, "Chair (optional)", "Leads the meeting. "),
            (
                "note_taker",
                note_taker,
                "Note-taker (optional)",
                "Writes during the meeting; the chair may too. ",
            ),
        ):
            words = hint + "Name or work email address, as in your directory."
            self.fields[name] = PersonField(
                network=network, now=now, label=label, required=False, help_text=words
            )
        self.initial = self._before(before, kind) | self.initial
        if meeting:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=meeting.version)
        else:
            self.fields["every"] = forms.ChoiceField(
                label="How often?",
                choices=[("", "Only once"), *Every.choices],
                required=False,
                help_text="Every month means the same weekday, such as the second Tuesday. The next six months are "
                "planned at once, and it goes on from there.",
            )

    def _before(self, before, kind: Kind) -> dict:
        if before is None:
            return {"title": kind.name, "length": kind.length}
        found = {name: getattr(before, name) for name in ("title", "length", "place", "online")}
        starts_at = before.starts_at.astimezone(LONDON)
        found["at"] = starts_at.time()
        return found | ({"on": starts_at.date()} if self.meeting else {})

    def clean(self):
        cleaned = super().clean()
        on = cleaned.get("on")
        if on and cleaned.get("every") and on < timezone.localdate():
            self.add_error("on", "A series must begin today or later")
        elif on and abs((on - timezone.localdate()).days) > 3 * 366:
            self.add_error("on", "The day must be within three years of today")
        return cleaned


class AskForm(forms.Form):
    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["person"] = PersonField(
            network=network, label="Ask somebody by name", error_messages={"required": "Enter whom you ask"}
        )


class CancelForm(forms.Form):
    reason = LongTextField(
        label="Why is it cancelled?",
        max_length=300,
        help_text="Everybody who was invited reads this.",
        error_messages={
            "required": "Enter why it is cancelled",
            "max_length": "The reason must be 300 characters or fewer",
        },
    )


class EndSeriesForm(forms.Form):
    on = DateField(
        label="From which day is no more of them planned?",
        called="The day",
        help_text="Meetings that are planned already stay, until you cancel them.",
        error_messages={"required": "Enter the day"},
    )

    def __init__(self, *args, series, **options):
        super().__init__(*args, **options)
        self.series = series

    def clean_on(self):
        if self.cleaned_data["on"] < self.series.first_on:
            raise forms.ValidationError("The day can’t be before the first meeting")
        return self.cleaned_data["on"]
