"""The chapters that a report makes of the snapshot itself, as parts: practices, scorecard, what was done, wellbeing."""

from apps.core.chapters import Heading, Listing, Table, Text

from . import acted, drawn, findings, wellbeing
from .findings import plural
from .words import day

_MINUTES = "the network’s minutes and registers"


def chapters(snapshot: dict) -> dict[str, list]:
    """By code; a chapter that an earlier snapshot knows nothing of is left out."""
    found = {
        "network": network(snapshot),
        "scorecard": scorecard(snapshot),
        "acted": done(snapshot),
        "wellbeing": wellness(snapshot),
    }
    return {code: parts for code, parts in found.items() if parts}


def network(snapshot: dict) -> list:
    practices = snapshot["practices"]
    parts = [Text(_practices(snapshot), note=_deprivation(practices))]
    moved = [f"{one['name']} joined on {day(one['on'])}." for one in practices["joined"]]
    moved += [f"{one['name']} left on {day(one['on'])}." for one in practices["left"]]
    if moved:
        parts.append(Text(" ".join(moved)))
    if any(row["patients"] for row in practices["rows"]):
        parts.append(drawn.practices(practices))
    elif practices["rows"]:
        table = drawn.practices_table(practices)
        rows = [(head, *(cell.text for cell in cells)) for head, cells in table.rows]
        parts.append(
            Table(table.caption, table.columns, rows, source=drawn.PRACTICES, numbers=(2, 3), wide=(0,))
        )
    return parts


def _practices(snapshot) -> str:
    practices, icb = snapshot["practices"], snapshot["network"]["icb"]
    said = f"{snapshot['network']['name']} (code {snapshot['network']['code']})"
    said += f" is in the area of {icb['name']}. " if icb else ". "
    if not practices["rows"]:
        return f"{said}No member practice is recorded on {day(practices['on'])}."
    said += f"On {day(practices['on'])} it had {plural(len(practices['rows']), 'member practice')}"
    if practices["patients"]:
        said += f" with {practices['patients']:,} registered patients ({day(practices['list_size_day'])})"
    said += "."
    if practices["imd_score"] is None:
        return said
    said += f" The deprivation score of its patients is {practices['imd_score']:.1f}"
    scores = [row["imd_score"] for row in practices["rows"] if row["imd_score"] is not None]
    if len(scores) > 1:
        said += f"; between practices it runs from {min(scores):.1f} to {max(scores):.1f}"
    return f"{said}."


def _deprivation(practices) -> str:
    if practices["imd_score"] is None:
        return ""
    edition = f", {practices['imd_edition']} edition" if practices["imd_edition"] else ""
    return (
        f"The score is the Index of Multiple Deprivation{edition}. Higher means more deprived. It describes places, "
        "not people."
    )


def latest_of(snapshot: dict) -> dict | None:
    return snapshot["rounds"][-1] if snapshot["rounds"] else None


def scorecard(snapshot: dict) -> list:
    latest = latest_of(snapshot)
    if latest is None:
        return [Text("No scorecard round closed in this year, so there is nothing to show here.")]
    closed = f"{latest['title']} closed on {day(latest['closed_on'])}"
    if not latest["enough"]:
        return [
            Text(
                f"{closed}. Too few people answered for any figure to be shown without telling who said what."
            )
        ]
    said = (
        f"{closed}; {latest['turnout']}. Each line below is one statement, with how people answered it, the mean of "
        f"the answers and their number. {latest['protection']}"
    )
    parts = [Text(said, note=latest.get("caution", "")), *_changed(snapshot["rounds"])]
    for theme in latest["themes"]:
        mean = ""
        if theme["mean"] is not None:
            about = "about " if theme["mean_is_about"] else ""
            mean = f": {about}{theme['mean']:.1f} out of 5"
        parts += [Heading(f"{theme['title']}{mean}"), drawn.theme(theme, latest)]
    if any(theme["year_ago"] for theme in latest["themes"]):
        parts += [Heading("Compared with a year ago"), drawn.year_ago(latest)]
    return parts


def _changed(rounds) -> list:
    """The questions that moved most between two rounds, as a table."""
    if len(rounds) < 2 or not all(round_["enough"] for round_ in rounds):
        return []
    moved = findings.moved(*rounds)
    if not moved:
        return []
    rows = [(one["text"], f"{one['then']:.1f}", f"{one['now']:.1f}", one["words"]) for one in moved]
    return [
        Heading("What moved most"),
        Table(
            "Statements whose mean moved most between the two rounds",
            ("Statement", rounds[0]["title"], rounds[1]["title"], "Change"),
            rows,
            source=drawn.SCORECARD,
            numbers=(1, 2),
            wide=(0,),
            note="Not the same people answered each time. Differences under 0.3 are called no clear change.",
        ),
    ]


def done(snapshot: dict) -> list:
    said = acted.presented(snapshot)
    if said is None:
        return []
    if not said["themes"]:
        parts = [Text("No decision and no action about a theme of the scorecard was recorded in this year.")]
    else:
        parts = [
            Text(said["lead"], lead=True),
            Text(
                "A score starts a conversation; this is what came of it. Each line was recorded at a meeting or by "
                "whoever took it on. Who that was is not said here."
            ),
        ]
    for theme in said["themes"]:
        rows = [
            (
                day(one["day"]),
                one["sort"],
                f"{one['text']}\n{one['detail']}" if one["detail"] else one["text"],
            )
            for one in theme["moments"]
        ]
        parts += [
            Heading(theme["title"]),
            Table(
                f"Decided and done about {theme['title'].lower()}",
                ("Day", "What", "In words"),
                rows,
                source=_MINUTES,
                wide=(2,),
            ),
        ]
    # The chapter on meetings says it where there is one.
    if said["followed"] and "meetings" not in snapshot.get("chapters", {}):
        parts += [Heading("How we followed through"), Listing(said["followed"])]
    return parts


def wellness(snapshot: dict) -> list:
    said = wellbeing.presented(snapshot, lambda chart, _: drawn.Drawn(chart, drawn.CHECK_INS))
    if said is None:
        return []
    if said["latest"] is None:
        if said["count"]:
            return [
                Text(
                    "Too few people answered any check-in of this year for a figure to be shown without telling who "
                    "said what."
                )
            ]
        return [Text("No check-in on wellbeing closed in this year, so there is nothing to show here.")]
    latest = said["latest"]
    about = (
        f"Check-ins ask everybody who works in the network a few statements, in a minute. {latest['title']} closed on "
        f"{day(latest['closed_on'])}. {latest['protection']} Shares are said in thirds, never more exactly, because "
        "they are about how people are."
    )
    parts = [Text(said["headline"], lead=True), Text(about), *said["figures"]]
    if said["trend"]:
        parts.append(said["trend"])
    rows = [
        (one["title"], day(one["closed_on"]), findings.capital(one["share"])) for one in said["check_ins"]
    ]
    parts.append(
        Table(
            "Check-ins of the year",
            ("Check-in", "Closed", "Answers"),
            rows,
            source=drawn.CHECK_INS,
            wide=(0, 2),
        )
    )
    parts.append(Heading("What was done"))
    answers = [
        (
            one["title"],
            one["response"]["heard"],
            one["response"]["will"],
            day(one["response"]["by_when"]),
        )
        for one in said["responses"]
    ]
    if not answers:
        return [*parts, Text("After none of these check-ins it was said what will be done.")]
    columns = ("After", "What we heard", "What we will do", "By when")
    source = "what the network’s leaders said after each check-in"
    return [
        *parts,
        Table("What we heard and what we will do", columns, answers, source=source, wide=(1, 2)),
    ]
