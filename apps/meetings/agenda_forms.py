from django import forms

from apps.core.forms import LongTextField
from apps.core.moments import moment
from apps.people.choosing import PersonField

from .agenda_queries import planned
from .models import Item
from .paper_files import MOST_BYTES, BadPaper, examine

MOST_MEETINGS = 12


def _messages(name: str, most: int) -> dict:
    called = f"{name[0].upper()}{name[1:]}"
    return {"required": f"Enter {name}", "max_length": f"{called} must be {most:,} characters or fewer"}


class ItemForm(forms.Form):
    title = forms.CharField(
        max_length=160, label="What is it about?", error_messages=_messages("what it is about", 160)
    )
    purpose = forms.ChoiceField(
        label="What is the meeting to do?", choices=Item.Purpose, initial=Item.Purpose.DISCUSS,
        widget=forms.RadioSelect, error_messages={"required": "Select what the meeting is to do"},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="How many minutes?", initial=10, min_value=1, max_value=240,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "required": "Enter how many minutes", "invalid": "Minutes must be a number",
            "min_value": "Minutes must be 1 or more", "max_value": "Minutes must be 240 or fewer",
        },
    )  # fmt: skip
    plain = forms.CharField(
        max_length=240, required=False, label="In one plain line (optional)",
        help_text="For lay members: what it is about and why it matters, without the field’s words.",
        error_messages=_messages("the plain line", 240),
    )  # fmt: skip
    detail = LongTextField(
        max_length=3000, required=False, label="More about it (optional)",
        error_messages=_messages("what more there is", 3000),
    )  # fmt: skip

    def __init__(self, *args, network, may_hide: bool, item: Item | None = None, **options):
        names = ("title", "purpose", "minutes", "plain", "detail", "confidential", "version")
        own = {name: getattr(item, name) for name in names} if item else {}
        super().__init__(*args, initial=own | options.pop("initial", {}), **options)
        self.fields["lead"] = PersonField(
            network=network, now=item and item.lead, required=False, label="Who leads it? (optional)"
        )
        if may_hide:
            self.fields["confidential"] = forms.BooleanField(
                required=False, label="Confidential: only the board and those who run the network see it"
            )
        if item:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        data.setdefault("confidential", False)
        return data


class MeetingField(forms.TypedChoiceField):
    """One of the network's meetings whose agenda may still be written, or None."""

    def __init__(self, *, network, empty: str = "", **options):
        found = {str(one.pk): one for one in planned(network)[:MOST_MEETINGS]}
        choices = [("", empty)] if empty else []
        choices += [(key, f"{one.title}, {moment(one.starts_at)}") for key, one in found.items()]
        super().__init__(choices=choices, coerce=found.get, empty_value=None, required=not empty, **options)
        self.any = bool(found)


class ProposeForm(ItemForm):
    """``keeps``: whoever writes agendas may put it on one at once."""

    def __init__(self, *args, network, keeps: bool, **options):
        super().__init__(*args, network=network, **options)
        if keeps:
            self.fields["meeting"] = MeetingField(
                network=network, empty="Not yet: keep it as a proposal", label="On which agenda?"
            )


class AcceptForm(forms.Form):
    def __init__(self, *args, network, **options):
        super().__init__(*args, **options)
        self.fields["meeting"] = MeetingField(
            network=network, label="On which agenda?", widget=forms.RadioSelect,
            error_messages={"required": "Select a meeting"},
        )  # fmt: skip


class DeclineForm(forms.Form):
    reason = forms.CharField(
        max_length=300, label="Why not?", help_text="Whoever proposed it can read this.",
        error_messages=_messages("why not", 300),
    )  # fmt: skip


class PaperForm(forms.Form):
    """Cleaned: ``title``, ``name``, ``content`` and ``kind`` of the file (`paper_files.Kind`)."""

    title = forms.CharField(
        max_length=160, label="What is the paper called?", error_messages=_messages("what it is called", 160)
    )
    file = forms.FileField(
        label="Choose a file", max_length=250,
        help_text="PDF is best. Word, PowerPoint, Excel and OpenDocument files work too. Up to 20 MB.",
        error_messages={
            "required": "Choose a file", "empty": "The file is empty",
            "max_length": "The file’s name must be 250 characters or fewer",
        },
    )  # fmt: skip

    def __init__(self, *args, paper=None, **options):
        super().__init__(*args, **options)
        if paper:
            del self.fields["title"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        # Never more than the limit is read: a larger file is refused by its first byte too many.
        content = file.read(MOST_BYTES + 1)
        try:
            self.cleaned_data["kind"] = examine(content)
        except BadPaper as problem:
            raise forms.ValidationError(str(problem)) from problem
        self.cleaned_data |= {"name": file.name, "content": content}
        return file

    def values(self) -> dict:
        return {name: self.cleaned_data.get(name, "") for name in ("title", "name", "content", "kind")}
