from django import forms

from apps.core.forms import LongTextField

from . import queries


class PrepareForm(forms.Form):
    """Which 12 months a report is about."""

    year_end = forms.TypedChoiceField(
        label="Which year is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a year"},
    )

    correction = LongTextField(
        label="If a report on that year was released: what does this version correct?",
        max_length=500,
        required=False,
        help_text="It stands on the cover, and the area reads it.",
        error_messages={"max_length": "What it corrects must be 500 characters or fewer"},
    )

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self._released = set(network.reports.released().values_list("year_end", flat=True))
        if not self._released:
            del self.fields["correction"]
        choices = queries.year_choices(network)
        field = self.fields["year_end"]
        field.choices = [(choice.year.end.isoformat(), _label(choice)) for choice in choices]
        by_text = {choice.year.end.isoformat(): choice.year.end for choice in choices}
        field.coerce = by_text.__getitem__
        field.initial = field.choices[0][0] if choices else None

    def clean(self):
        data = super().clean()
        if (
            data.get("year_end") in self._released
            and not data.get("correction")
            and "correction" not in self.errors
        ):
            self.add_error("correction", "Enter what this version corrects")
        return data


def _label(choice) -> str:
    rounds = {0: "no scorecard round closed", 1: "one scorecard round"}.get(
        choice.rounds, f"{choice.rounds} scorecard rounds"
    )
    return f"{choice.year.title} ({choice.called}): {rounds}"
