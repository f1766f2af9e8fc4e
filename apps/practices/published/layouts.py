"""Which file is it? Recognised by its headings, or by the shape of its rows without any; never by its name."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .cells import NETWORK, PRACTICE, Row
from .containers import Table
from .problems import FormatProblem
from .records import Kind

BANDS = (*(f"{low}_{low + 4}" for low in range(0, 95, 5)), "95+")


def normalise(heading: str) -> str:
    """One spelling of a heading: white space, underscores and case aside, with today's word for CCG and STP."""
    words = re.sub(r"[\s_]+", " ", heading).strip(" ?").casefold()
    words = re.sub(r"\bclinical commissioning group\b|\bccg\b", "sub icb loc", words)
    words = re.sub(r"\bstp\b", "icb", words)
    return re.sub(r"\blocation\b", "loc", words)


@dataclass(frozen=True)
class Layout:
    """``columns`` must be there; ``optional`` may be. ``order``: all columns in their order, for files that
    come without headings, recognised by ``shape``: position -> pattern. ``variant`` tells layouts apart."""

    kind: Kind
    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    shape: tuple[tuple[int, re.Pattern], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    variant: str = ""

    def fits(self, cells: list[str]) -> bool:
        return len(cells) == len(self.order) and all(
            pattern.fullmatch(cells[place].strip()) for place, pattern in self.shape
        )


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


_EPCN_NETWORKS = _split(
    "pcn code, pcn name, current sub icb loc code, sub icb loc, open date, close date, "
    "address line 1, address line 2, address line 3, address line 4, address line 5, "
    "postcode"
)
_EPCN_PARTNERS = _split(
    "partner organisation code, partner name, practice parent sub icb loc code, "
    "practice parent sub icb loc name, pcn code, pcn name, pcn parent sub icb loc code, "
    "pcn parent sub icb loc name, practice to pcn relationship start date, "
    "practice to pcn relationship end date, match"
)
_EPRACCUR = _split(
    "organisation code, name, national grouping, high level health geography, "
    "address line 1, address line 2, address line 3, address line 4, address line 5, "
    "postcode, open date, close date, status, organisation sub-type code, commissioner, "
    "join provider/purchaser date, left provider/purchaser date, "
    "contact telephone number, column 19, column 20, column 21, amended record indicator, "
    "column 23, provider/purchaser, column 25, prescribing setting, column 27"
)
EIGHT_DIGITS = re.compile(r"\d{8}", re.ASCII)
STATUS = re.compile(r"ACTIVE|INACTIVE|DORMANT|PROPOSED|[ACDP]", re.ASCII)
COST_CENTRE = re.compile(r"[A-Z0-9]{3,12}", re.ASCII)

LAYOUTS = (
    Layout(
        Kind.MAP,
        _split(
            "extract date, practice code, practice name, practice postcode, pcn code, pcn name, "
            "sub icb loc code, sub icb loc name, icb code, icb name, comm region code, "
            "comm region name"
        ),
        _split("publication, ons sub icb loc code, ons icb code, ons comm region code, supplier name"),
    ),
    Layout(
        Kind.LOOKUP,
        _split("sub icb code, sub icb name, icb code, icb name, region code, region name"),
        _split("ons sub icb code, ons icb code, ons region code"),
    ),
    Layout(
        Kind.EPCN_NETWORKS,
        tuple(column for column in _EPCN_NETWORKS if not column.startswith("address")),
        _split("address line 1, address line 2, address line 3, address line 4, address line 5"),
        order=_EPCN_NETWORKS,
        shape=((0, NETWORK), (4, EIGHT_DIGITS)),
        aliases=(
            ("sub icb loc name", "sub icb loc"),
            ("current sub icb loc name", "sub icb loc"),
            ("town", "address line 4"),
            ("county", "address line 5"),
        ),
    ),
    Layout(
        Kind.EPCN_PARTNERS,
        tuple(column for column in _EPCN_PARTNERS if column != "match"),
        ("match",),
        order=_EPCN_PARTNERS,
        shape=((0, PRACTICE), (4, NETWORK), (8, EIGHT_DIGITS)),
    ),
    Layout(
        Kind.EPRACCUR,
        _split(
            "organisation code, name, postcode, open date, close date, status, commissioner, "
            "prescribing setting"
        ),
        tuple(column for column in _EPRACCUR if column.startswith(("address", "join"))),
        order=_EPRACCUR,
        shape=((0, COST_CENTRE), (10, EIGHT_DIGITS), (12, STATUS)),
    ),
    Layout(
        Kind.LIST_SIZES,
        _split("extract date, type, code, sex, age, number of patients"),
        _split("publication, postcode, sub icb loc code, ons sub icb loc code"),
    ),
    Layout(
        Kind.AGES,
        (
            "practice code",
            "all patients",
            "female",
            "male",
            *(f"age {band.replace('_', ' ')}" for band in BANDS),
        ),
        variant="wide",
    ),
    Layout(
        Kind.AGES,
        _split("extract date, org type, org code, sex, age group 5, number of patients"),
        _split("publication, ons code, postcode"),
        variant="long",
    ),
    Layout(Kind.DEPRIVATION, _split("practice code, imd year, imd score"), variant="scores"),
    Layout(
        Kind.DEPRIVATION,
        _split("indicator id, area code, area type, time period, value"),
        variant="indicators",
    ),
    Layout(
        Kind.WORKFORCE,
        _split("pcn code, staff group, staff role, detailed staff role, data source, fte"),
        ("census year", "census month"),
    ),
)

# Published files that the portal has no use for: headings that give them away -> what they are.
UNUSED = (
    (
        _split("org type, org code, sex, age, number of patients"),
        "patients by single year of age in wider areas",
    ),
    (
        _split("pcn code, lead sub icb code, practices, list size"),
        "a joined profile of networks, itself made of others",
    ),
    (_split("pcn code, registered patients, leadership gbp"), "payments to networks"),
    (
        _split("organisation type, organisation code, ind code, measure, value"),
        "indicators of the investment fund",
    ),
    (_split("ad pcncode, ad pcnname"), "GP Patient Survey results"),
)


@dataclass(frozen=True)
class Recognised:
    """A table whose columns are known."""

    table: Table
    layout: Layout
    places: dict[str, int]
    titles: dict[str, str]
    width: int
    has_heading: bool

    def rows(self) -> Iterator[Row]:
        """The same `Row` again and again, filled anew. Raises FormatProblem for a row cut short."""
        row = Row(self.table.name, self.places, self.titles)
        for line, cells in itertools.islice(self.table.rows(), int(self.has_heading), None):
            if len(cells) != self.width:
                raise FormatProblem(
                    self.table.name,
                    f"this row has {len(cells)} cells where {self.width} belong: it is cut or run together.",
                    line=line,
                    column=str(min(len(cells), self.width) + 1),
                )
            row.line, row.cells = line, cells
            yield row


def recognise(table: Table) -> Recognised | str | None:
    """The table with its columns, or why it is left out, or None where nobody knows it.

    Raises FormatProblem where it is a known kind with a column missing or doubled."""
    first = list(itertools.islice(table.rows(), 5))
    if not first:
        return "it is empty"
    line, heading = first[0]
    names = [normalise(cell) for cell in heading]
    for columns, words in UNUSED:
        if set(columns) <= set(names):
            return f"not used by the portal: {words}"
    for layout in LAYOUTS:
        # One of the first rows is enough: the one that doesn't fit is the one to complain about.
        if layout.order and any(layout.fits(cells) for _, cells in first):
            if _is_data(layout, heading):
                places = {name: place for place, name in enumerate(layout.order)}
                return Recognised(table, layout, places, {}, len(layout.order), has_heading=False)
            return _by_heading(table, layout, line, heading, names)
    layout = max(LAYOUTS, key=lambda layout: _likeness(layout, names))
    if _likeness(layout, names) < 0.6:
        return None
    return _by_heading(table, layout, line, heading, names)


def _is_data(layout: Layout, cells: list[str]) -> bool:
    place, pattern = layout.shape[0]
    return bool(pattern.fullmatch(cells[place].strip()))


def _likeness(layout: Layout, names: list[str]) -> float:
    known = dict(layout.aliases)
    found = {known.get(name, name) for name in names}
    return len(found.intersection(layout.columns)) / len(layout.columns)


def _by_heading(table: Table, layout: Layout, line: int, heading: list[str], names: list[str]) -> Recognised:
    known = dict(layout.aliases)
    wanted = {*layout.columns, *layout.optional}
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        # The full name wins over its alias: a file may hold both a town and an address line 4.
        name = known.get(name, name) if known.get(name) not in names else name
        if name in wanted:
            if name in places:
                raise FormatProblem(
                    table.name, "this column is there twice.", line=line, column=_tidy(heading[place])
                )
            places[name] = place
    for name in layout.columns:
        if name not in places:
            raise FormatProblem(
                table.name,
                f"this column is missing; the file looks like the {layout.kind.words}.",
                line=line,
                column=name.replace(" loc ", " location ").upper().replace(" ", "_"),
            )
    titles = {name: _tidy(heading[place]) for name, place in places.items()}
    return Recognised(table, layout, places, titles, len(heading), has_heading=True)


def _tidy(heading: str) -> str:
    return " ".join(heading.split())
