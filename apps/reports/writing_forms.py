from django import forms

from apps.core.forms import LongTextField

from .parts import Field, Part

_CHOOSE = ("", "Choose")


class PartForm(forms.Form):
    """The fields of one part. Nothing is required: it may be written bit by bit."""

    def __init__(self, *args, part: Part, **options):
        super().__init__(*args, **options)
        for one in part.fields:
            self.fields[one.name] = _field(one)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.fields}


def _field(one: Field) -> forms.Field:
    common = {"label": one.label, "required": False, "help_text": one.hint}
    if one.choices:
        return forms.ChoiceField(choices=[_CHOOSE, *one.choices], **common)
    if one.rows == 1:
        return forms.CharField(max_length=one.most, **common)
    return LongTextField(max_length=one.most, widget=forms.Textarea({"rows": one.rows}), **common)


class MarkForm(forms.Form):
    """What the writer had before them: ``version`` when the page was read, ``seen`` once somebody else's words were
    shown, and whether they pressed the button."""

    version = forms.IntegerField(min_value=0)
    seen = forms.IntegerField(min_value=0, required=False)
    save = forms.CharField(required=False)

    def version_meant(self) -> int:
        """By itself a page never writes over what somebody else wrote; whoever has read that and presses Save does."""
        found = self.cleaned_data
        return found["seen"] if found["save"] and found["seen"] is not None else found["version"]
