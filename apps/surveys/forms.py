"""The form of the answer page, made from a questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html

from apps.core.forms import LongTextField

from . import slips
from .questionnaire import Definition, Prompt, Question, Text, Theme, page_words
from .showing import SHOW, SHOWN, marked

CHECK = "check"
DONT_KNOW = "dk"


@dataclass(frozen=True)
class Part:
    """A theme of the form with its bound fields."""

    theme: Theme
    caption: str
    title: str
    about: str
    questions: list[tuple[Question, forms.BoundField]]
    year_ago: tuple[Question, forms.BoundField] | None
    comment: forms.BoundField | None

    @property
    def is_about_agreement(self) -> bool:
        return not all(question.own_scale for question, _ in self.questions)


class AnswerForm(forms.Form):
    """Nothing is required: whoever skips a question has no view on it. ``typed`` is put into a form that nobody sent
    in; ``plain`` says each question in plain words as well."""

    def __init__(self, definition: Definition, data=None, *, typed=None, plain: bool = False):
        self.definition = definition
        super().__init__(data, initial=typed)
        # Shared by all forms, where Django would copy: copying costs as much as all the rest of answering.
        self.fields = _fields(definition, plain)

    def is_forged(self) -> bool:
        """Whether there is a field that the page does not have, or one twice: no browser sends that by
        itself."""
        known = {*self.fields, CHECK, SHOW, SHOWN}
        return any(name not in known or len(values) > 1 for name, values in self.data.lists())

    def parts(self) -> list[Part]:
        words, themes = page_words(self.definition.language), self.definition.themes
        # Of one or two there is nothing to count.
        caption = words["theme_of"] if len(themes) > 2 else Text()
        return [
            Part(
                theme=theme,
                caption=marked(type(caption)(caption.format(number=number, of=len(themes)), caption.lang)),
                title=marked(theme.title),
                about=marked(theme.about),
                questions=[(question, self[question.field]) for question in theme.questions],
                year_ago=(theme.year_ago, self[theme.year_ago.field]) if theme.year_ago else None,
                comment=self[_comment_name(theme.comment)] if theme.comment else None,
            )
            for number, theme in enumerate(themes, start=1)
        ]

    def answers(self) -> dict[str, int]:
        """By question code, without what was skipped or not known."""
        chosen = {question.code: self.cleaned_data[question.field] for question in self.definition.questions}
        return {code: int(value) for code, value in chosen.items() if value not in ("", DONT_KNOW)}

    def comments(self) -> dict[str, str]:
        """By theme code, without empty ones."""
        written = {
            prompt.code: self.cleaned_data[_comment_name(prompt)] for prompt in self.definition.comments
        }
        return {code: text for code, text in written.items() if text}


class CodeForm(forms.Form):
    """``code`` becomes the slip's `Invitation`. One message for whatever is not right, so that it tells nothing."""

    code = forms.CharField(
        label="Code on your slip",
        max_length=60,
        help_text="15 letters and numbers. Capital or small letters, with dashes or without: all the same.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": "Enter the code on your slip",
            "max_length": "This code is not right. Compare it with your slip, letter by letter",
        },
    )

    def clean_code(self):
        if invitation := slips.find(self.cleaned_data["code"]):
            return invitation
        raise forms.ValidationError(self.fields["code"].error_messages["max_length"], code="unknown")


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="Your work email address",
        max_length=254,
        help_text="The one at which your network wrote to you.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your work email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )


@lru_cache(maxsize=64)
def blank_questions(definition: Definition, plain: bool = False) -> str:
    """The questions as everybody first sees them: the same for all, so made once for each questionnaire."""
    return render_questions(AnswerForm(definition, plain=plain))


def render_questions(form: AnswerForm) -> str:
    how_far = marked(page_words(form.definition.language)["how_far"])
    return render_to_string("surveys/_questions.html", {"form": form, "how_far": how_far})


@lru_cache(maxsize=64)
def _fields(definition: Definition, plain: bool) -> Mapping[str, forms.Field]:
    fields, words = {}, page_words(definition.language)
    for theme in definition.themes:
        for question in (*theme.questions, *filter(None, [theme.year_ago])):
            fields[question.field] = _choice(question, words, plain)
        if theme.comment:
            fields[_comment_name(theme.comment)] = _comment(theme.comment, words)
    return MappingProxyType(fields)


def _comment_name(prompt: Prompt) -> str:
    return f"comment-{prompt.code}"


def _choice(question: Question, words: dict, plain: bool) -> forms.ChoiceField:
    options = [(str(number), marked(words)) for number, words in enumerate(question.options, start=1)]
    if question.last_first:
        options.reverse()
    hint = marked(question.help)
    if plain and question.plain:
        said = (marked(words["in_plain_words"]), marked(question.plain))
        hint = format_html('<span class="portal-plain">{} {}</span>{}', *said, hint)
    return forms.ChoiceField(
        label=marked(question.text),
        help_text=hint,
        required=False,
        choices=[*options, (DONT_KNOW, marked(words["dont_know"]))],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"{question.text}: choose one of the answers offered"},
    )


def _comment(prompt: Prompt, words: dict) -> LongTextField:
    limit = prompt.characters
    return LongTextField(
        label=marked(prompt.text),
        help_text=marked(words["comment_help"]),
        required=False,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": f"{prompt.text} Shorten this to %(limit_value)d characters (now %(show_value)d)"
        },
    )
