"""Forms of events."""

from django import forms
from django.core.exceptions import ValidationError

from apps.core.forms import DateField, Hinted, LongTextField
from apps.people.models import StaffGroup

from .models import SignUp

NUMERIC = {"inputmode": "numeric", "class": "nhsuk-input--width-5"}
ELSEWHERE = "other"


def _long(label: str, most: int, rows: int = 6, **options) -> LongTextField:
    messages = {"max_length": f"This must be {most:,} characters or less", "required": "Enter a few words"}
    return LongTextField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), error_messages=messages,
        **options,
    )  # fmt: skip


def _count(label: str, most: int = 5000, **options) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs=NUMERIC),
        error_messages={
            "invalid": "Enter a whole number",
            "min_value": "Enter 0 or more",
            "max_value": f"Enter {most:,} at most",
        },
        **options,
    )


class EventForm(forms.Form):
    about = _long(
        "What is it about?", 2000, help_text="It stands on the page on which people sign up.", required=False
    )
    places = _count("How many places are there? (optional)", help_text="Leave it empty where everybody fits.")


class SignUpForm(forms.Form):
    """Signing up. ``practices`` are the network's; whoever belongs to none says where they work."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your name",
            "max_length": "Your name must be 120 characters or less",
        },
    )
    email = forms.EmailField(
        label="Your work email address",
        help_text="What was agreed is sent there after the event, and nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your work email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    practice = forms.ChoiceField(
        label="Where do you work?",
        widget=forms.Select,
        error_messages={"required": "Choose where you work", "invalid_choice": "Choose where you work"},
    )
    organisation = forms.CharField(
        label="Organisation, if it is not on the list (optional)", max_length=120, required=False
    )
    role = forms.ChoiceField(
        label="What do you do?",
        choices=StaffGroup.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you do", "invalid_choice": "Choose what you do"},
    )
    cover = forms.ChoiceField(
        label="Does somebody have to cover for you while you are there?",
        choices=[
            ("no", "No"),
            (
                "needed",
                Hinted("Yes, and nobody is found yet", "Your practice manager and the network see it."),
            ),
            ("arranged", "Yes, and it is arranged"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one", "invalid_choice": "Choose one"},
    )
    cover_by = forms.CharField(label="Arranged by (optional)", max_length=120, required=False)

    def __init__(self, *args, practices, **options):
        super().__init__(*args, **options)
        self.practices = {str(one.pk): one for one in practices}
        named = [(pk, one.name) for pk, one in self.practices.items()]
        self.fields["practice"].choices = [("", "Choose"), *named, (ELSEWHERE, "Somewhere else")]

    def clean_practice(self):
        return self.practices.get(self.cleaned_data["practice"])

    def clean(self):
        data = super().clean()
        if "practice" in data and data["practice"] is None and not data.get("organisation"):
            self.add_error("organisation", ValidationError("Enter the organisation you come from"))
        return data


class CoverForm(forms.Form):
    """What a manager changes of a sign-up."""

    cover = forms.ChoiceField(label="Cover", choices=SignUp.Cover.choices, widget=forms.RadioSelect)
    cover_by = forms.CharField(label="Arranged by (optional)", max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CameForm(forms.Form):
    """Who of those who signed up came, and how many residents."""

    came = forms.MultipleChoiceField(label="Who came?", required=False, widget=forms.CheckboxSelectMultiple)
    residents = _count("How many residents came? (optional)", help_text="A number only; nobody by name.")

    def __init__(self, *args, rows, **options):
        super().__init__(*args, **options)
        self.fields["came"].choices = [
            (str(row.pk), Hinted(row.name, row.practice.name if row.practice else row.organisation))
            for row in rows
        ]

    def clean_came(self):
        return {int(pk) for pk in self.cleaned_data["came"]}


class GroupForm(forms.Form):
    name = forms.CharField(
        label="Name of the group",
        max_length=80,
        help_text="Such as “Table 1” or “Same-day access”.",
        error_messages={"required": "Enter a name", "max_length": "The name must be 80 characters or less"},
    )


class NotesForm(forms.Form):
    notes = _long("What was said", 5000, rows=10, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class IdeaForm(forms.Form):
    """An idea, and the group that had it."""

    text = forms.CharField(
        label="The idea, in a sentence",
        max_length=300,
        error_messages={
            "required": "Enter the idea",
            "max_length": "The idea must be 300 characters or less",
        },
    )
    group = forms.ChoiceField(label="Group", required=False, widget=forms.Select)

    def __init__(self, *args, groups, **options):
        super().__init__(*args, **options)
        self.groups = {str(one.pk): one for one in groups}
        self.fields["group"].choices = [
            ("", "None in particular"),
            *((pk, one.name) for pk, one in self.groups.items()),
        ]

    def clean_group(self):
        return self.groups.get(self.cleaned_data["group"])


class TakeUpForm(forms.Form):
    """An idea as an action, with its owner of the directory."""

    text = forms.CharField(
        label="What will be done?", max_length=300, error_messages={"required": "Enter what will be done"}
    )
    owner = forms.ChoiceField(label="Who sees to it? (optional)", required=False, widget=forms.Select)
    due_on = DateField(label="By when? (optional)", called="The date", required=False)

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.people = {str(one.pk): one for one in people}
        self.fields["owner"].choices = [
            ("", "Nobody yet"),
            *((pk, one.name) for pk, one in self.people.items()),
        ]

    def clean_owner(self):
        return self.people.get(self.cleaned_data["owner"])


class AgreedForm(forms.Form):
    agreed = _long("What was agreed", 3000, rows=8, help_text="It is sent to everybody who signed up.")


class ToldForm(forms.Form):
    you_said = _long("You said", 3000, help_text="What residents told you, in their words as far as you can.")
    we_did = _long("We did", 3000, help_text="What came of it, and what could not be done and why.")


class ThemeForm(forms.Form):
    text = forms.CharField(
        label="What came up",
        max_length=300,
        help_text="In words that say of no network who said it: every network that comes can read it.",
        error_messages={"required": "Enter what came up", "max_length": "It must be 300 characters or less"},
    )


class NetworksForm(forms.Form):
    """Which other networks of the area are invited."""

    networks = forms.MultipleChoiceField(
        label="Which networks do you invite?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one network"},
    )

    def __init__(self, *args, networks, **options):
        super().__init__(*args, **options)
        self.networks = {one.code: one for one in networks}
        self.fields["networks"].choices = [(code, one.name) for code, one in self.networks.items()]

    def clean_networks(self):
        return [self.networks[code] for code in self.cleaned_data["networks"]]
