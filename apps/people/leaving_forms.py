from collections.abc import Sequence

from django import forms
from django.utils import timezone

from apps.core.contributions import Holding
from apps.core.forms import DateField

from .choosing import PersonField
from .forms import usual
from .models import Person


class LeaveForm(forms.Form):
    """The day, a successor for each of ``holdings`` that somebody gives, and access where there is any to take away."""

    on = DateField(
        label="Leaving date",
        help_text="From this day on they are invited to nothing. It may be still to come.",
        error_messages={"required": "Enter a leaving date"},
    )

    def __init__(self, *args, person: Person, holdings: Sequence[Holding], can_end_access: bool, **options):
        initial = {"on": person.active_to or timezone.localdate()}
        super().__init__(*args, initial=initial, **options)
        self.person, self.holdings = person, holdings
        proposed = person.network.people.in_bulk([one.proposed for one in holdings if one.proposed])
        for holding in holdings:
            self.fields[_name(holding)] = PersonField(
                network=person.network,
                now=proposed.get(holding.proposed),
                label=holding.text,
                required=False,
                help_text=_HINT_PROPOSED if holding.proposed in proposed else _HINT,
            )
        if can_end_access:
            self.fields["access_too"] = forms.BooleanField(
                label="Take away their access to this network now", required=False
            )

    def clean_on(self):
        on = usual(self.cleaned_data["on"], "Leaving date")
        first = self.person.active_from
        if first and on < first:
            raise forms.ValidationError("The leaving date must be on or after the first day.")
        return on

    def clean(self):
        data = super().clean()
        if data.get("access_too") and data.get("on") and data["on"] > timezone.localdate():
            self.add_error(
                "access_too", "Access ends at once. Take it away on the day they leave, not before"
            )
        for holding in self.holdings:
            if data.get(_name(holding)) == self.person:
                self.add_error(_name(holding), "Choose somebody who stays")
        return data

    def successors(self):
        return [self[_name(holding)] for holding in self.holdings]

    def handed(self) -> list[tuple[Holding, Person | None]]:
        return [(holding, self.cleaned_data[_name(holding)]) for holding in self.holdings]


_HINT = "Who takes over? Name or work email address; empty leaves it vacant."
_HINT_PROPOSED = "Proposed: their deputy. Name or work email address; empty leaves it vacant."


def _name(holding: Holding) -> str:
    return f"to-{holding.key}"
