from datetime import timedelta

from django import forms
from django.utils import timezone

from apps.core.forms import DateField, Hinted
from apps.surveys.models import Breakdown, Way
from apps.surveys.queries import readers

from . import instrument
from .models import Plan

MOST_AHEAD = timedelta(days=182)
DAYS = ((5, "5 days"), (7, "One week"), (10, "10 days"), (14, "2 weeks"))
WAYS = (
    (
        Way.PERSONAL,
        Hinted(
            "With names: a link for each person, by email",
            "Everybody of the directory with an email address gets a link of their own, which counts once. Nobody can "
            "see who answered.",
        ),
    ),
    (
        Way.OPEN,
        Hinted(
            "Without names: one link for everybody",
            "Practice managers find link, poster and text on their own page here and pass them on. Whoever has the "
            "link can answer, so results are of the network as a whole.",
        ),
    ),
)


def _select(what: str) -> dict:
    return {"required": f"Select {what}", "invalid_choice": f"Select {what}"}


class RhythmForm(forms.Form):
    """How often, and for how long."""

    rhythm = forms.ChoiceField(
        label="How often?",
        choices=Plan.Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages=_select("how often you ask"),
    )
    days_open = forms.TypedChoiceField(
        label="For how long is each open?",
        coerce=int,
        choices=DAYS,
        widget=forms.RadioSelect,
        error_messages=_select("for how long each is open"),
    )
    first_day = DateField(
        label="When does the next one open?",
        called="The day",
        help_text="At 9am. On a weekend, a bank holiday or in a pause of yours it opens on the next day that is none.",
        error_messages={"required": "Enter the day on which the next one opens"},
    )

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        if day < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        if day > timezone.localdate() + MOST_AHEAD:
            raise forms.ValidationError("The day must be within the next 6 months")
        return day


class WhenForm(RhythmForm):
    """`RhythmForm`, and what is fixed for the series."""

    way = forms.ChoiceField(
        label="With names or without?",
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages=_select("how people are asked"),
    )
    breakdown = forms.ChoiceField(
        label="Show results apart?",
        choices=Breakdown.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="A practice or staff group is shown only where at least 11 of its people answer, and never so that a "
        "smaller one could be worked out. It stays the same for all check-ins of the series.",
        error_messages=_select("how results are shown"),
    )
    field_order = ["way", "rhythm", "days_open", "first_day", "breakdown"]

    def clean(self):
        data = super().clean()
        if data.get("way") == Way.OPEN and data.get("breakdown"):
            self.add_error(
                "breakdown",
                "Without names the portal can’t tell practices or staff groups apart: select the network",
            )
        return data


class QuestionsForm(forms.Form):
    """What is asked besides the five."""

    burnout = forms.BooleanField(
        label="Ask the single-item burnout measure as well",
        required=False,
        help_text="One question with five answers, examined with primary care staff and free to use: 20 seconds.",
    )
    bank = forms.MultipleChoiceField(
        label="Up to two more statements",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Select statements of the list only"},
    )
    comment = forms.BooleanField(
        label="Let people write a comment",
        required=False,
        help_text="Off unless you switch it on. Comments are kept only if at least 11 people write one, and shown "
        "after the person below has read them.",
    )
    reviewer = forms.TypedChoiceField(
        label="Who reads comments before others do",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="Somebody people trust, not necessarily you. Those you ask are told the name.",
        error_messages={"invalid_choice": "Select one of the people offered"},
    )

    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["bank"].choices = [
            (item.code, item.text) for group in instrument.bank() for item in group.items
        ]
        self.readers = {user.pk: user for user in readers(network)}
        self.fields["reviewer"].choices = [
            ("", "Whoever sets this up"),
            *((pk, user.name) for pk, user in self.readers.items()),
        ]

    def clean_bank(self):
        chosen = self.cleaned_data["bank"]
        if len(chosen) > instrument.MOST_FROM_BANK:
            raise forms.ValidationError(f"Select {instrument.MOST_FROM_BANK} statements at most")
        return chosen


class PauseForm(forms.Form):
    name = forms.CharField(
        label="What is it?",
        max_length=60,
        help_text="Such as summer holidays, or a move to a new system.",
        error_messages={"required": "Enter what the pause is for"},
    )
    first = DateField(label="First day", error_messages={"required": "Enter the first day"})
    last = DateField(label="Last day", error_messages={"required": "Enter the last day"})

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last:
            if last < first:
                self.add_error("last", "Last day must not be before the first day")
            elif last < timezone.localdate():
                self.add_error("last", "Last day must be today or later")
            elif last - first > MOST_AHEAD:
                self.add_error("last", "A pause can be 6 months at most. For longer, end the check-ins")
        return data


class SupportForm(forms.Form):
    name = forms.CharField(
        label="What it is called", max_length=80, error_messages={"required": "Enter what it is called"}
    )
    about = forms.CharField(
        label="What people find there",
        max_length=200,
        required=False,
        help_text="One sentence, and a phone number where there is one. No medical advice.",
    )
    url = forms.URLField(
        label="Address of its page",
        max_length=300,
        assume_scheme="https",
        help_text="It begins with https://",
        widget=forms.URLInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": "Enter the address of its page",
            "invalid": "Enter an address in the correct format, like https://www.example.nhs.uk/support",
        },
    )

    def clean_url(self):
        url = self.cleaned_data["url"]
        if not url.lower().startswith("https://"):
            raise forms.ValidationError(
                "The address must begin with https://, so that nobody on the way can see who looks for support"
            )
        return url
