from datetime import timedelta

from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField

FURTHEST = timedelta(days=366)


class ResponseForm(forms.Form):
    heard = LongTextField(
        label="What we heard",
        max_length=1000,
        help_text="In a few sentences, from these figures. Name nobody.",
        error_messages={
            "required": "Enter what you heard",
            "max_length": "What you heard must be 1,000 characters or fewer",
        },
    )
    will = LongTextField(
        label="What we will do",
        max_length=1000,
        help_text="One or two things that people will notice. What you can’t change is worth saying too.",
        error_messages={
            "required": "Enter what you will do",
            "max_length": "What you will do must be 1,000 characters or fewer",
        },
    )
    by_when = DateField(label="By when", error_messages={"required": "Enter by when you will have done it"})
    leads = forms.CharField(
        label="Who leads on it",
        max_length=120,
        help_text="A person who has agreed to it, or a role, such as “the network manager”.",
        error_messages={
            "required": "Enter who leads on it",
            "max_length": "Who leads on it must be 120 characters or fewer",
        },
    )

    def clean_by_when(self):
        day, today = self.cleaned_data["by_when"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("By when must be today or later")
        if day > today + FURTHEST:
            raise forms.ValidationError("By when must be within a year")
        return day


class NamesForm(forms.Form):
    """Of a response that may name somebody."""

    named = forms.BooleanField(
        label="I have read this: it names nobody who should not be named",
        error_messages={"required": "Tick that you have read the warning about names, or change the text"},
    )


class GoOnForm(forms.Form):
    reason = LongTextField(
        label="Why should the next check-in open without a response?",
        max_length=500,
        help_text="It is kept with the check-in, for whoever runs your network’s check-ins.",
        error_messages={
            "required": "Enter why the next check-in should open",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )
