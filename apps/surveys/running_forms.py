"""Forms of the pages about a round that runs."""

from datetime import time

from django import forms
from django.utils import timezone

from apps.core.filters import FilterForm
from apps.core.forms import DateField
from apps.core.moments import clock, weekday

from . import timing


def hours() -> list[tuple[int, str]]:
    return [(hour, clock(time(hour))) for hour in timing.HOURS]


class ClosingForm(forms.Form):
    closes_on = DateField(label="Closing date", error_messages={"required": "Enter a closing date"})
    hour = forms.TypedChoiceField(
        label="Closing time",
        coerce=int,
        choices=hours,
        error_messages={"required": "Select a closing time"},
    )

    def clean(self):
        data = super().clean()
        opens_at = data.get("opens_at")
        if "closes_on" in data and "hour" in data:
            now = timezone.now()
            if data["closes_on"] > timezone.localdate((opens_at or now) + timing.LONGEST):
                within = "3 months of the opening date" if opens_at else "the next 3 months"
                self.add_error("closes_on", f"Closing date must be within {within}")
            else:
                data["closes_at"] = timing.closing(data["closes_on"], data["hour"])
                if data["closes_at"] <= now:
                    self.add_error("closes_on", "Closing date and time must be in the future")
                elif opens_at and data["closes_at"] <= opens_at:
                    self.add_error("closes_on", "Closing date and time must be after the round opens")
        return data


class ExtendForm(ClosingForm):
    def __init__(self, *args, round_, **options):
        super().__init__(*args, **options)
        self.round = round_

    def clean(self):
        data = super().clean()
        closes_at, before = data.get("closes_at"), self.round.closes_before
        if closes_at and closes_at <= self.round.closes_at:
            self.add_error("closes_on", "New closing date must be later than the one there is")
        elif closes_at and before and closes_at >= before:
            self.add_error(
                "closes_on", f"New closing date must be before {weekday(before)}, when the next may open"
            )
        return data


class InvitedFilterForm(FilterForm):
    q = forms.CharField(label="Name or email", required=False, max_length=100)


class NewLinkForm(forms.Form):
    email = forms.EmailField(
        label="Send it to",
        max_length=254,
        help_text="If you change it, the directory changes too.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
