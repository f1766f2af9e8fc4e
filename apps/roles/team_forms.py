from django import forms
from django.utils import timezone

from apps.core.forms import DateField, Hinted, LongTextField
from apps.people.choosing import PersonField

from .models import Sight, TeamRole
from .models.team import MOST_ROLES
from .team_rules import ROLES

MOST_PEOPLE = 60


def _several(label: str, hint: str, **options) -> forms.MultipleChoiceField:
    choices = [(role.value, Hinted(role.label, ROLES[role][0])) for role in TeamRole]
    return forms.MultipleChoiceField(
        label=label, help_text=hint, choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


class OwnForm(forms.Form):
    """One's own result, as a report says it."""

    top = _several(
        "Which are your top roles?",
        f"Up to {MOST_ROLES}, as your report says.",
        error_messages={"required": "Select your top roles"},
    )
    least = _several("Which do you least prefer? (optional)", f"Up to {MOST_ROLES}.", required=False)
    reported_on = DateField(
        label="When was your report made?",
        called="The date of your report",
        error_messages={"required": "Enter the date of your report"},
    )
    seen_by = forms.ChoiceField(
        label="Who may see that this is you?",
        choices=[
            (
                Sight.COUNTS,
                Hinted(
                    Sight.COUNTS.label,
                    "Only in the map of the whole network, once three people chose so who don’t all say the same.",
                ),
            ),
            (
                Sight.LEADERS,
                Hinted(
                    Sight.LEADERS.label,
                    "Everybody with access as clinical director, manager, board member and alike. The others "
                    "only count you, once there are three they can’t tell apart.",
                ),
            ),
            (Sight.NETWORK, Hinted(Sight.NETWORK.label, "Everybody who can open the network’s pages.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select who may see it"},
    )

    def _few(self, name: str, words: str) -> list[str]:
        if len(self.cleaned_data[name]) > MOST_ROLES:
            raise forms.ValidationError(f"Select {MOST_ROLES} {words} at most")
        return self.cleaned_data[name]

    def clean_top(self):
        return self._few("top", "top roles")

    def clean_least(self):
        return self._few("least", "least preferred roles")

    def clean_reported_on(self):
        if self.cleaned_data["reported_on"] > timezone.localdate():
            raise forms.ValidationError("The date of your report must be today or in the past")
        return self.cleaned_data["reported_on"]

    def clean(self):
        data = super().clean()
        if both := set(data.get("top") or ()) & set(data.get("least") or ()):
            label = TeamRole(min(both)).label
            self.add_error("least", f"{label} can’t be a top role and a least preferred one")
        return data


class GroupForm(forms.Form):
    name = forms.CharField(
        label="What is the group called?",
        max_length=80,
        error_messages={"required": "Enter what the group is called"},
    )
    people = LongTextField(
        label="Who is in it?",
        max_length=8000,
        help_text="One person a line: name or work email address, as in your directory.",
        error_messages={"required": "Enter who is in it"},
    )

    def __init__(self, *args, network, group=None, **options):
        self.known = {one.name: one for one in group.people.all()} if group else {}
        initial = {"name": group.name, "people": "\n".join(sorted(self.known))} if group else None
        super().__init__(*args, initial=initial, **options)
        self.network = network

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_people(self):
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > MOST_PEOPLE:
            raise forms.ValidationError(f"A working group has {MOST_PEOPLE} people at most")
        found, problems = {}, []
        for number, line in enumerate(lines, 1):
            try:
                person = PersonField(network=self.network, now=self.known.get(line)).clean(line)
            except forms.ValidationError as problem:
                problems.append(f"Line {number}: {problem.messages[0]}")
            else:
                found[person.pk] = person
        if problems:
            raise forms.ValidationError(problems[:5])
        return list(found.values())
