from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField
from apps.people.choosing import PersonField

EARLIEST_COURSE = 1980


class OfferForm(forms.Form):
    area = forms.CharField(
        label="What would you like to lead?",
        max_length=120,
        help_text="A project, a theme or a role, such as the wound care clinic, data, or finance lead.",
        error_messages={"required": "Enter what you would like to lead"},
    )
    note = LongTextField(
        label="Anything to know? (optional)",
        required=False,
        max_length=600,
        help_text="Such as how much time you have, or what you would need.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_area(self):
        return " ".join(self.cleaned_data["area"].split())


class AnswerForm(forms.Form):
    answer = LongTextField(
        label="Your answer",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write an answer"},
    )


class CourseForm(forms.Form):
    """What somebody learned; ``who`` is asked only where a ``network`` is given, else it is about oneself."""

    name = forms.CharField(
        label="Course or programme",
        max_length=120,
        error_messages={"required": "Enter the course"},
    )
    done_on = DateField(
        label="Finished on", called="The day", error_messages={"required": "Enter the day on which it ended"}
    )

    def __init__(self, *args, network=None, **options):
        super().__init__(*args, **options)
        if network:
            self.fields["who"] = PersonField(
                network=network, label="Who", error_messages={"required": "Enter who did it"}
            )
            self.order_fields(["who", "name", "done_on"])

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The day must be today or in the past: add it when it is done")
        if day.year < EARLIEST_COURSE:
            raise forms.ValidationError(
                f"The year must be {EARLIEST_COURSE} or later", params={"parts": ["year"]}
            )
        return day
