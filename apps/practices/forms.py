from django import forms
from django.utils import timezone

from apps.core import filters
from apps.core.forms import DateField, LongTextField


def _one_line(text: str) -> str:
    return " ".join(text.split())


class NameForm(forms.Form):
    """The name of a practice."""

    name = forms.CharField(
        label="Name on the portal’s pages",
        max_length=160,
        error_messages={
            "required": "Enter a name",
            "max_length": "The name must be 160 characters or fewer",
        },
    )

    def clean_name(self):
        return _one_line(self.cleaned_data["name"])


class ProfileForm(NameForm):
    collaboration = LongTextField(
        label="How we worked together before the network (optional)",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Two lines: a federation, clusters, shared services, and since when.",
        error_messages={"max_length": "How you worked together must be 300 characters or fewer"},
    )

    def clean_collaboration(self):
        return self.cleaned_data["collaboration"].strip()


class NeedForm(forms.Form):
    need = forms.CharField(
        label="What our people need",
        max_length=200,
        help_text="One sentence, such as: More people over 75 live alone than we reach.",
        error_messages={
            "required": "Enter what your people need",
            "max_length": "What your people need must be 200 characters or fewer",
        },
    )
    source = forms.CharField(
        label="Where it shows",
        max_length=200,
        help_text="A published figure, a survey, what residents told you.",
        error_messages={
            "required": "Enter where the need shows",
            "max_length": "Where it shows must be 200 characters or fewer",
        },
    )
    source_day = DateField(
        label="Date of the source",
        help_text="For example, 1 7 2026",
        error_messages={"required": "Enter the date of the source"},
    )
    action = LongTextField(
        label="What we do about it (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "What you do about it must be 500 characters or fewer"},
    )
    measure = forms.CharField(
        label="How we measure it",
        max_length=300,
        required=False,
        help_text="Needed once there is an action. Say what you count, and by when.",
        error_messages={"max_length": "How you measure it must be 300 characters or fewer"},
    )

    def clean_source_day(self):
        day = self.cleaned_data["source_day"]
        if day > timezone.localdate():
            raise forms.ValidationError("The date of the source must be today or in the past")
        if day.year < 1990:
            raise forms.ValidationError("The date of the source must be in 1990 or later")
        return day

    def clean(self):
        data = super().clean()
        if data.get("action") and "measure" in data and not data["measure"]:
            self.add_error("measure", "Enter how you will measure what you do")
        return data


class CloseForm(forms.Form):
    outcome = LongTextField(
        label="What came of it?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What was measured in the end, or why it is no longer followed.",
        error_messages={
            "required": "Enter what came of it",
            "max_length": "What came of it must be 500 characters or fewer",
        },
    )


class NeedFilterForm(filters.FilterForm):
    q = forms.CharField(label="Words", required=False, max_length=120)
    show = forms.ChoiceField(
        label="Show", required=False, choices=[("", "Open needs"), ("closed", "Closed needs")]
    )

    def filters(self) -> dict:
        """What to hand to `population.needs_of`."""
        found = self.found()
        return {"words": found["q"] or "", "closed": found["show"] == "closed"}
