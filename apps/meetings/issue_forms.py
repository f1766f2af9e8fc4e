from django import forms
from django.utils import timezone

from apps.core.forms import DateField
from apps.people.choosing import PersonField

from .action_forms import long_text
from .models import Issue, Risk
from .risk_picture import BAD, LIKELY


def _title(label: str, help_text: str) -> forms.CharField:
    messages = {"required": "Enter a title", "max_length": "The title must be 160 characters or fewer"}
    return forms.CharField(max_length=160, label=label, help_text=help_text, error_messages=messages)


class IssueForm(forms.Form):
    title = _title("What is it about?", "A few words, such as “The phones on Monday morning”.")
    text = long_text(
        "what you want to raise",
        2000,
        label="What do you want to raise?",
        help_text="What happens, and what would help. Please leave out names and details of patients.",
    )


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label="What becomes of it?",
        choices=[(Issue.State.ANSWERED, "It is answered"), (Issue.State.CLOSED, "It is closed without more")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select what becomes of it",
            "invalid_choice": "Select what becomes of it",
        },
    )
    answer = long_text(
        "the answer or the reason",
        2000,
        label="Your answer, or the reason",
        help_text="Whoever raised it reads this.",
    )


def _level(label: str, called: str, words) -> forms.TypedChoiceField:
    message = f"Select {called}"
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=[(n, f"{n} {word}") for n, word in enumerate(words, 1)],
        widget=forms.RadioSelect, error_messages={"required": message, "invalid_choice": message},
    )  # fmt: skip


class _Levels(forms.Form):
    likelihood = _level("How likely is it?", "how likely it is", LIKELY)
    impact = _level("How bad would it be?", "how bad it would be", BAD)


class RiskForm(forms.Form):
    """A risk in words; a new one with its levels, which later move."""

    title = _title("What could go wrong?", "One sentence, such as “Nobody stands in for the manager”.")
    cause = long_text("the cause", 1000, label="Why could it happen? (optional)", required=False)
    response = long_text(
        "what you do about it", 1000, label="What do we do about it? (optional)", required=False
    )
    review_on = DateField(label="When do you look at it again? (optional)", called="The day", required=False)

    def __init__(self, *args, network, risk: Risk | None = None, **options):
        if risk:
            names = ("title", "cause", "response", "review_on")
            options["initial"] = {name: getattr(risk, name) for name in names}
        super().__init__(*args, **options)
        self.fields["owner"] = PersonField(
            network=network, now=risk and risk.owner, label="Who watches it? (optional)", required=False
        )
        if risk is None:
            self.fields |= _Levels.base_fields
        self.order_fields(["title", "cause", "likelihood", "impact", "response", "owner", "review_on"])


class MoveForm(_Levels):
    why = forms.CharField(
        max_length=300,
        label="Why?",
        help_text="What changed since you looked at it last, or why it stays.",
        error_messages={"required": "Enter why", "max_length": "Why must be 300 characters or fewer"},
    )
    review_on = DateField(label="When do you look at it again? (optional)", called="The day", required=False)

    def clean_review_on(self):
        on = self.cleaned_data["review_on"]
        if on and on < timezone.localdate():
            raise forms.ValidationError("The day must be today or later")
        return on


class CloseForm(forms.Form):
    why = forms.CharField(
        max_length=300,
        label="Why is it closed?",
        error_messages={
            "required": "Enter why it is closed",
            "max_length": "Why must be 300 characters or fewer",
        },
    )
