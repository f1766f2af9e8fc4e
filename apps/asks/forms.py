from django import forms
from django.utils import timezone

from apps.core import filters
from apps.core.forms import DateField, Hinted, LongTextField
from apps.desk import queries as places

from . import queries
from .models import OWNER, WHAT, WHY, WORDS, Ask

ELSE = "else"


def _words(name: str, most: int) -> dict:
    return {
        "required": f"Enter {name}",
        "max_length": f"{name[0].upper()}{name[1:]} must be {most:,} characters or fewer",
    }


class AskForm(forms.Form):
    what = LongTextField(
        label="What do you ask?",
        max_length=WHAT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence with a verb, about something that only the area can do.",
        error_messages=_words("what you ask", WHAT),
    )
    why = LongTextField(
        label="Why?",
        max_length=WHY,
        help_text="What it is like now, what you tried, what would be different. Name nobody.",
        error_messages=_words("why you ask", WHY),
    )

    def clean_what(self):
        return " ".join(self.cleaned_data["what"].split())


class ShowForm(forms.Form):
    shown = forms.ChoiceField(
        label="May other networks of your area see this ask?",
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("", "No: it stays between us and the area"),
            (
                Ask.Shown.UNNAMED,
                Hinted(
                    "Yes, without our name", "It says “A network”. Your words may still tell who you are."
                ),
            ),
            (Ask.Shown.NAMED, Hinted("Yes, with our name")),
        ],
    )


class MoreForm(forms.Form):
    words = LongTextField(
        label="What do you say to that?",
        max_length=WORDS,
        error_messages=_words("what you say", WORDS),
    )


class SettleForm(forms.Form):
    outcome = LongTextField(
        label="What came of it?",
        max_length=WORDS,
        help_text="For example “The data team sends the figures since May” or “It was declined; we do without”.",
        error_messages=_words("what came of it", WORDS),
    )


class OwnerForm(forms.Form):
    member = forms.ChoiceField(
        label="Who looks after it?", error_messages={"required": "Select who looks after it"}
    )
    owner = forms.CharField(
        label="If it is somebody else: who?",
        max_length=OWNER,
        required=False,
        help_text="A name or a team, as the network will read it.",
        error_messages=_words("who looks after it", OWNER),
    )

    def __init__(self, *args, icb, ask, **options):
        super().__init__(*args, **options)
        self._members = {str(one.user_id): one.user for one in queries.members(icb)}
        named = [(pk, user.name) for pk, user in self._members.items()]
        self.fields["member"].choices = [("", "Select one"), *named, (ELSE, "Somebody else")]
        if str(ask.member_id) in self._members:
            self.fields["member"].initial = str(ask.member_id)
        elif ask.owner:
            self.fields["member"].initial, self.fields["owner"].initial = ELSE, ask.owner

    def clean(self):
        data = super().clean()
        if data.get("member") == ELSE and not data.get("owner", "").strip() and "owner" not in self.errors:
            self.add_error("owner", "Enter who looks after it")
        return data

    def values(self) -> dict:
        user = self._members.get(self.cleaned_data["member"])
        return {"owner": user.name[:OWNER] if user else self.cleaned_data["owner"], "member": user}


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(
        label="What do you reply?",
        widget=forms.RadioSelect,
        choices=[
            (Ask.Reply.ACCEPTED, Hinted("We accept it", "Say what you will do, and by when.")),
            (Ask.Reply.DECLINED, Hinted("We decline it", "Say why. A reason is worth more than silence.")),
            (Ask.Reply.MORE, Hinted("We need to know more", "Ask what you need to know to decide.")),
        ],
        error_messages={"required": "Select what you reply"},
    )
    words = LongTextField(
        label="In your words",
        max_length=WORDS,
        help_text="The network reads it, and other networks that may see the ask.",
        error_messages=_words("your reply", WORDS),
    )
    promised_on = DateField(
        label="By when, if you accept it? (optional)", called="The day that is promised", required=False
    )

    def clean(self):
        data = super().clean()
        promised = data.get("promised_on")
        if promised and data.get("reply") == Ask.Reply.ACCEPTED and promised < timezone.localdate():
            self.add_error("promised_on", "The day that is promised must be today or in the future")
        return data


class _FilterForm(filters.FilterForm):
    words = forms.CharField(label="Words", required=False, max_length=100)
    show = forms.ChoiceField(label="State", required=False)

    def apply(self, asks, *, names: bool = False):
        found = self.found()
        return queries.narrowed(asks, words=found["words"] or "", show=found["show"] or "", names=names)


_STATES = [("", "All"), (queries.OPEN, "Waits for a reply"), ("replied", "Replied"), ("settled", "Settled")]


class OwnFilterForm(_FilterForm):
    def __init__(self, *args, with_drafts: bool, **options):
        super().__init__(*args, **options)
        drafts = [("draft", "Drafts")] if with_drafts else []
        self.fields["show"].choices = [*_STATES, *drafts, ("withdrawn", "Withdrawn")]


class OthersFilterForm(_FilterForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["show"].choices = _STATES


class AreaFilterForm(_FilterForm):
    place = forms.ChoiceField(label="Place", required=False)

    def __init__(self, *args, icb, **options):
        super().__init__(*args, **options)
        self._icb = icb
        self.fields["place"].choices = [("", "Any"), *places.place_choices(icb)]
        self.fields["words"].label = "Words or a network"
        self.fields["show"].choices = [
            *_STATES,
            (queries.UNOWNED, "Nobody looks after it"),
            (queries.OVERDUE, "The promised day has passed"),
        ]

    def apply(self, asks, *, names: bool = False):
        if place := self.found()["place"]:
            asks = asks.filter(network__in=self._icb.networks.filter(places.in_place(self._icb, place)))
        return super().apply(asks, names=names)
