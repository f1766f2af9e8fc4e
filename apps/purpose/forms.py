from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField
from apps.people.choosing import PersonField

from . import years
from .models import Feedback, Objective


def _long(name: str, most: int, **options) -> LongTextField:
    messages = {
        "required": f"Enter {name}",
        "max_length": f"{name[0].upper()}{name[1:]} must be {most:,} characters or fewer",
    }
    return LongTextField(max_length=most, error_messages=messages, **options)


def _short(name: str, most: int, **options) -> forms.CharField:
    messages = {
        "required": f"Enter {name}",
        "max_length": f"{name[0].upper()}{name[1:]} must be {most:,} characters or fewer",
    }
    return forms.CharField(max_length=most, error_messages=messages, **options)


class PurposeForm(forms.Form):
    line = _short(
        "your purpose in one line",
        160,
        label="Your purpose in one line",
        help_text="Begin with what changes for patients or staff: “So that nobody in the vale waits alone for help.”",
    )
    text = _long(
        "the rest of your purpose",
        3000,
        label="What stands behind it (optional)",
        required=False,
        help_text="Why you work together, what you will do together and what stays with each practice.",
    )


class AskForm(forms.Form):
    until = DateField(
        label="By when do you want to hear from people?",
        called="The day",
        help_text="Two weeks are usual. Feedback that comes later still counts, until the version is adopted.",
        error_messages={"required": "Enter by when you want to hear from people"},
    )

    def clean_until(self):
        if self.cleaned_data["until"] < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        return self.cleaned_data["until"]


class FeedbackForm(forms.Form):
    stance = forms.ChoiceField(
        label="Could you work by this?",
        choices=Feedback.Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you could work by this"},
    )
    text = _long(
        "what you think",
        1000,
        label="What would you change, and what should stay? (optional)",
        required=False,
    )

    def clean(self):
        data = super().clean()
        if data.get("stance") in ("changes", "no") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter what you would change, so that others know")
        return data


class _MeetingForm(forms.Form):
    """A meeting that was held, and when the purpose is looked at next."""

    meeting = _short(
        "which meeting it was",
        120,
        label="Which meeting?",
        help_text="For example “Board meeting at Millbrook”.",
    )
    next_on = DateField(
        label="When will you look at it again?",
        called="The next review",
        help_text="Once a year is usual. Whoever runs the network is reminded 4 weeks before.",
        error_messages={"required": "Enter when you will look at it again"},
    )

    held = "held_on"

    def clean(self):
        data = super().clean()
        held, due = data.get(self.held), data.get("next_on")
        if held and held > timezone.localdate():
            self.add_error(self.held, "The day of the meeting must be today or in the past")
        elif held and due and due <= held:
            self.add_error("next_on", "The next review must be after the meeting")
        return data


class AdoptForm(_MeetingForm):
    adopted_on = DateField(
        label="When was it adopted?",
        called="The day of the meeting",
        error_messages={"required": "Enter when it was adopted"},
    )
    held = "adopted_on"
    field_order = ["meeting", "adopted_on", "next_on"]


class ReviewForm(_MeetingForm):
    held_on = DateField(
        label="When did the meeting look at it?",
        called="The day of the meeting",
        error_messages={"required": "Enter when the meeting looked at it"},
    )
    field_order = ["meeting", "held_on", "next_on"]


class MoveForm(forms.Form):
    next_on = DateField(
        label="When will you look at it instead?",
        called="The day",
        error_messages={"required": "Enter when you will look at it"},
    )

    def clean_next_on(self):
        if self.cleaned_data["next_on"] < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        return self.cleaned_data["next_on"]


class StrategyForm(forms.Form):
    approach = _long(
        "how you lead",
        2000,
        label="How we lead",
        help_text="For example: who shares leadership with the clinical director, how leads are found and supported, "
        "what people can expect of them.",
    )
    deciding = _long(
        "how you decide",
        2000,
        label="How we decide",
        help_text="What a lead decides alone, what the board decides, and how practices are asked first.",
    )


class StartForm(forms.Form):
    start = DateField(
        label="Since when does it hold?",
        called="The first day",
        help_text="The day on which it was agreed.",
        error_messages={"required": "Enter since when it holds"},
    )

    def clean_start(self):
        if self.cleaned_data["start"] > timezone.localdate():
            raise forms.ValidationError("The first day must be today or in the past")
        return self.cleaned_data["start"]


class LeadForm(forms.Form):
    """Who leads on something in a draft."""

    what = _short(
        "what is led on", 120, label="Leads on what?", help_text="For example “Care homes” or “Recruitment”."
    )

    def __init__(self, *args, network, lead=None, **options):
        initial = {"what": lead.what} if lead else None
        super().__init__(*args, initial=initial, **options)
        self.fields["person"] = PersonField(
            network=network, now=lead and lead.person, label="Who leads?",
            error_messages={"required": "Enter who leads"},
        )  # fmt: skip
        self.fields["deputy"] = PersonField(
            network=network, now=lead and lead.deputy, label="Who stands in? (optional)", required=False
        )

    def clean_what(self):
        return " ".join(self.cleaned_data["what"].split())

    def clean(self):
        data = super().clean()
        if data.get("person") and data.get("person") == data.get("deputy"):
            self.add_error("deputy", "Whoever stands in must be somebody else")
        return data


class HandOverForm(LeadForm):
    """Who leads on it from a day on, in a strategy that holds."""

    on = DateField(
        label="Since when?",
        called="The day",
        help_text="Only needed where somebody else leads from now on.",
        required=False,
    )
    field_order = ["person", "on", "deputy"]

    def __init__(self, *args, network, lead, **options):
        super().__init__(*args, network=network, lead=lead, **options)
        del self.fields["what"]
        self.order_fields(self.field_order)
        self.lead = lead

    def clean(self):
        data = super().clean()
        on = data.get("on")
        if data.get("person") and data["person"] != self.lead.person and not on and "on" not in self.errors:
            self.add_error("on", "Enter since when they lead")
        if on and on > timezone.localdate():
            self.add_error("on", "The day must be today or in the past")
        elif on and on < self.lead.start:
            self.add_error("on", "The day must not be before the one before began")
        return data


class ObjectiveForm(forms.Form):
    text = _short(
        "the objective", 200, label="What do you want to have reached by the end of the year?",
        help_text="One thing that people will notice.",
    )  # fmt: skip
    measure = _short(
        "how you will know", 300, label="How will you know?",
        help_text="Something that can be counted or seen: “All practices answer the phone within 5 minutes.”",
    )  # fmt: skip

    def __init__(self, *args, network, objective=None, **options):
        initial = {"text": objective.text, "measure": objective.measure} if objective else {}
        super().__init__(*args, initial=initial | options.pop("initial", {}), **options)
        self.fields["owner"] = PersonField(
            network=network, now=objective and objective.owner, label="Who sees to it?",
            error_messages={"required": "Enter who sees to it"},
        )  # fmt: skip
        if objective is None:
            offered = years.offered(timezone.localdate())
            self.fields["year"] = forms.TypedChoiceField(
                label="For which year?",
                coerce=int,
                choices=[(one.begins, one.title) for one in offered],
                initial=years.of(timezone.localdate()).begins,
                widget=forms.RadioSelect,
                error_messages={"required": "Select a year", "invalid_choice": "Select a year"},
            )


class NoteForm(forms.Form):
    text = _long(
        "how it comes along",
        1000,
        label="How does it come along?",
        help_text="It can’t be changed afterwards.",
    )


class EndForm(forms.Form):
    outcome = forms.ChoiceField(
        label="How did it end?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it ended"},
    )
    reason = _long(
        "the reason",
        500,
        label="Why, or what shows it?",
        required=False,
        help_text="Where it was missed or is carried over, say why. The next year’s readers were not there.",
    )

    def __init__(self, *args, objective, **options):
        super().__init__(*args, **options)
        following = objective.in_year.next.title
        labels = {"carried": f"Carried over into {following}"}
        self.fields["outcome"].choices = [
            (code, labels.get(code, label)) for code, label in Objective.Outcome.choices
        ]

    def clean(self):
        data = super().clean()
        if (
            data.get("outcome") in ("missed", "carried")
            and not data.get("reason")
            and "reason" not in self.errors
        ):
            self.add_error("reason", "Enter why it was missed or is carried over")
        return data
