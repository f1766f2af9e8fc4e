"""A snapshot with everything in it, without a database: every kind of part, told by rooms and written by people."""

from apps.core.chapters import Heading, Listing, Plot, Quote, Section, Table, Text
from apps.reports import contents, findings, told, written
from apps.reports.parts import PARTS

from .examples import snapshot

LADDER = Plot(
    "ladder",
    "We can show step 2 in leadership",
    "What we say and what we can show",
    [
        ["Leadership", 2, 2, 1],
        ["Data", 1, 0, 0],
        ["Integrating care", 1, 1, 0],
        ["Managing resources", 1, 1, None],
        ["People and communities", None, None, None],
    ],
    "our own assessment",
    {"steps": ["Foundation", "Step 1", "Step 2", "Step 3"], "then": "March 2025", "now": "March 2026"},
    in_brief=True,
)
SEATS = Table(
    "Seats of the board",
    ("Seat", "For", "Votes", "Since"),
    [("Practice representative", f"Surgery {n}", "Yes", "29 September 2025") for n in range(40)],
    source="our record",
    wide=(0, 1),
    note="Of the last day of the year.",
)
BESIDE = Plot(
    "beside",
    "On purpose we lie in the middle half",
    "Mean of each theme",
    [["Purpose", 3.9, "3.9", [[3.1, 3.4, 3.7]]], ["Capacity", None, "Not shown", [None]]],
    "medians",
    {"sets": ["Networks like ours"]},
    note="Published figures only.",
)
NEEDS = Table(
    "Needs", ("Need", "Action"), [("A long need " * 60, "An action")], source="our record", wide=(0, 1)
)
ROOMS = {
    "purpose": Section([Quote("So that nobody waits alone.", by="Adopted on 1 May 2025"), Text("We share.")]),
    "objectives": Section(
        [Text("Of 4 objectives: 3 kept.", lead=True, note="As we judge it.")], ["Of 4 objectives: 3 kept."]
    ),
    "leadership": Section([Heading("How we lead"), Text("Together.\n\nAnd in turns.")]),
    "board": Section([SEATS]),
    "comparison": Section([BESIDE]),
    "maturity": Section([Text("We looked at five components."), LADDER]),
    "meetings": Section([Listing(["Six meetings.", "Nine decisions."])]),
    "inequalities": Section([NEEDS]),
}


def full_snapshot(
    text: str = "A sentence of the year that says what was done and by when. " * 18, **options
) -> dict:
    """``text`` stands in every field that people write, cut to its length."""
    made = snapshot(**options)
    words = {
        code: {one.name: one.choices[0][0] if one.choices else text[: one.most] for one in part.fields}
        for code, part in PARTS.items()
    }
    sections = ROOMS | written.sections(words)
    made |= {
        "schema_version": 2,
        "chapters": told.as_json({code: sections[code] for code in contents.TITLES if code in sections}),
        "brief": written.brief(words),
        "purpose_line": "So that nobody waits alone.",
    }
    made["findings"] = findings.key_findings(made)
    return made
