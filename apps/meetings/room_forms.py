"""What is filled in while a meeting is held."""

from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField
from apps.people.choosing import PersonField

from .models import Vote
from .room import shown_as

PRESENT = "room-present"


def _short(most: int, name: str, **options) -> forms.CharField:
    messages = {
        "required": f"Enter {name}",
        "max_length": f"{name[0].upper()}{name[1:]} must be {most:,} characters or fewer",
    }
    return forms.CharField(max_length=most, error_messages=messages, **options)


class VersionForm(forms.Form):
    """What somebody had before them when they began to write."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class NoteForm(VersionForm):
    text = LongTextField(
        label="What was said",
        max_length=8000,
        required=False,
        error_messages={"max_length": "What was said must be 8,000 characters or fewer"},
    )


class MarkForm(forms.Form):
    """Which button was pressed: the invitee, its version, and what was said."""

    mark = forms.RegexField(r"\A([0-9]{1,15})-([0-9]{1,9})-(present|apologies|absent|)\Z")

    def parts(self) -> tuple[int, int, str]:
        invitee, version, came = self.cleaned_data["mark"].split("-")
        return int(invitee), int(version), came


class DeputyForm(VersionForm):
    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["deputy"] = PersonField(
            network=network, label="Who came in their place?", error_messages={"required": "Enter who came"}
        )


class AttendeeForm(forms.Form):
    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["person"] = PersonField(
            network=network, label="Who else is here?", error_messages={"required": "Enter who is here"}
        )


class DecisionForm(forms.Form):
    text = _short(
        500, "the decision in a sentence", label="The decision, in a sentence",
        help_text="Agreed by all who are here. Where it was put to the vote, record the vote.",
    )  # fmt: skip

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())


class RewordForm(VersionForm, DecisionForm):
    field_order = ["text", "version"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["text"].help_text = ""


class VoteForm(DecisionForm):
    """How each practice that has a vote in the room voted; ``seats`` are present invitees with a vote, one for each
    seat. Votes of seats that speak for no practice are counted, not named."""

    def __init__(self, *args, seats, **options):
        super().__init__(*args, **options)
        self.fields["text"].help_text = "What was put to the vote and came out of it."
        self.seats = {f"seat_{one.pk}": one for one in seats}
        for name, one in self.seats.items():
            called = one.practice.name if one.practice else f"{one.role or 'Vote'}: {shown_as(one)}"
            self.fields[name] = forms.ChoiceField(
                label=called,
                choices=Vote.Choice.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select how {called} voted"},
            )

    def votes(self) -> tuple[dict[int, str], tuple[int, int, int]]:
        """By practice, and how many others were for, against and abstained. Two seats of one practice that voted
        apart are counted like others: nobody can say how the practice voted."""
        by_practice, chosen = {}, []
        for name, one in self.seats.items():
            choice = self.cleaned_data[name]
            if one.practice_id is None or one.practice_id in by_practice:
                chosen.append(choice)
            else:
                by_practice[one.practice_id] = choice
        return by_practice, tuple(chosen.count(choice) for choice in Vote.Choice.values)


class ActionForm(forms.Form):
    text = _short(300, "what will be done", label="What will be done?")
    due_on = DateField(
        label="By when?", called="The day", error_messages={"required": "Enter the day by when"}
    )
    field_order = ["text", "owner", "due_on"]

    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["owner"] = PersonField(
            network=network,
            label="Who does it?",
            help_text="Name or work email address.",
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "list": PRESENT}),
            error_messages={"required": "Enter who does it"},
        )
        self.order_fields(self.field_order)

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean_due_on(self):
        if self.cleaned_data["due_on"] < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        return self.cleaned_data["due_on"]


class InterestForm(forms.Form):
    invitee = forms.TypedChoiceField(
        label="Who?", coerce=int, error_messages={"required": "Select who", "invalid_choice": "Select who"}
    )
    text = _short(300, "the interest", label="What is their interest?")
    stepped_out = forms.BooleanField(
        label="They step out, and have no vote on this", required=False, initial=False
    )

    def __init__(self, *args, present, **options):
        super().__init__(*args, **options)
        self.fields["invitee"].choices = [("", "Select who"), *((one.pk, shown_as(one)) for one in present)]
