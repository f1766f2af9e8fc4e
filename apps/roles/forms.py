"""Forms of posts and terms; what the rules refuse is said beside the field."""

from django import forms

from apps.core import filters
from apps.core.forms import DateField, Hinted, LongTextField
from apps.people.choosing import PersonField
from apps.people.queries import member_practices

from .models import Appointment, Share, Stage, Unit
from .role_types import Group, RoleType, all_types

ROLE_CHOICES = [
    (group.label, [(one.code, one.name) for one in all_types().values() if one.group is group])
    for group in Group
]
PARTNER_ROLES = {"voluntary", "community", "mental_health", "acute", "council", "icb_observer"}


def refuse(form: forms.Form, problem) -> None:
    """Say beside the field what a rule refused."""
    form.add_error(problem.field if problem.field in form.fields else None, str(problem))


class RoleForm(forms.Form):
    """Which role; the next page asks the rest."""

    role = forms.ChoiceField(
        label="Which role?",
        choices=[("", "Choose a role"), *ROLE_CHOICES],
        error_messages={"required": "Choose a role", "invalid_choice": "Choose a role from the list"},
        help_text="Roles of the national contract come with the day from which they exist.",
    )


class AmountField(forms.DecimalField):
    """Sessions a week or WTE, as the role counts its time."""

    def __init__(self, unit: str, label: str, **options):
        words = Unit(unit).label if unit else ""
        super().__init__(
            label=f"{label}: {words[:1].lower()}{words[1:]}".replace("wTE", "WTE"),
            required=False,
            max_digits=6,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-5"}),
            error_messages={
                "invalid": "Enter a number, like 0.6",
                "max_decimal_places": "Two decimals at most",
            },
            help_text="Full time is 1.0, half time 0.5." if unit == Unit.WTE else "A session is half a day.",
            **options,
        )


class PostForm(forms.Form):
    """A post of one role: what a role has no use for is not asked."""

    title = forms.CharField(
        label="Title (optional)",
        max_length=120,
        required=False,
        help_text="What you call it, if that is not the role’s name.",
    )
    organisation = forms.CharField(label="Organisation (optional)", max_length=120, required=False)
    wanted_from = DateField(
        label="Wanted since",
        help_text="When the network decided to have this role. For example, 1 4 2026.",
        error_messages={"required": "Enter since when it is wanted"},
    )
    on_board = forms.BooleanField(label="Has a seat on the board", required=False)
    votes = forms.BooleanField(label="Has a vote", required=False)

    def __init__(self, *args, network, kind: RoleType, post=None, **options):
        super().__init__(*args, **options)
        self.kind = kind
        if kind.code == "lead":
            self.fields["title"].required = True
            self.fields["title"].label = "Title"
            self.fields["title"].help_text = "For example, “Lead for care homes”."
            self.fields["title"].error_messages["required"] = "Enter what they lead"
        if kind.unit:
            self.fields["funded"] = AmountField(kind.unit, "Funded")
        if kind.of_practice and post is None:
            self.fields["practice"] = forms.ModelChoiceField(
                member_practices(network),
                to_field_name="code",
                label="Practice",
                empty_label="Choose a practice",
                error_messages={"required": "Choose the practice it speaks for"},
            )
        if kind.code not in PARTNER_ROLES:
            del self.fields["organisation"]
        if kind.group is Group.ARRS:
            del self.fields["on_board"], self.fields["votes"]
        if post:
            del self.fields["wanted_from"]
        self.order_fields(["title", "practice", "organisation", "wanted_from", "funded", "on_board", "votes"])


class TermForm(forms.Form):
    """Somebody's time in a post."""

    share = forms.ChoiceField(
        label="How do they hold it?",
        choices=Share,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how they hold it"},
    )
    start = DateField(
        label="First day",
        help_text="For example, 1 4 2026.",
        error_messages={"required": "Enter the first day"},
    )
    last_day = DateField(
        label="Last day of the term (optional)", called="Last day", required=False,
        help_text="Leave it empty where no end is agreed.",
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How were they appointed? (optional)",
        choices=[("", "Not recorded"), *Appointment.How.choices],
        required=False,
    )
    interests = LongTextField(
        label="Declared interests (optional)",
        max_length=1000,
        required=False,
        help_text="Anything that could seem to sway them, such as a post in a company that works for the network. "
        "Everybody with access to this network can read it. Write “none” where they have none.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    declared_on = DateField(
        label="Declared on (optional)",
        called="Declared on",
        required=False,
        help_text="When they last said so.",
    )

    def __init__(self, *args, post, term: Appointment | None = None, **options):
        if term:
            options["initial"] = {
                name: getattr(term, name)
                for name in (
                    "share", "start", "last_day", "how", "interests", "declared_on", "funded", "actual"
                )
            }  # fmt: skip
        else:
            options.setdefault("initial", {"share": Share.WHOLE})
        super().__init__(*args, **options)
        self.fields["person"] = PersonField(
            network=post.network,
            now=term.person if term else None,
            label="Who?",
            error_messages={"required": "Enter who it is"},
        )
        if post.unit:
            self.fields["funded"] = AmountField(post.unit, "Funded")
            self.fields["actual"] = AmountField(post.unit, "Really worked")
        self.order_fields(
            ["person", "share", "start", "last_day", "funded", "actual", "how", "interests", "declared_on"]
        )

    def clean(self):
        data = super().clean()
        if data.get("interests") and not data.get("declared_on") and "declared_on" not in self.errors:
            self.add_error("declared_on", "Enter when they declared it")
        return data


class DayForm(forms.Form):
    """One day, such as the last of a term."""

    day = DateField(label="Last day", error_messages={"required": "Enter a date"})

    def __init__(self, *args, label="Last day", **options):
        super().__init__(*args, **options)
        self.fields["day"].label = self.fields["day"].called = label


class StageForm(forms.Form):
    stage = forms.ChoiceField(
        label="How far is it?", choices=[choice for choice in Stage.choices if choice[0] != Stage.STARTED]
    )


class FilterForm(filters.FilterForm):
    """Filters of who does what."""

    group = forms.ChoiceField(
        label="Kind of role",
        required=False,
        choices=[("", "All kinds"), *((one.value, one.label) for one in Group)],
    )
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "All roles"),
            ("vacant", "Vacant"),
            ("ends", "Terms ending within 90 days"),
            ("cover", "No cover if away"),
        ],
    )

    def apply(self, seats):
        found = self.found()
        tests = {
            "vacant": lambda seat: seat.is_vacant,
            "ends": lambda seat: seat.ends_soon,
            "cover": lambda seat: seat.lacks_cover,
        }
        passes = tests.get(found["show"], lambda seat: True)
        group = found["group"]
        return [seat for seat in seats if passes(seat) and group in ("", None, seat.post.type.group.value)]


class WishForm(forms.Form):
    """The network's wish-list of its board and leadership; what is there already is not asked."""

    roles = forms.MultipleChoiceField(
        label="Which roles does your network want?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role"},
    )

    def __init__(self, *args, there: set[str], **options):
        super().__init__(*args, **options)
        wanted = [
            one
            for one in all_types().values()
            if one.group is not Group.ARRS
            and one.code != "lead"
            and (one.of_practice or one.code not in there)
        ]
        self.fields["roles"].choices = [(one.code, _wish(one)) for one in wanted]


def _wish(kind: RoleType) -> str:
    name = f"{kind.name}: one for each practice" if kind.of_practice else kind.name
    return Hinted(name, kind.about)
