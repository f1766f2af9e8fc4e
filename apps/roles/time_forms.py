from decimal import Decimal

from django import forms

from .time_rules import KINDS, MOST_SESSIONS


class TimeForm(forms.Form):
    """Sessions of a month by kind; ``row`` is what was written before."""

    def __init__(self, *args, row=None, **options):
        initial = {kind: f"{amount:g}" for kind, amount in row.sessions.items() if amount} if row else {}
        super().__init__(*args, initial=initial, **options)
        for kind, label in KINDS.items():
            self.fields[kind] = forms.DecimalField(
                label=label,
                required=False,
                min_value=0,
                max_value=MOST_SESSIONS,
                decimal_places=1,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-3"}),
                error_messages={
                    "invalid": "Enter a number of sessions, like 2 or 2.5",
                    "min_value": "Sessions can’t be less than 0",
                    "max_value": f"A month has at most {MOST_SESSIONS} sessions",
                    "max_decimal_places": "Enter tenths of a session at most, like 2.5",
                    "max_digits": f"A month has at most {MOST_SESSIONS} sessions",
                },
            )

    def clean(self):
        data = super().clean()
        sessions = {kind: data.get(kind) or Decimal(0) for kind in KINDS}
        if not self.errors and sum(sessions.values()) > MOST_SESSIONS:
            raise forms.ValidationError(
                f"A month has at most {MOST_SESSIONS} sessions: two on every working day"
            )
        return sessions
