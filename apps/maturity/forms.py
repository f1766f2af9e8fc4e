from urllib.parse import urlsplit

from django import forms
from django.utils import timezone

from apps.core.forms import DateField, LongTextField
from apps.core.moments import day
from apps.meetings.paper_files import MOST_BYTES, BadPaper, examine
from apps.people.choosing import PersonField

from . import ladder
from .models import Claim
from .statements import matrix

NO, PARTLY, YES = Claim.Says.NO, Claim.Says.PARTLY, Claim.Says.YES
SAYS = [
    ("", "Not discussed"),
    (f"{NO}-{NO}", "Not yet"),
    (f"{PARTLY}-{PARTLY}", "Partly"),
    (f"{YES}-{YES}", "Yes"),
    (f"{NO}-{PARTLY}", "We differed: not yet to partly"),
    (f"{NO}-{YES}", "We differed: not yet to yes"),
    (f"{PARTLY}-{YES}", "We differed: partly to yes"),
]
OTHER = "other"


def _too_long(name: str, most: int) -> dict:
    return {
        "required": f"Enter {name}",
        "max_length": f"{name[0].upper()}{name[1:]} must be {most:,} characters or fewer",
    }


class AgreeForm(forms.Form):
    """Cleaned: ``says`` by statement, ``agreed_on``, and ``meeting`` or ``meeting_words``."""

    meeting = forms.ChoiceField(
        label="At which meeting?", error_messages={"required": "Select at which meeting"}
    )
    meeting_words = forms.CharField(
        label="If it is not in the list: which meeting was it?",
        max_length=120,
        required=False,
        error_messages=_too_long("which meeting it was", 120),
    )
    agreed_on = DateField(
        label="If it is not in the list: when was it?", called="The day of the meeting", required=False
    )

    def __init__(self, *args, meetings, component, **options):
        super().__init__(*args, **options)
        self._meetings = {str(one.pk): one for one in meetings}
        named = [(pk, f"{one.title}, {day(one.starts_at)}") for pk, one in self._meetings.items()]
        self.fields["meeting"].choices = [("", "Select one"), *named, (OTHER, "Another meeting")]
        self._statements = [one.code for one in component.statements]
        for one in component.statements:
            self.fields[one.code] = forms.ChoiceField(
                label=one.text, choices=SAYS, required=False, help_text=matrix().steps[one.step]
            )

    def clean(self):
        data = super().clean()
        chosen = data.get("meeting")
        if chosen == OTHER:
            if not data.get("meeting_words") and "meeting_words" not in self.errors:
                self.add_error("meeting_words", "Enter which meeting it was")
            if not data.get("agreed_on") and "agreed_on" not in self.errors:
                self.add_error("agreed_on", "Enter when the meeting was")
            elif data.get("agreed_on") and data["agreed_on"] > timezone.localdate():
                self.add_error("agreed_on", "The day of the meeting must be today or in the past")
        if not any(data.get(code) for code in self._statements):
            self.add_error(None, "Select what the meeting said of at least one statement")
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        meeting = self._meetings.get(data["meeting"])
        says = {
            code: tuple(int(one) for one in data[code].split("-"))
            for code in self._statements
            if data.get(code)
        }
        return {
            "says": says,
            "meeting": meeting,
            "meeting_words": "" if meeting else data["meeting_words"],
            "agreed_on": timezone.localdate(meeting.starts_at) if meeting else data["agreed_on"],
        }


class EvidenceForm(forms.Form):
    """A link or a file, for one or more statements of a component."""

    title = forms.CharField(
        label="What is it?",
        max_length=160,
        help_text="For example “Minutes of the board in March”.",
        error_messages=_too_long("what it is", 160),
    )
    url = forms.CharField(
        label="Link (or choose a file below)",
        max_length=500,
        required=False,
        help_text="Begins with https:// and opens for those who should see it.",
        error_messages=_too_long("the link", 500),
    )
    file = forms.FileField(
        label="File (optional)",
        required=False,
        max_length=250,
        help_text="PDF, Word, PowerPoint, Excel or OpenDocument, up to 20 MB. Everybody of the network can read it.",
        error_messages={
            "empty": "The file is empty",
            "max_length": "The file’s name must be 250 characters or fewer",
        },
    )
    dated = DateField(
        label="What day is it of?",
        called="The day",
        help_text="It counts for 12 months from this day.",
        error_messages={"required": "Enter what day it is of"},
    )
    statements = forms.MultipleChoiceField(
        label="What does it show?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one statement"},
    )

    def __init__(self, *args, network, component, **options):
        super().__init__(*args, **options)
        steps = matrix().steps
        choices = [(one.code, f"{steps[one.step]}: {one.text}") for one in component.statements]
        self.fields["statements"].choices = choices
        self.fields["owner"] = PersonField(
            network=network, label="Who looks after it? (optional)", required=False
        )

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        try:
            parts = urlsplit(url)
        except ValueError:
            raise forms.ValidationError("The link is not complete") from None
        if url and (parts.scheme not in ("https", "http") or not parts.netloc or " " in url):
            raise forms.ValidationError("The link must begin with https:// and be complete")
        return url

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            content = file.read(MOST_BYTES + 1)
            try:
                self.cleaned_data["kind"] = examine(content)
            except BadPaper as problem:
                raise forms.ValidationError(str(problem)) from problem
            self.cleaned_data["content"] = content
        return file

    def clean_dated(self):
        dated, today = self.cleaned_data["dated"], timezone.localdate()
        if dated > today:
            raise forms.ValidationError("The day must be today or in the past")
        if ladder.a_year_after(dated) <= today:
            raise forms.ValidationError(
                "The day must be within the last 12 months: older evidence does not count"
            )
        return dated

    def clean(self):
        data = super().clean()
        if "url" not in self.errors and "file" not in self.errors:
            if not data.get("url") and not data.get("file"):
                self.add_error("url", "Enter a link or choose a file")
            elif data.get("url") and data.get("file"):
                self.add_error("url", "Enter a link or choose a file, not both")
        return data

    def values(self) -> dict:
        names = ("title", "url", "dated", "statements", "owner", "content", "kind")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class RenewForm(forms.Form):
    note = forms.CharField(
        label="Why is it still true?",
        max_length=500,
        help_text="For example “The agreement was not changed; the board saw it in June”.",
        error_messages=_too_long("why it is still true", 500),
    )


class AlsoForm(forms.Form):
    statement = forms.ChoiceField(
        label="Which other statement does it show?", error_messages={"required": "Select a statement"}
    )

    def __init__(self, *args, supported, **options):
        super().__init__(*args, **options)
        choices = [
            (one.code, f"{component.name}, {matrix().steps[one.step]}: {one.text}")
            for component in matrix().components
            for one in component.statements
            if one.code not in supported
        ]
        self.fields["statement"].choices = [("", "Select one"), *choices]


class AskForm(forms.Form):
    """``steps`` are those of a component that can't be shown yet; without them the step stays as it was."""

    step = forms.TypedChoiceField(
        label="Towards which step?", coerce=int, error_messages={"required": "Select a step"}
    )
    text = LongTextField(
        label="What would help?",
        max_length=1000,
        help_text="Say what you tried, and what is missing: somebody’s time, figures, a template, an introduction.",
        error_messages=_too_long("what would help", 1000),
    )

    def __init__(self, *args, steps=(), **options):
        super().__init__(*args, **options)
        self.fields["step"].choices = [(step, matrix().steps[step]) for step in steps]
        if not steps:
            del self.fields["step"]


class OfferForm(forms.Form):
    offer = LongTextField(
        label="What do you offer?",
        max_length=1000,
        help_text="Say what you can do, by when, and who is in touch.",
        error_messages=_too_long("what you offer", 1000),
    )


class StepNamesForm(forms.Form):
    """A name for each step of each component; all optional."""

    def __init__(self, *args, names, **options):
        super().__init__(*args, **options)
        self._keys = {}
        for component in matrix().components:
            for place, step in enumerate(matrix().steps):
                field = f"{component.code}-{place}"
                self._keys[field] = (component.code, place)
                self.fields[field] = forms.CharField(
                    label=f"{component.name}: {step}",
                    max_length=80,
                    required=False,
                    initial=names.get((component.code, place), ""),
                    error_messages=_too_long("the name", 80),
                )

    def values(self) -> dict[tuple[str, int], str]:
        return {key: self.cleaned_data[field] for field, key in self._keys.items()}
