from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from apps.accounts.models import User
from apps.accounts.permissions import PRACTICE_MANAGER
from apps.core.forms import Hinted


class RoleForm(forms.Form):
    """One of ``roles``; in a network also the practice of a practice manager."""

    role = forms.ChoiceField(
        label="Role",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select a role",
            "invalid_choice": "Select one of the roles that you may give",
        },
    )

    def __init__(self, *args, place, roles, **options):
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role.code, Hinted(role.name, role.description)) for role in roles]
        if PRACTICE_MANAGER in {role.code for role in roles}:
            self._add_practice(place)

    def _add_practice(self, network):
        spells = network.practice_spells.current().select_related("practice").order_by("practice__name")
        self.practices = {spell.practice.code: spell.practice for spell in spells}
        self.fields["practice"] = forms.ChoiceField(
            label="Practice",
            required=False,
            help_text="For a practice manager only: the practice whose people they keep.",
            choices=[("", "None"), *((code, practice.name) for code, practice in self.practices.items())],
            error_messages={"invalid_choice": "Select a practice of this network"},
        )

    def clean(self):
        data = super().clean()
        if "practice" in self.fields and "role" in data and "practice" not in self.errors:
            practice = self.practices.get(data.get("practice"))
            if data["role"] == PRACTICE_MANAGER and practice is None:
                self.add_error("practice", "Select the practice that they manage")
            data["practice"] = practice if data["role"] == PRACTICE_MANAGER else None
        return data


class InviteForm(RoleForm):
    email = forms.EmailField(
        label="Work email address",
        max_length=254,
        help_text="A link is sent here that works once, for 7 days.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    field_order = ["email", "role", "practice"]


class NewAccountForm(forms.Form):
    name = forms.CharField(
        label="Your full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=200,
        help_text="At least 12 characters. Three or four words that only you put together are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )

    def __init__(self, *args, email, **options):
        super().__init__(*args, **options)
        self.email = email

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        data = super().clean()
        if password := data.get("password"):
            try:
                password_validation.validate_password(
                    password, User(email=self.email, name=data.get("name", ""))
                )
            except ValidationError as problem:
                self.add_error("password", problem)
        return data


class OrganisationAccountForm(NewAccountForm):
    """As `NewAccountForm`, for whoever logs in by their organisation and needs no password here."""

    password = None


class ControllerForm(forms.Form):
    """Who answers in law for what is collected in a network's name."""

    name = forms.CharField(
        label="Practice or body",
        max_length=160,
        help_text="Its full legal name, such as the lead practice’s or the federation’s.",
        error_messages={"required": "Enter the name of the practice or body"},
    )
    email = forms.EmailField(
        label="Where people write about their data",
        max_length=254,
        help_text="An email address that somebody there reads, such as its data protection officer’s.",
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    notice = forms.URLField(
        label="Its privacy notice (optional)",
        required=False,
        max_length=300,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"], message="Enter an address that starts with https://")],
        help_text="The full address of the page, starting with https://",
        error_messages={"invalid": "Enter the full address of the page, like https://example.com/privacy"},
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class FindForm(forms.Form):
    q = forms.CharField(label="Code or name", required=False, max_length=120)


class CheckForm(forms.Form):
    """A page that asks once more: nothing to fill in, but it may be refused."""
