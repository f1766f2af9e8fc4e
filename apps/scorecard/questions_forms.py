"""Forms of the questions that a network or an area writes."""

from collections.abc import Iterable

from django import forms

from apps.core.forms import Hinted, LongTextField
from apps.surveys import review
from apps.surveys.own import MOST_CHARACTERS, WELSH, Own, edition, tidy

PARTS = ("text", "help", "plain", "welsh")
LONGEST_HELP, LONGEST_OTHER_WORDS = 200, 160


class _Line(LongTextField):
    """One statement or explanation, whatever line breaks were pasted with it."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value):
        return tidy(super().to_python(value))


class QuestionForm(forms.Form):
    """``cleaned_data["question"]`` is the `Own` to ask. Whoever named somebody of ``names`` is asked once more."""

    text = _Line(
        label="Statement",
        max_length=MOST_CHARACTERS,
        help_text="Say one thing only, so that “completely” is good news. Name nobody.",
        error_messages={
            "required": "Enter a statement",
            "max_length": f"Statement must be {MOST_CHARACTERS} characters or fewer",
        },
    )
    help = _Line(
        label="Explanation (optional)",
        required=False,
        max_length=LONGEST_HELP,
        help_text="Shown below the statement: what a word means, or who should answer.",
    )
    plain = _Line(
        label="The same in plain words (optional)",
        required=False,
        max_length=LONGEST_OTHER_WORDS,
        help_text="For people who read little English. Shown to those who ask for plain words.",
    )
    welsh = _Line(
        label="The same in Welsh (optional)",
        required=False,
        max_length=LONGEST_OTHER_WORDS,
        help_text="Where there is any Welsh, the page offers it.",
    )

    def __init__(self, data=None, *, question: Own | None = None, names: Iterable[str] = ()):
        initial = {part: getattr(question, part) for part in PARTS} if question else {}
        super().__init__(data, initial=initial)
        self.fields["welsh"].widget.attrs["lang"] = WELSH
        self.names = review.parts_of_names(names)

    def clean(self):
        said = {part: self.cleaned_data.get(part, "") for part in PARTS}
        found = [
            words for text in said.values() for words, is_name in review.marked(text, self.names) if is_name
        ]
        if found:
            named = ", ".join(f"“{word}”" for word in dict.fromkeys(found))
            self.fields["sure"] = forms.BooleanField(
                label=f"{named} does not mean a person here", required=False
            )
            if "sure" not in self.data:
                self.add_error(
                    "sure",
                    f"{named} is a name in your directory. Change the words, or confirm that "
                    "no person is meant",
                )
        return {**self.cleaned_data, "question": Own(**said)}


class TakeForm(forms.Form):
    """Which of the area's ``offered`` questions to ask; those that are ``asked`` already are not listed."""

    offer = forms.IntegerField(widget=forms.HiddenInput)
    edition = forms.CharField(widget=forms.HiddenInput, required=False)
    codes = forms.MultipleChoiceField(
        label="Which of them do you want to ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one question"},
    )

    def __init__(self, data=None, *, offer, asked):
        super().__init__(data, initial={"offer": offer.pk, "edition": edition(tuple(asked))})
        codes = {one.code for one in asked}
        self.fields["codes"].choices = [
            (one.code, Hinted(one.text, one.help)) for one in offer.questionnaire.own if one.code not in codes
        ]
