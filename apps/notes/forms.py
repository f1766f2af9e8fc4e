"""Raising something, reading its answer, and giving one."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from apps.core.forms import LongTextField

from . import receipts, rules


class RaiseForm(forms.Form):
    """A note. Its id and its receipt code come with the empty form, so that one sent in twice is one note."""

    text = LongTextField(
        label="What do you want to raise?",
        max_length=rules.CHARACTERS,
        help_text="Please name nobody, yourself included. How you write, and a story only you can tell, may give you "
        "away.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Enter what you want to raise",
            "max_length": f"What you raise must be {rules.CHARACTERS} characters or less",
        },
    )
    envelope = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def blank(cls):
        return cls(initial={"envelope": uuid.uuid4(), "code": receipts.make()})

    def clean_code(self):
        code = receipts.read(self.cleaned_data["code"])
        if code is None:
            raise ValidationError("Not a code of ours")
        return code

    def is_forged(self) -> bool:
        """Whether something is wrong that nobody can have typed."""
        return not self.is_valid() and bool(self.errors.keys() & {"envelope", "code"})


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Your receipt code",
        max_length=60,
        help_text="Five groups of four letters and numbers, such as 7K3M-9QZ2-04TX-HB6C-1VWR.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={
            "required": "Enter your receipt code",
            "max_length": "Enter the 20 letters and numbers",
        },
    )


class AnswerForm(forms.Form):
    text = LongTextField(
        label="Your answer",
        max_length=rules.ANSWER_CHARACTERS,
        help_text="Only whoever has the receipt code can read it. Say what happens now, or why nothing does.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Enter an answer, or mark the note as dealt with below",
            "max_length": f"Your answer must be {rules.ANSWER_CHARACTERS:,} characters or less",
        },
    )
