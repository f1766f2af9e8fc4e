"""What the page of all components shows: a form with every kind of field, and one example of every chart."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse

from apps.core import charts, ladders, tables, trends
from apps.core.forms import DateField, Hinted, LongTextField
from apps.core.topics import Start

TAGS = ("", "white", "grey", "green", "aqua-green", "blue", "purple", "pink", "red", "orange", "yellow")
TASKS = [
    {"text": "Who to ask", "href": "#task-list", "status": "Completed"},
    {
        "text": "When it closes",
        "href": "#task-list",
        "hint": "Two weeks is usual",
        "status": "In progress",
        "colour": "blue",
    },
    {"text": "Send the invitations", "status": "Cannot start yet"},
]


class ExampleForm(forms.Form):
    """Every kind of field there is; left empty, every one of them has something to say."""

    full_name = forms.CharField(
        label="Full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter a full name"},
    )
    email = forms.EmailField(
        label="Work email address",
        help_text="We send a link here that works once.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an email address in the correct format, like name@example.com"},
    )
    code = forms.CharField(
        label="Code from your app",
        help_text="6 numbers.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "nhsuk-input--width-5"}
        ),
        error_messages={"required": "Enter the 6 numbers that your app shows"},
    )
    password = forms.CharField(
        label="Password",
        help_text="At least 12 characters.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )
    closes_on = DateField(
        label="Closing date",
        help_text="For example, 25 3 2027 or 25 March 2027.",
        error_messages={"required": "Enter a closing date"},
    )
    message = LongTextField(
        label="Your message",
        max_length=200,
        help_text="It stands in every invitation.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Your message must be 200 characters or fewer"},
    )
    hour = forms.ChoiceField(
        label="Closing time",
        choices=[("", "Choose a time"), ("9", "9am"), ("12", "Midday"), ("17", "5pm")],
        error_messages={"required": "Select a closing time"},
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[
            ("manager", Hinted("Manager", "Runs rounds, keeps people, prepares reports.")),
            ("board", Hinted("Board member", "Reads results and reports.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role"},
    )
    again = forms.ChoiceField(
        label="Ask the same people again?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline"}),
        error_messages={"required": "Select yes if you want to ask the same people again"},
    )
    groups = forms.MultipleChoiceField(
        label="Staff groups",
        help_text="Select all that apply.",
        choices=[
            ("gp", "GPs"),
            ("nurse", "Nurses"),
            ("admin", Hinted("Reception and administration", "At the desk.")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one staff group"},
    )
    agree = forms.BooleanField(
        label="I have read who will see what", error_messages={"required": "Confirm that you have read it"}
    )
    people = forms.FileField(
        label="List of people",
        help_text="A CSV file of up to 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": "Choose a file"},
    )
    fixed = forms.CharField(label="Network", initial="Northern Vale PCN", disabled=True)


def _wrong() -> ExampleForm:
    typed = {
        "email": "name at example.com",
        "closes_on_day": "31",
        "closes_on_year": "2027",
        "message": "Please. " * 26,
    }
    form = ExampleForm({f"wrong-{name}": text for name, text in typed.items()}, prefix="wrong")
    del form.fields["fixed"]
    return form


def _filled() -> ExampleForm:
    return ExampleForm(
        prefix="plain",
        initial={
            "full_name": "Ana Example",
            "closes_on": date(2027, 3, 25),
            "message": "Please tell us how our network is doing.",
            "role": "board",
            "groups": ["gp", "nurse"],
        },
    )


def _charts() -> list[charts.Chart]:
    row = charts.LikertRow
    agreement = [
        row("We agree on why we exist", "full", n=34, mean=3.9, shares=(3, 9, 18, 41, 29)),
        row("Work is shared fairly", "bands", n=14, low=(40, 60), middle=(0, 20), high=(20, 40), mean=2.8),
        row("We finish what we start", "thirds", n=9, agreeing="between"),
        row("We have time to meet", "withheld"),
    ]
    about = "Invented figures · 34 answers · March 2027"
    return [
        charts.likert(agreement, title="We agree on why we exist; we are split on workload", subtitle=about),
        charts.likert(
            [row("Purpose", "full", n=34, shares=(15, 47, 38))],
            scale=charts.YEAR_AGO,
            title="Purpose is clearer than a year ago",
            subtitle=about,
            label="Theme",
        ),
        charts.dumbbell(
            [
                ("Purpose", 3.4, 3.9),
                ("Performance", 3.1, 3.2),
                ("Operations", 3.3, 3.0),
                ("Capacity", None, None),
            ],
            title="Purpose went up, operations went down",
            subtitle=about,
            then="September 2026",
            now="March 2027",
        ),
        charts.bars(
            [("Millbrook Surgery", 12034), ("Castle Lane", 8450), ("Old Mill", None)],
            title="Millbrook looks after the most patients",
            subtitle="Registered patients · 1 March 2027",
            value="Patients",
            label="Practice",
        ),
        *_steps_and_trends(),
    ]


def _steps_and_trends() -> list[charts.Chart]:
    about = "Invented figures · rounds from spring 2026 to spring 2027"
    point = trends.Point
    purpose = [
        point("Spring 2026", 3.2, 2.9, 3.5),
        point("Autumn 2026", None),
        point("Spring 2027", 3.9, 3.6, 4.2),
    ]
    capacity = [point("Spring 2026", 3.0), point("Autumn 2026", 2.8), point("Spring 2027", 2.6)]
    return [
        ladders.ladder(
            [
                ladders.Rung("Leadership", say=3, show=2, before=1),
                ladders.Rung("Workforce", say=1, show=None),
                ladders.Rung("Population health", say=None, show=None, withheld=True),
            ],
            steps=("Foundation", "Step 1", "Step 2", "Step 3"),
            title="Leadership is two steps on, and we say three",
            subtitle="What we say and what we can show",
            then="March 2026",
            now="March 2027",
        ),
        trends.line(
            purpose,
            title="Purpose has risen",
            subtitle=about,
            value="Mean of answers",
            band="Half of all answers lie in here",
        ),
        trends.multiples(
            [("Purpose", purpose), ("Capacity", capacity)],
            title="Purpose rises while capacity falls",
            subtitle=about,
            value="Mean of answers",
        ),
    ]


PRACTICES = [("Castle Lane", 8450), ("Millbrook Surgery", 12034), ("Old Mill", 5120)]
COLUMNS = (
    tables.Column("practice", "Practice", lambda row: row[0], order=("practice",), head=True),
    tables.Column("patients", "Patients", lambda row: f"{row[1]:,}", order=("patients",), numeric=True),
)


def _table(rows, id_: str, params) -> tables.Table:
    sorting = tables.Sorting.of(COLUMNS, params, default="practice")
    place = COLUMNS.index(sorting.column)
    rows = sorted(rows, key=lambda row: row[place], reverse=sorting.descending)
    return tables.build(
        rows,
        COLUMNS,
        params,
        id=id_,
        caption="Practices, an example",
        noun=tables.Noun("practice", "practices"),
        path=reverse("home:design"),
        sorting=sorting,
    )


def examples(params) -> dict:
    """What the template needs: forms as they are at first and as they come back, charts, tables, pages, tasks.

    ``params`` are the address's: the example of a table sorts."""
    pages = Paginator(range(60), 20)
    return {
        "plain": _filled(),
        "wrong": _wrong(),
        "charts": _charts(),
        "table": _table(PRACTICES, "practices", params),
        "empty_table": _table([], "nothing", {}),
        "first_page": pages.page(1),
        "middle_page": pages.page(2),
        "tags": TAGS,
        "tasks": TASKS,
        "starts": [Start("Put on the agenda", "#ways"), Start("Raise an action", "#ways")],
    }
