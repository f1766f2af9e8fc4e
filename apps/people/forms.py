from datetime import date

from django import forms

from apps.core import filters
from apps.core.forms import DateField

from . import cells, upload
from .models import Person, StaffGroup
from .queries import NO_PRACTICE, Reach, departed, known


class PracticeField(forms.ModelChoiceField):
    """A practice within ``reach``; none as well, for whoever keeps the whole network's people."""

    def __init__(self, reach, *, besides=None, **options):
        super().__init__(
            reach.practices(besides=besides),
            to_field_name="code",
            required=not reach.is_whole,
            empty_label="No practice: works for the network or a partner" if reach.is_whole else None,
            error_messages={"required": "Select your practice"},
            **options,
        )


def usual(value: date | None, called: str) -> date | None:
    """A day on which somebody can have started or left. Raises ValidationError."""
    if value and (problem := cells.odd_day(value)):
        raise forms.ValidationError(f"{called}: {problem}", params={"parts": ["year"]})
    return value


class PersonForm(forms.Form):
    name = forms.CharField(
        label="Full name", max_length=upload.MAX_NAME, error_messages={"required": "Enter a name"}
    )
    email = forms.CharField(
        label="Work email address",
        max_length=cells.MAX_EMAIL,
        required=False,
        help_text="Links to scorecard rounds are sent here. Without one they can’t be invited by email.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    staff_group = forms.ChoiceField(
        label="Staff group",
        choices=StaffGroup,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a staff group"},
    )
    phone = forms.CharField(
        label="Work phone (optional)",
        max_length=cells.MAX_PHONE - 1,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "off", "class": "nhsuk-input--width-20"}
        ),
    )
    organisation = forms.CharField(
        label="Organisation (optional)",
        max_length=upload.MAX_ORGANISATION,
        required=False,
        help_text="For people from partners, such as a community trust or a patient group.",
    )
    active_from = DateField(
        label="First day (optional)",
        called="First day",
        required=False,
        help_text="Since when they work in or with the network. Rounds ask them from the day you add them.",
    )

    def __init__(self, *args, reach: Reach, person: Person | None = None, **options):
        if person:
            options["initial"] = {name: getattr(person, name) for name in self.base_fields} | {
                "practice": person.practice and person.practice.code
            }
        super().__init__(*args, **options)
        self.fields["practice"] = PracticeField(
            reach, besides=person.practice if person else None, label="Practice"
        )
        self.order_fields(["name", "email", "phone", "practice", "staff_group", "organisation"])
        if not reach.is_whole:
            del self.fields["organisation"]  # people of partners are the network's

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and not cells.is_email(email):
            raise forms.ValidationError("Enter an email address in the correct format, like name@example.com")
        return email

    def clean_phone(self):
        phone = cells.tidy_phone(" ".join(self.cleaned_data["phone"].split()))
        if phone is None:
            raise forms.ValidationError("Enter a phone number, like 01632 960 001 or +44 1632 960 001 ext 12")
        return phone

    def clean_active_from(self):
        return usual(self.cleaned_data["active_from"], "First day")


class UploadForm(forms.Form):
    """A list of people, pasted or as a file; ``cleaned_data["upload"]`` is what the parser made of it."""

    text = forms.CharField(
        label="Paste your list",
        required=False,
        strip=False,  # a last cell may be empty, and line numbers count from the first line
        help_text="One person a line: name, email, practice, staff group. Copy the cells from a spreadsheet, "
        "or separate them with commas. With a header line, phone, organisation, first day and leaving date too.",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or choose a CSV file",
        required=False,
        allow_empty_file=True,
        help_text="Up to 1 MB and 3,000 people.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def __init__(self, *args, reach: Reach, **options):
        super().__init__(*args, **options)
        self.reach = reach

    def clean(self):
        data = super().clean()
        text, file = data.get("text", ""), data.get("file")
        if text.strip() and file:
            raise forms.ValidationError("Paste a list or choose a file, not both")
        if not text.strip() and not file:
            self.add_error("text", "Paste a list or choose a file")
            return data
        try:
            data["upload"] = self._parse(self._decode(file) if file else text)
        except upload.Unreadable as problem:
            self.add_error("file" if file else "text", str(problem))
        return data

    def _decode(self, file) -> str:
        # Never more than the limit is read: a file larger than that is refused by its first byte too many.
        return upload.decode(file.read(upload.MAX_BYTES + 1))

    def _parse(self, text: str):
        emails, names = known(self.reach.network)
        practices = dict(self.reach.practices().values_list("code", "name"))
        unplaced = "" if self.reach.is_whole else next(iter(practices)) if len(practices) == 1 else None
        return upload.parse(
            text,
            practices=practices,
            groups=dict(StaffGroup.choices),
            known_emails=emails,
            known_names=names,
            unplaced=unplaced,
        )


class RowForm(forms.Form):
    """What can be changed of a person in the list itself."""

    def __init__(self, *args, reach: Reach, person: Person, **options):
        initial = {"practice": person.practice and person.practice.code, "staff_group": person.staff_group}
        super().__init__(*args, initial=initial, auto_id=f"id_{person.pk}_%s", **options)
        attrs = {"form": f"row-{person.pk}"}
        self.fields["practice"] = PracticeField(
            reach,
            besides=person.practice,
            label=f"Practice of {person.name}",
            widget=forms.Select(attrs=attrs | {"autofocus": True}),
        )
        self.fields["staff_group"] = forms.ChoiceField(
            label=f"Staff group of {person.name}", choices=StaffGroup, widget=forms.Select(attrs=attrs)
        )


class FilterForm(filters.FilterForm):
    """The directory's filters."""

    q = forms.CharField(label="Name or email", required=False, max_length=120)
    practice = forms.ChoiceField(label="Practice", required=False)
    group = forms.ChoiceField(
        label="Staff group", required=False, choices=[("", "All groups"), *StaffGroup.choices]
    )
    show = forms.ChoiceField(
        label="Show", required=False, choices=[("", "People here now"), ("left", "People who left")]
    )

    def __init__(self, *args, reach: Reach, **options):
        super().__init__(*args, **options)
        practices = list(reach.practices().values_list("code", "name"))
        self.fields["practice"].choices = [("", "All practices"), *practices]
        if reach.is_whole:
            left = [(code, f"{name} (no longer in the network)") for code, name in departed(reach.network)]
            self.fields["practice"].choices += [*left, (NO_PRACTICE, "No practice")]
        elif len(practices) < 2:
            del self.fields["practice"]

    def filters(self) -> dict:
        """What to hand to `queries.directory`."""
        found = self.found()
        return {
            "words": found["q"] or "",
            "practice": found.get("practice") or "",
            "group": found["group"] or "",
            "left": found["show"] == "left",
        }


class TwinForm(forms.Form):
    q = forms.CharField(
        label="Name or email of the other entry",
        max_length=120,
        error_messages={"required": "Enter a name or an email address"},
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label="Erase this person. I know that it can’t be undone",
        error_messages={"required": "Tick the box if you want to erase this person"},
    )
