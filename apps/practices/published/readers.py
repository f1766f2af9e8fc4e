"""From recognised tables to checked records: one reader a layout."""

from datetime import date

from .figures import Indicators, ListSizes, LongAges, Scores, WideAges, Workforce
from .layouts import Recognised
from .problems import FormatProblem
from .records import Edition, Kind
from .structure import EpcnNetworks, EpcnPartners, Epraccur, Lookup, Map

READERS = {
    (Kind.MAP, ""): Map,
    (Kind.LOOKUP, ""): Lookup,
    (Kind.EPCN_NETWORKS, ""): EpcnNetworks,
    (Kind.EPCN_PARTNERS, ""): EpcnPartners,
    (Kind.EPRACCUR, ""): Epraccur,
    (Kind.LIST_SIZES, ""): ListSizes,
    (Kind.AGES, "wide"): WideAges,
    (Kind.AGES, "long"): LongAges,
    (Kind.DEPRIVATION, "scores"): Scores,
    (Kind.DEPRIVATION, "indicators"): Indicators,
    (Kind.WORKFORCE, ""): Workforce,
}


def read(recognised: Recognised, today: date) -> Edition:
    """Every row of the table, checked. Raises FormatProblem at the first thing wrong."""
    layout = recognised.layout
    reader = READERS[layout.kind, layout.variant](recognised, today)
    rows = tuple(reader.rows())
    if not rows:
        raise FormatProblem(recognised.table.name, "holds no rows that the portal can use.")
    source = recognised.table.source
    return Edition(
        layout.kind, reader.day, recognised.table.name, source.sha256(), rows, dict(reader.skipped)
    )
