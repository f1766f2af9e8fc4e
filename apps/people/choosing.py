"""Choosing somebody of the directory in a form: by typing, since a list of 2,000 is no choice."""

from django import forms
from django.db.models import Q

from .models import Person

MOST_NAMED = 4


class PersonField(forms.CharField):
    """Somebody who is in the directory of ``network`` now, typed as name, part of it or work email address; cleaned to
    a `Person`, or None where nothing was typed. ``now`` is who it was before: the form shows the name, and takes it
    again as theirs even where somebody else has the same, as long as they are here."""

    def __init__(self, *, network, now: Person | None = None, **options):
        options.setdefault("help_text", "Name or work email address, as in your directory.")
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
        super().__init__(max_length=254, initial=now and now.name, **options)
        self.network, self.now = network, now

    def clean(self, value) -> Person | None:
        typed = " ".join(super().clean(value).split())
        if not typed:
            return None
        if self.now and typed.casefold() == self.now.name.casefold() and not self.now.has_left:
            return self.now
        return self._found(typed)

    def _found(self, typed: str) -> Person:
        people = self.network.people.active().select_related("practice")
        for fits in (Q(email__iexact=typed), Q(name__iexact=typed), Q(name__icontains=typed)):
            found = list(people.filter(fits)[: MOST_NAMED + 1])
            if len(found) == 1:
                return found[0]
            if found:
                raise forms.ValidationError(_several(found))
        if self.network.people.filter(name__iexact=typed).exists():
            raise forms.ValidationError(
                "%(typed)s has left the network. Enter somebody who is here", params={"typed": typed}
            )
        raise forms.ValidationError(
            "Nobody in your directory has this name or email address. Check the spelling, or add them under People"
        )


def _several(people: list[Person]) -> str:
    named = [
        f"{one.name} ({one.email or (one.practice and one.practice.name) or one.organisation or 'no email'})"
        for one in people[:MOST_NAMED]
    ]
    more = " and others" if len(people) > MOST_NAMED else ""
    return f"Several people fit: {', '.join(named)}{more}. Enter the email address"
