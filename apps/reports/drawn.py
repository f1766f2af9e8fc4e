"""The report's own charts, drawn of a snapshot's figures, and charts of what rooms told. No database."""

from dataclasses import dataclass

from apps.core import bands, charts, ladders, spreads
from apps.core.chapters import Plot
from apps.core.drawing import Cell, Chart, DataTable

from . import findings
from .words import day, month, short_day

SCORECARD = "the network’s scorecard, published figures"
CHECK_INS = "the network’s check-ins, published figures"
PRACTICES = "Patients Registered at a GP Practice, NHS England; English Indices of Deprivation"


@dataclass(frozen=True)
class Drawn:
    """A chart that is ready, with where it is from; ``data`` is the table of its figures where that says more."""

    chart: Chart
    source: str
    data: DataTable | None = None
    note: str = ""

    @property
    def table(self) -> DataTable:
        return self.data or self.chart.table


def plotted(plot: Plot) -> Drawn:
    """A room's figure. Raises KeyError for a way of drawing that nobody has."""
    rows = [tuple(row) for row in plot.rows]
    build, rows = _WAYS[plot.draw](rows)
    chart = build(rows, title=plot.title, subtitle=plot.subtitle, **plot.options)
    return Drawn(chart, plot.source, note=plot.note)


_WAYS = {
    "bars": lambda rows: (charts.bars, rows),
    "dumbbell": lambda rows: (charts.dumbbell, rows),
    "ladder": lambda rows: (ladders.ladder, [ladders.Rung(*row) for row in rows]),
    "spread": lambda rows: (spreads.spread, rows),
    "middles": lambda rows: (spreads.middles, rows),
    "beside": lambda rows: (bands.beside, [_beside(*row) for row in rows]),
}


def _beside(label, own, words, found) -> bands.Beside:
    return bands.Beside(label, own, words, tuple(band and bands.Band(*band) for band in found))


def overview(rounds) -> Drawn:
    """Then and now where two rounds may be compared, else the latest alone."""
    both = len(rounds) == 2 and all(round_["enough"] for round_ in rounds)
    return Drawn(_change(rounds) if both else _level(rounds[-1]), SCORECARD)


def _change(rounds) -> Chart:
    then, now = rounds
    rows = findings.compared(then, now)
    return charts.dumbbell(
        [(row["title"], row["then"], row["now"]) for row in rows],
        title=findings.change_headline(rows),
        subtitle=f"Mean score of each theme, 1 to 5. {then['title']}: {then['turnout']}. {now['title']}: "
        f"{now['turnout']}. Only questions published in both rounds.",
        then=month(then["closed_on"]),
        now=month(now["closed_on"]),
    )


def _level(round_) -> Chart:
    return charts.dumbbell(
        [(theme["title"], None, theme["mean"]) for theme in round_["themes"]],
        title=findings.level_headline(round_["themes"]),
        subtitle=f"Mean score of each theme, 1 to 5. {round_['title']}: {round_['turnout']}.",
        then=None,
        now=month(round_["closed_on"]),
    )


def practices(found) -> Drawn:
    rows = sorted(found["rows"], key=lambda row: -(row["patients"] or 0))
    largest = rows[0]
    share = round(100 * largest["patients"] / found["patients"])
    chart = charts.bars(
        [(row["name"], row["patients"], _score(row)) for row in rows],
        title=f"{largest['name']} looks after {share}% of the network’s patients"
        if len(rows) > 1
        else f"{largest['name']} looks after all of the network’s patients",
        subtitle=f"Registered patients and deprivation score of each practice, {day(found['list_size_day'])}.",
        value="Patients",
        label="Practice",
        columns=("Deprivation",),
    )
    return Drawn(chart, PRACTICES, practices_table(found))


def practices_table(found) -> DataTable:
    return DataTable(
        practices_title(found),
        ("Practice", "Code", "Patients", "Deprivation", "Member since"),
        tuple(
            (
                row["name"],
                (
                    Cell(row["code"]),
                    Cell("–" if row["patients"] is None else f"{row['patients']:,}"),
                    Cell(_score(row)),
                    Cell(short_day(row["since"])),
                ),
            )
            for row in found["rows"]
        ),
    )


def practices_title(found) -> str:
    said = f"Member practices on {day(found['on'])}."
    if found["list_size_day"]:
        said += f" Registered patients on {day(found['list_size_day'])}."
    return f"{said} A dash: nothing is published."


def _score(row) -> str:
    return "–" if row["imd_score"] is None else f"{row['imd_score']:.1f}"


def theme(found, round_) -> Drawn:
    chart = charts.likert(
        [charts.LikertRow.of(question["text"], question["figure"]) for question in found["questions"]],
        title=findings.theme_headline(found),
        subtitle=f"{found['title']}: answers from 1 (not at all) to 5 (completely). {round_['title']}, "
        f"{month(round_['closed_on'])}; {round_['turnout']}.",
    )
    return Drawn(chart, SCORECARD)


def year_ago(round_) -> Drawn:
    themes = [one for one in round_["themes"] if one["year_ago"]]
    chart = charts.likert(
        [charts.LikertRow.of(one["title"], one["year_ago"]) for one in themes],
        title=findings.year_ago_headline(themes),
        subtitle=f"“Compared with a year ago”: worse, the same or better. {round_['title']}, "
        f"{month(round_['closed_on'])}; {round_['turnout']}.",
        scale=charts.YEAR_AGO,
        label="Theme",
    )
    return Drawn(chart, SCORECARD)
