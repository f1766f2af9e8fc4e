"""The parts of a report that people write: what each asks, how long it may be, what of the records it draws on. No
Django."""

from dataclasses import dataclass

COMMITMENTS, ASKS, STORIES = 3, 3, 2
BECAME = (
    ("kept", "Kept"),
    ("partly", "Kept in part"),
    ("carried", "Carried into the next year"),
    ("missed", "Not kept"),
)


@dataclass(frozen=True)
class Field:
    """``most`` characters; of one line where ``rows`` is 1; one of ``choices`` where there are any."""

    name: str
    label: str
    most: int
    rows: int = 1
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """``questions`` help anybody to begin, ``draws`` are the prompts of rooms that belong here, ``needs`` the fields
    without which it counts as not written."""

    code: str
    title: str
    about: str
    fields: tuple[Field, ...]
    needs: tuple[str, ...]
    questions: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()


def _numbered(count: int, *fields: Field) -> tuple[Field, ...]:
    """``count`` times ``fields``, their names and labels with a number."""
    return tuple(
        Field(f"{one.name}_{n}", f"{one.label} {n}" if place == 0 else f"{one.label} (number {n})",
              one.most, one.rows, one.hint, one.choices)
        for n in range(1, count + 1)
        for place, one in enumerate(fields)
    )  # fmt: skip


def _story(number: int) -> Part:
    return Part(
        f"story_{number}",
        f"Improvement story {number}",
        "One thing that is better than a year ago, told so that another network could do it too.",
        (
            Field("title", "What got better, in a few words", 100),
            Field("before", "What it was like before", 500, 4),
            Field("did", "What we did", 700, 5),
            Field("evidence", "What shows that it is better", 500, 4,
                  "A figure with its day, or what somebody said. Nobody who could be recognised"),
        ),
        ("title", "did", "evidence"),
        ("Who noticed first that it was better, and by what?", "What did it cost in hours?"),
        ("stories",),
    )  # fmt: skip


PARTS: dict[str, Part] = {
    part.code: part
    for part in (
        Part(
            "foreword",
            "Foreword by the clinical director",
            "One page, first person. What kind of year was it, and what should a reader remember?",
            (
                Field("text", "Foreword", 1800, 14),
                Field("signed", "How it is signed", 120, hint="For example: name and “Clinical director”"),
            ),
            ("text",),
            ("What surprised you this year?", "Whom would you like to thank, as a team?"),
            ("went_well", "challenges"),
        ),
        Part(
            "for_residents",
            "Our year in plain words, for residents",
            "Write as to a neighbour: no abbreviations, short sentences, what changed for people who need care.",
            (Field("text", "For residents", 1800, 14),),
            ("text",),
            (
                "What can people do now that they could not a year ago?",
                "What did they ask for that is not done yet?",
            ),
            ("residents",),
        ),
        Part(
            "accounted",
            "What we promised last year",
            "Each promise of the last report, and what became of it. One that was not kept is worth an honest line.",
            _numbered(
                COMMITMENTS,
                Field("promise", "Promise", 160),
                Field("became", "What became of it", 10, choices=BECAME),
                Field("said", "In your words", 300, 3),
            ),
            ("promise_1", "became_1"),
        ),
        Part(
            "went_well",
            "What went well",
            "Three or four things, each with what made it possible.",
            (Field("text", "What went well", 1500, 10),),
            ("text",),
            ("What would you do again in the same way?",),
            ("went_well",),
        ),
        Part(
            "challenges",
            "What was hard",
            "What did not work or was heavier than thought, and what you know now. Nobody by name.",
            (Field("text", "What was hard", 1500, 10),),
            ("text",),
            ("What would you have needed to know a year ago?",),
            ("challenges",),
        ),
        *(_story(number) for number in range(1, STORIES + 1)),
        Part(
            "next",
            "Keep, adapt, stop",
            "What stays as it is, what stays and changes, what ends.",
            (
                Field("keep", "Keep", 500, 4),
                Field("adapt", "Adapt", 500, 4),
                Field("stop", "Stop", 500, 4),
            ),
            ("keep", "adapt", "stop"),
            ("What takes time and would be missed by nobody?",),
            ("went_well", "challenges"),
        ),
        Part(
            "commitments",
            "What we commit to next year",
            "Up to three promises that the next report will account for. They stand on its first pages.",
            _numbered(
                COMMITMENTS,
                Field("line", "We will", 160),
                Field("known", "How we will know", 200, 2),
            ),
            ("line_1", "known_1"),
            ("Would somebody outside be able to tell whether it was kept?",),
            ("commitments", "challenges"),
        ),
        Part(
            "asks",
            "What we ask of our area",
            "Up to three things that only the area (ICS) can do, each in a sentence with a verb.",
            _numbered(ASKS, Field("line", "We ask", 220, 2)),
            ("line_1",),
            ("What would make the largest difference for the least of their time?",),
            ("asks", "challenges"),
        ),
    )
}


def is_written(part: Part, words: dict) -> bool:
    return all(words.get(name, "").strip() for name in part.needs)


def is_begun(words: dict) -> bool:
    return any(text.strip() for text in words.values())
