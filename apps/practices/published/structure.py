"""Tables that say who belongs to whom: the map, the lookup, ePCN, epraccur."""

from .cells import ICB, NETWORK, PRACTICE, REGION, SUB_ICB, Row
from .reader import Reader
from .records import Area, CostCentreRow, MapRow, NetworkRow, PartnerRow, Place

UNALLOCATED = "U"
# Status and setting: today's words, and the letters and numbers of the layout before 2025.
OPEN_STATUS = ("ACTIVE", "A")
GP_PRACTICE = ("RO76", "4")


def _area(row: Row, sub_icb: str, icb: str, region: str, name: str = "name") -> Area:
    """The three places of a row. The arguments are the headings without their last word."""

    def place(heading, pattern):
        ons = f"ons {heading} code"
        return Place(
            row.code(f"{heading} code", pattern),
            row.text(f"{heading} {name}", 160),
            row.text(ons, 12, required=False),
        )

    return Area(place(sub_icb, SUB_ICB), place(icb, ICB), place(region, REGION))


class _Areas(Reader):
    """Keeps one `Area` a sub-ICB location and refuses two that differ."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._areas: dict[str, tuple[Area, int]] = {}
        self._parents: dict[str, tuple[str, int]] = {}

    def area(self, row: Row, sub_icb: str, icb: str, region: str) -> Area:
        found = _area(row, sub_icb, icb, region)
        known, line = self._areas.setdefault(found.sub_icb.code, (found, row.line))
        if known.icb.code != found.icb.code:
            raise row.problem(
                f"{icb} code",
                f"{found.sub_icb.code} is in {found.icb.code}, on line {line} in {known.icb.code}.",
            )
        region_code, line = self._parents.setdefault(found.icb.code, (found.region.code, row.line))
        if region_code != found.region.code:
            raise row.problem(
                f"{region} code",
                f"{found.icb.code} is in {found.region.code}, on line {line} in {region_code}.",
            )
        return known


class Map(_Areas):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._networks: dict[str, Place] = {}

    def record(self, row):
        self.same_day(row)
        code = row.code("practice code", PRACTICE)
        self.once(row, "practice code", code, f"practice {code}")
        return MapRow(
            code=code,
            name=_no_stray_comma(row.text("practice name", 160)),
            postcode=row.text("practice postcode", 10, required=False),
            network=self._network(row),
            area=self.area(row, "sub icb loc", "icb", "comm region"),
            supplier=row.text("supplier name", 40, required=False),
        )

    def _network(self, row: Row) -> Place | None:
        if row.raw("pcn code") == UNALLOCATED:
            return None
        code = row.code("pcn code", NETWORK)
        return self._networks.setdefault(code, Place(code, row.text("pcn name", 160)))


class Lookup(_Areas):
    def record(self, row):
        self.named_day()
        area = self.area(row, "sub icb", "icb", "region")
        self.once(row, "sub icb code", area.sub_icb.code, f"sub-ICB location {area.sub_icb.code}")
        return area


def _no_stray_comma(name: str) -> str:
    return name.rstrip(", ") or name


def _address(row: Row) -> str:
    lines = (row.text(f"address line {number}", 75, required=False) for number in range(1, 6))
    return ", ".join(filter(None, (line.rstrip(",") for line in lines)))


class EpcnNetworks(Reader):
    def record(self, row):
        code = row.code("pcn code", NETWORK)
        self.once(row, "pcn code", code, f"network {code}")
        opened = row.day("open date")
        last = row.last_day("close date", opened)
        if opened > self.today:
            self.skipped["opening still to come"] += 1
            return None
        self.latest_day(opened, last)
        return NetworkRow(
            code=code,
            name=row.text("pcn name", 160),
            sub_icb=Place(row.code("current sub icb loc code", SUB_ICB), row.text("sub icb loc", 160)),
            opened=opened,
            last_day=self.known_by_today(last),
            address=_address(row),
            postcode=row.text("postcode", 10, required=False),
        )


class EpcnPartners(Reader):
    def record(self, row):
        code, network = row.code("partner organisation code", PRACTICE), row.code("pcn code", NETWORK)
        start = row.day("practice to pcn relationship start date")
        last = row.last_day("practice to pcn relationship end date", start)
        self.once(
            row, "partner organisation code", (code, network, start), f"{code} in {network} from {start}"
        )
        if start > self.today:
            self.skipped["start still to come"] += 1
            return None
        self.latest_day(start, last)
        return PartnerRow(
            code=code,
            name=_no_stray_comma(row.text("partner name", 160)),
            sub_icb=self._place(row, "practice parent sub icb loc"),
            network=Place(network, row.text("pcn name", 160)),
            network_sub_icb=self._place(row, "pcn parent sub icb loc"),
            start=start,
            last_day=self.known_by_today(last),
        )

    def _place(self, row: Row, heading: str) -> Place:
        return Place(row.code(f"{heading} code", SUB_ICB), row.text(f"{heading} name", 160))


class Epraccur(Reader):
    """Only GP practices are kept: the file lists everyone who has prescriptions paid for."""

    def record(self, row):
        code = row.text("organisation code", 12)
        self.once(row, "organisation code", code, f"organisation {code}")
        opened = row.day("open date")
        last = row.last_day("close date", opened)
        status = row.text("status", 10)
        self.latest_day(opened, last)
        is_gp = not {*GP_PRACTICE}.isdisjoint(row.raw("prescribing setting").split("|"))
        if not is_gp:
            self.skipped["not a GP practice"] += 1
            return None
        return CostCentreRow(
            code=row.code("organisation code", PRACTICE),
            name=_no_stray_comma(row.text("name", 160)),
            address=_address(row),
            postcode=row.text("postcode", 10, required=False),
            opened=opened,
            last_day=self.known_by_today(last),
            is_active=status in OPEN_STATUS,
            commissioner=row.text("commissioner", 12, required=False),
        )
