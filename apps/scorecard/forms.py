from datetime import date

from django import forms
from django.utils import timezone

from apps.core import moments
from apps.core.forms import DateField, LongTextField
from apps.core.moments import moment
from apps.surveys.comments_forms import ReviewerForm
from apps.surveys.models import Breakdown, Series, Way
from apps.surveys.open_link import MOST_HEADS
from apps.surveys.opening import QUESTIONS_CHANGED
from apps.surveys.own import edition
from apps.surveys.running_forms import ClosingForm, hours
from apps.surveys.timing import LONGEST, closing

from .queries import Invitable

SAME, JOINED = "same", "joined"
# Larger directories choose by practice and staff group only: a page of a thousand boxes helps nobody.
LISTED = 200

DEFAULT_MESSAGE = (
    "Please tell us how our network is doing. There are no right answers: where we see things differently is "
    "what we want to talk about. We will look at the results together at our next network meeting."
)


class WayForm(forms.Form):
    way = forms.ChoiceField(
        label="How do you want to ask?",
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select how you want to ask",
            "invalid_choice": "Select how you want to ask",
        },
    )


class HeadsForm(forms.Form):
    heads = forms.IntegerField(
        label="How many people are in the room?",
        min_value=1,
        max_value=MOST_HEADS,
        help_text="Everybody who could answer, yourself included if you do. Latecomers count.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4", "autocomplete": "off"}
        ),
        error_messages={
            "required": "Enter how many people are in the room",
            "invalid": "How many people are in the room must be a whole number, like 18",
            "min_value": "How many people are in the room must be 1 or more",
            "max_value": f"How many people are in the room must be {MOST_HEADS:,} or fewer",
        },
    )


class WhoForm(forms.Form):
    practices = forms.MultipleChoiceField(
        label="Practices",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one practice, or the network and its partners"},
    )
    groups = forms.MultipleChoiceField(
        label="Staff groups",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one staff group"},
    )
    leave_out = forms.TypedMultipleChoiceField(
        label="People to leave out", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    slips = forms.BooleanField(label="Print a paper slip for each of them", required=False)
    roles = forms.MultipleChoiceField(
        label="Only people with one of these roles (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Who has access to this portal under the same email address as in the directory. Tick none to ask "
        "whatever their role.",
    )
    breakdown = forms.ChoiceField(
        label="Show results apart?",
        choices=Breakdown.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="A practice or staff group is shown only where at least 11 of its people answer, and never so "
        "that a smaller one could be worked out. Those you ask are told. It can’t be changed once the round is open.",
        error_messages={"invalid_choice": "Select how results are shown"},
    )

    def __init__(self, *args, invitable: Invitable, listed: bool = False, **options):
        super().__init__(*args, **options)
        self.invitable = invitable
        for name in ("practices", "groups"):
            choices = getattr(invitable, name)
            self.fields[name].choices = [(one.code, f"{one.name} ({_people(one)})") for one in choices]
            self.initial.setdefault(name, [one.code for one in choices])
            self.fields[name].required = not listed  # else those of the list are asked alone
        if invitable.roles:
            self.fields["roles"].choices = [
                (one.code, f"{one.name} ({one.people})") for one in invitable.roles
            ]
        else:
            del self.fields["roles"]
        if len(invitable.everybody) <= LISTED:
            self.fields["leave_out"].choices = [
                (person.pk, f"{person.name} ({_place(person)})") for person in invitable.everybody
            ]
        else:
            del self.fields["leave_out"]
        if not invitable.on_paper:
            del self.fields["slips"]

    @property
    def opens_list(self) -> bool:
        """Whether somebody is left out already, so that the list should be open."""
        return bool("leave_out" in self.fields and self["leave_out"].value())


def _people(choice) -> str:
    return f"{choice.people}, and {choice.on_paper} without email" if choice.on_paper else str(choice.people)


def _place(person) -> str:
    place = str(person.practice or "the network and its partners")
    return place if person.email else f"{place}, no email"


class WhenForm(ClosingForm):
    title = forms.CharField(
        label="Name of the round",
        max_length=80,
        help_text="Those you invite see it. A season and year is enough.",
        error_messages={"required": "Enter a name for the round"},
    )
    start = forms.ChoiceField(
        label="When does it open?",
        choices=[("now", "As soon as I send it"), ("later", "Later, at the date and time below")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select when it opens"},
    )
    opens_on = DateField(label="Opening date", required=False, help_text="Only if it opens later.")
    opens_hour = forms.TypedChoiceField(label="Opening time", coerce=int, required=False, choices=hours)
    rhythm = forms.ChoiceField(
        label="Will you ask these people again?",
        choices=[
            ("", "No, this once"),
            *((code, f"Yes: {words.lower()}") for code, words in Series.Rhythm.choices),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text="The next round can then ask the same people, and shows results in the same way.",
        error_messages={"invalid_choice": "Select whether you will ask again"},
    )
    field_order = ["title", "start", "opens_on", "opens_hour", "closes_on", "hour", "rhythm"]

    def __init__(self, *args, has_open_link: bool = False, first: date | None = None, **options):
        """With ``first`` it opens later in any case: on that day or after."""
        super().__init__(*args, **options)
        self.first = first
        if first:
            del self.fields["start"]
            self.fields["opens_on"].help_text = f"On {moments.weekday(first)} or later."
        if has_open_link:  # nobody is asked by name, so there is nobody to carry on with
            del self.fields["rhythm"]

    def clean(self):
        """``opens_at`` is None for a round that opens at once."""
        data = self.cleaned_data
        data["opens_at"] = None
        if (self.first or data.get("start") == "later") and "opens_on" in data and "opens_hour" in data:
            self._clean_opening(data)
        return super().clean()

    def _clean_opening(self, data):
        now = timezone.now()
        if not data["opens_on"]:
            self.add_error("opens_on", "Enter an opening date")
        elif self.first and data["opens_on"] < self.first:
            self.add_error("opens_on", f"Opening date must be {moments.day(self.first)} or later")
        elif data["opens_hour"] == "":
            self.add_error("opens_hour", "Select an opening time")
        elif data["opens_on"] > timezone.localdate(now + LONGEST):
            self.add_error("opens_on", "Opening date must be within the next 3 months")
        else:
            data["opens_at"] = closing(data["opens_on"], data["opens_hour"])
            if data["opens_at"] <= now:
                self.add_error("opens_on", "Opening date and time must be in the future")


class CheckForm(forms.Form):
    """The last page before a round opens. It says which ``questions`` of the network's own it showed."""

    asked = forms.CharField(required=False)

    def __init__(self, data=None, *, questions):
        super().__init__(data)
        self.questions = questions

    def clean(self):
        asked = self.cleaned_data.get("asked")
        if asked and asked != edition(self.questions):
            raise forms.ValidationError(QUESTIONS_CHANGED)


class AgainForm(forms.Form):
    """Whether to ask the people of the last round again. ``carried`` says who they are."""

    same = forms.ChoiceField(
        label="Who do you want to ask?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select who you want to ask",
            "invalid_choice": "Select who you want to ask",
        },
    )

    def __init__(self, *args, carried, **options):
        super().__init__(*args, **options)
        here, joined = len(carried.people), len(carried.joined)
        choices = []
        if here:
            choices.append((SAME, f"The same people as last time ({here})"))
            if joined:
                choices.append(
                    (JOINED, f"The same people, and those who have joined since ({here + joined})")
                )
        self.fields["same"].choices = [*choices, ("", "Choose people anew")]
        self.fields["same"].required = False


class MessageForm(ReviewerForm):
    message = LongTextField(
        label="Your message",
        max_length=1500,
        required=False,
        help_text="It stands in every invitation, between the link and what happens with the answers.",
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    reminders = forms.TypedMultipleChoiceField(
        label="Reminders",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="To everybody whose link is unused by then; nobody is told who that is. You can switch each off and "
        "on while the round is open.",
    )
    field_order = ["message", "reminders", "reviewer"]

    def __init__(self, *args, has_open_link: bool = False, planned=(), **options):
        super().__init__(*args, **options)
        if planned:
            self.fields["reminders"].choices = [(one.days, moment(one.at)) for one in planned]
        else:
            del self.fields["reminders"]
        if has_open_link:
            self.fields["message"].help_text = "It stands above the questions."
        self.fields["reviewer"].required = False  # then it is whoever opens the round
