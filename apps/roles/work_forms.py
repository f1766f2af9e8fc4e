"""Forms of the board's rule, of confirmed figures, of where people work, how they start, and reviews."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField
from apps.core.moments import day

from .starting import steps_of


def _number(label: str, *, most, places: int = 2, **options) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=places,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-5"}),
        error_messages={
            "invalid": "Enter a number, like 2.5",
            "min_value": "Enter 0 or more",
            "max_value": "Enter %(limit_value)s at most",
            "max_decimal_places": "Two decimals at most",
        },
        **options,
    )


class RuleForm(forms.Form):
    quorum = forms.IntegerField(
        label="How many votes does a decision need to be taken?",
        min_value=1,
        max_value=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        help_text="The quorum: with fewer present, nothing is decided.",
        error_messages={
            "required": "Enter a number of votes",
            "invalid": "Enter a whole number",
            "min_value": "Enter 1 or more",
            "max_value": "Enter 200 at most",
        },
    )
    of_practices = forms.IntegerField(
        label="How many of them have to be practices’? (optional)",
        min_value=0,
        max_value=200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={"invalid": "Enter a whole number", "min_value": "Enter 0 or more"},
    )
    with_director = forms.BooleanField(label="The clinical director has to be there", required=False)
    agreed_on = DateField(label="Agreed on (optional)", called="Agreed on", required=False)

    def clean(self):
        data = super().clean()
        data["of_practices"] = data.get("of_practices") or 0
        if data.get("quorum") and data["of_practices"] > data["quorum"]:
            self.add_error("of_practices", "These are part of the votes above: enter that number at most")
        return data


class ConfirmForm(forms.Form):
    """A number for each role with a published figure, proposed as published or as confirmed before."""

    def __init__(self, *args, figures, **options):
        super().__init__(*args, **options)
        self.figures = figures
        for one in figures:
            proposed = one.published if one.confirmed is None else one.confirmed
            self.fields[one.kind.code] = _number(
                one.kind.name,
                most=999,
                initial=proposed,
                help_text=f"Published: {one.published} WTE on {day(one.day)}. "
                f"Recorded here: {one.recorded} WTE.",
            )

    def confirmed(self) -> dict[str, tuple[Decimal, Decimal]]:
        """By role what was published and what is confirmed; what was left empty is not."""
        values = {one.kind.code: (one.published, self.cleaned_data[one.kind.code]) for one in self.figures}
        return {code: pair for code, pair in values.items() if pair[1] is not None}


class DeployForm(forms.Form):
    """Sessions a week at each practice; ``practices`` are those that may be named."""

    def __init__(self, *args, practices, now, **options):
        super().__init__(*args, **options)
        self.practices = list(practices)
        for one in self.practices:
            self.fields[one.code] = _number(str(one), most=14, initial=now.get(one.pk))

    def sessions(self) -> dict:
        return {one: self.cleaned_data[one.code] for one in self.practices if self.cleaned_data[one.code]}


class StartForm(forms.Form):
    done = forms.MultipleChoiceField(
        label="What is done?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, kind, **options):
        super().__init__(*args, **options)
        self.fields["done"].choices = [(step.code, step.text) for step in steps_of(kind)]


class ReviewForm(forms.Form):
    held_on = DateField(label="Held on", error_messages={"required": "Enter the day of the review"})
    agreed = LongTextField(
        label="What was agreed about the role (optional)",
        max_length=1000,
        required=False,
        help_text="For example: hands on the flu campaign, two sessions instead of three.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **options):
        options.setdefault("initial", {"held_on": timezone.localdate()})
        super().__init__(*args, **options)
