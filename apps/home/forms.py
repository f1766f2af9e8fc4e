from django import forms

from apps.core import filters
from apps.core.wordings.words import Kind

from .log import BY_PORTAL, people_in

# Published lists are imported for the whole country: only the administration's log has them.
KINDS = {
    "network": [kind for kind in Kind if kind is not Kind.PUBLISHED],
    "icb": [Kind.ACCESS, Kind.REPORTS, Kind.DOWNLOADS],
    "portal": [Kind.ACCESS, Kind.DOWNLOADS, Kind.PUBLISHED],
}


class LogFilterForm(filters.FilterForm):
    """The log's filters. A choice that is none narrows nothing; a day that is none is said to be wrong."""

    kind = forms.ChoiceField(label="Kind", required=False)
    who = forms.ChoiceField(label="Who", required=False)
    since = forms.DateField(
        label="From",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "From must be a real date"},
    )
    until = forms.DateField(
        label="To",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "To must be a real date"},
    )

    def __init__(self, *args, place, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [
            ("", "Everything"),
            *((kind.value, kind.label) for kind in KINDS[place.FIELD]),
        ]
        self.fields["who"].choices = [
            ("", "Everybody"),
            *people_in(place),
            (BY_PORTAL, "The portal itself"),
        ]

    def filters(self) -> dict:
        """What to hand to `log.events_of`; what is not valid narrows nothing."""
        found = self.found()
        return {
            "kind": Kind(found["kind"]) if found["kind"] else None,
            "who": found["who"] or "",
            "since": found["since"],
            "until": found["until"],
        }
