from django import forms

from . import queries


class PrepareForm(forms.Form):
    """Which 12 months a report is about."""

    year_end = forms.TypedChoiceField(
        label="Which year is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a year"},
    )

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        choices = queries.year_choices(network)
        field = self.fields["year_end"]
        field.choices = [(choice.year.end.isoformat(), _label(choice)) for choice in choices]
        by_text = {choice.year.end.isoformat(): choice.year.end for choice in choices}
        field.coerce = by_text.__getitem__
        field.initial = field.choices[0][0] if choices else None


def _label(choice) -> str:
    rounds = {0: "no scorecard round closed", 1: "one scorecard round"}.get(
        choice.rounds, f"{choice.rounds} scorecard rounds"
    )
    return f"{choice.year.title} ({choice.called}): {rounds}"
