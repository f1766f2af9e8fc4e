from datetime import timedelta

from django import forms
from django.utils import timezone

from apps.core import filters
from apps.core.forms import DateField, LongTextField
from apps.reports import years

from . import queries
from .queries import Filters

STATES = (("released", queries.RELEASED), ("preparing", queries.PREPARING), ("none", queries.NONE))
SINCE = (("7", "the last 7 days"), ("30", "the last 30 days"), ("90", "the last 90 days"))
EVERYBODY, SELECTED = "all", "selected"


class AreaListForm(filters.FilterForm):
    """Which networks the area's list shows, and the reports of which year."""

    q = forms.CharField(label="Name or code", required=False, max_length=100)
    year = forms.ChoiceField(label="Reports on", required=False)
    state = forms.ChoiceField(label="Report", required=False, choices=(("", "Any"), *STATES))
    place = forms.ChoiceField(label="Place", required=False)
    since = forms.ChoiceField(label="Released in", required=False, choices=(("", "Any time"), *SINCE))

    def __init__(self, *args, icb, **options):
        super().__init__(*args, **options)
        self._years = {year.end.isoformat(): year for year in queries.year_choices(icb)}
        named = [(end, year.title) for end, year in self._years.items()]
        self.fields["year"].choices = [("", "The latest of each network"), *named]
        self.fields["place"].choices = [("", "Any"), *queries.place_choices(icb)]

    def filters(self) -> Filters:
        found = self.found()
        days = found["since"] and int(found["since"])
        return Filters(
            search=found["q"] or "",
            year_end=self._years[found["year"]].end if found["year"] else None,
            state=found["state"] or "",
            place=found["place"] or "",
            since=timezone.localdate() - timedelta(days=days) if days else None,
        )


class AskForm(forms.Form):
    """A collection: which year, which networks, by when. Cleaned: ``networks``, ``whom`` in words, and the rest."""

    year_end = forms.TypedChoiceField(
        label="Reports on which year?", error_messages={"required": "Select a year"}
    )
    who = forms.ChoiceField(
        label="Which networks?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select which networks"},
    )
    selected = forms.MultipleChoiceField(
        label="If you choose them one by one",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these networks is not in your area any more"},
    )
    wanted_by = DateField(
        label="By when would you like them? (optional)",
        called="The day",
        required=False,
        help_text="A wish: nothing is released by itself on that day.",
    )
    message = LongTextField(
        label="A few words to the networks (optional)",
        max_length=500,
        required=False,
        help_text="They stand in the mail.",
        error_messages={"max_length": "Your words must be 500 characters or fewer"},
    )

    def __init__(self, *args, icb, **options):
        super().__init__(*args, **options)
        self._icb = icb
        offered = [year for year, _ in years.on_offer(timezone.localdate())]
        ends = {year.end.isoformat(): year.end for year in offered}
        self.fields["year_end"].choices = [(year.end.isoformat(), year.title) for year in offered]
        self.fields["year_end"].coerce = ends.__getitem__
        self._places = dict(queries.place_choices(icb))
        self.fields["who"].choices = [
            (EVERYBODY, "All networks of the area"),
            *self._places.items(),
            (SELECTED, "Chosen one by one, below"),
        ]
        self._networks = {str(one.pk): one for one in icb.networks.order_by("name", "code")}
        self.fields["selected"].choices = [(pk, one.name) for pk, one in self._networks.items()]

    def clean(self):
        data = super().clean()
        if data.get("who") == SELECTED and not data.get("selected") and "selected" not in self.errors:
            self.add_error("selected", "Select at least one network")
        if data.get("wanted_by") and data["wanted_by"] < timezone.localdate():
            self.add_error("wanted_by", "The day must be today or in the future")
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        who, found = data["who"], list(self._networks.values())
        whom = "All networks"
        if who == SELECTED:
            found = [self._networks[pk] for pk in data["selected"]]
            whom = "1 network" if len(found) == 1 else f"{len(found)} networks"
        elif who != EVERYBODY:
            found = list(self._icb.networks.filter(queries.in_place(self._icb, who)))
            whom = self._places[who]
        return {
            "networks": found,
            "whom": whom[:100],
            **{name: data[name] for name in ("year_end", "wanted_by", "message")},
        }


class PlaceForm(forms.Form):
    name = forms.CharField(
        label="What is the place called?",
        max_length=80,
        error_messages={
            "required": "Enter a name",
            "max_length": "The name must be 80 characters or fewer",
        },
    )


class FillPlaceForm(forms.Form):
    """Which networks are in a place, and from when on."""

    networks = forms.MultipleChoiceField(
        label="Networks in this place",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these networks is not in your area any more"},
    )
    on = DateField(label="From which day on?", called="The day", error_messages={"required": "Enter a day"})

    def __init__(self, *args, icb, place, **options):
        super().__init__(*args, **options)
        networks = list(queries.area_networks(icb).order_by("name", "code"))
        self._networks = {str(one.pk): one for one in networks}
        self.fields["networks"].choices = [
            (str(one.pk), one.name if one.place in ("", place.name) else f"{one.name} (now: {one.place})")
            for one in networks
        ]

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError("The day must be today or in the past")
        return on

    def values(self) -> dict:
        data = self.cleaned_data
        return {"networks": [self._networks[pk] for pk in data["networks"]], "on": data["on"]}
