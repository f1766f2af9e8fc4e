"""What a published file says, row by row, once it has been checked. Days are dates, codes are upper case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a file is; the value is stored with the edition."""

    MAP = "map"
    LOOKUP = "lookup"
    EPCN_NETWORKS = "epcn_networks"
    EPCN_PARTNERS = "epcn_partners"
    EPRACCUR = "epraccur"
    LIST_SIZES = "list_sizes"
    AGES = "ages"
    DEPRIVATION = "deprivation"
    WORKFORCE = "workforce"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Kind.MAP: "map of practices, networks and ICBs",
    Kind.LOOKUP: "lookup of sub-ICB locations, ICBs and regions",
    Kind.EPCN_NETWORKS: "ePCN, networks",
    Kind.EPCN_PARTNERS: "ePCN, core partner practices",
    Kind.EPRACCUR: "epraccur, prescribing cost centres",
    Kind.LIST_SIZES: "list sizes",
    Kind.AGES: "patients by age",
    Kind.DEPRIVATION: "deprivation scores",
    Kind.WORKFORCE: "network workforce",
}


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    ons_code: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A sub-ICB location with its ICB and region on the edition's day."""

    sub_icb: Place
    icb: Place
    region: Place


@dataclass(frozen=True, slots=True)
class MapRow:
    code: str
    name: str
    postcode: str
    network: Place | None
    area: Area
    supplier: str


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A row of the ePCN report; ``last_day`` is the last day it was open."""

    code: str
    name: str
    sub_icb: Place
    opened: date
    last_day: date | None
    address: str
    postcode: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One membership spell; ``last_day`` is the last day of it."""

    code: str
    name: str
    sub_icb: Place
    network: Place
    network_sub_icb: Place
    start: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class CostCentreRow:
    code: str
    name: str
    address: str
    postcode: str
    opened: date
    last_day: date | None
    is_active: bool
    commissioner: str


@dataclass(frozen=True, slots=True)
class ListSizeRow:
    code: str
    patients: int


@dataclass(frozen=True, slots=True)
class AgeRow:
    """Patients by five-year band (``0_4`` … ``95+``), both sexes together."""

    code: str
    bands: tuple[tuple[str, int], ...]
    female: int
    male: int
    patients: int


@dataclass(frozen=True, slots=True)
class DeprivationRow:
    code: str
    year: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class WorkforceRow:
    network: str
    staff_group: str
    role: str
    detailed_role: str
    source: str
    fte: Decimal


@dataclass(frozen=True)
class Edition:
    """One table that was read: what it is, of which day, and its rows. ``skipped``: reason -> rows."""

    kind: Kind
    day: date
    name: str
    sha256: str
    rows: tuple
    skipped: dict[str, int]
