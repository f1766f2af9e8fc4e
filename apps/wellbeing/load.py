"""How work is shared, beside how people are: pure words from what rooms contribute and what the directory records."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core import charts
from apps.core.charts import Chart
from apps.core.contributions import Load
from apps.people.queries import Turnover

# So many carry most of something before that is worth a word; fewer pieces are chance.
USUAL, ENOUGH = 3, 8
# From this share on of the pieces, in percent.
MOST = 60


@dataclass(frozen=True)
class Shared:
    """``chart`` is None where no room knows of any work."""

    headline: str
    chart: Chart | None
    usual: tuple[str, ...]


def shared(loads: Sequence[Load]) -> Shared:
    known = [load for load in loads if load.pieces]
    if not known:
        return Shared("The portal does not know yet who carries what", None, ())
    pieces, beyond = sum(load.pieces for load in known), sum(load.beyond for load in known)
    headline = f"{_share(beyond, pieces)} of the work that is recorded is carried beyond director and manager"
    chart = charts.bars(
        [(load.kind, percent(load.beyond, load.pieces), f"{load.beyond} of {load.pieces}") for load in known],
        title=headline,
        subtitle="Pieces of work that others than the clinical director and the manager carry, last 12 months",
        value="Percent",
        label="Kind of work",
        columns=("Pieces",),
    )
    return Shared(headline, chart, tuple(filter(None, map(_usual, known))))


def percent(part: int, whole: int) -> int:
    """Whole percent, half rounded up."""
    return (200 * part + whole) // (2 * whole)


def _share(part: int, whole: int) -> str:
    share = percent(part, whole)
    if share in (0, 100):
        return "None" if share == 0 else "All"
    words = ((20, "Less than a fifth"), (30, "About a quarter"), (42, "About a third"), (58, "About half"))
    return next((said for end, said in words if share < end), "Most")


def _usual(load: Load) -> str:
    """A kind word about those who always help; nothing where work is spread, or too little to say."""
    if load.pieces < ENOUGH or load.hands <= USUAL or percent(load.busiest, load.pieces) < MOST:
        return ""
    return (
        f"{load.kind}: three people carry {load.busiest} of {load.pieces}, of {load.hands} who carry any. "
        "They may be glad to be thanked, and to be asked what somebody else could take on."
    )


def staying(found: Turnover) -> str:
    """The sentence about leaving and retention; says so where the directory does not go back far enough."""
    if not found.then:
        return "The directory does not go back a year yet, so that it can’t say who stayed."
    return (
        f"Of {found.then} {_people(found.then)} who were in the directory a year ago {found.stayed} still are "
        f"({percent(found.stayed, found.then)}%). In this year {found.left} left and {found.joined} joined."
    )


def _people(count: int) -> str:
    return "person" if count == 1 else "people"
