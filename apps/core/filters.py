"""Filters of a list: a form by GET in which nothing can be wrong, only find nothing."""

from dataclasses import dataclass
from datetime import date

from django import forms

from .moments import day


@dataclass(frozen=True)
class Choice:
    """One filter in use: ``value`` stands in the address, ``words`` on the page."""

    name: str
    label: str
    value: str
    words: str


class FilterForm(forms.Form):
    """Every field is optional. A choice that is none counts as not made."""

    def found(self) -> dict:
        """What was chosen, by field; of a field that is not valid, nothing."""
        self.is_valid()
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                self.errors.pop(name, None)
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def chosen(self) -> list[Choice]:
        return [
            Choice(name, str(self.fields[name].label), _address_value(value), self._words(name, value))
            for name, value in self.found().items()
            if value
        ]

    def _words(self, name: str, value) -> str:
        if isinstance(value, date):
            return day(value)
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


def _address_value(value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
