"""Tables of figures about practices and networks: list sizes, ages, deprivation, workforce."""

import calendar
import re
from datetime import date
from decimal import Decimal

from .cells import MONTHS, NETWORK, PRACTICE, Row
from .layouts import BANDS
from .problems import FormatProblem
from .reader import Reader
from .records import AgeRow, DeprivationRow, ListSizeRow, WorkforceRow

INDICATORS = {"94240": "2025", "93553": "2019"}
NOTHING_SAID = ("", "NA", "ND")


class ListSizes(Reader):
    def record(self, row):
        self.same_day(row)
        if row.raw("type") != "GP" or row.raw("sex") != "ALL" or row.raw("age") != "ALL":
            self.skipped["not the whole list of a practice"] += 1
            return None
        code = row.code("code", PRACTICE)
        self.once(row, "code", code, f"practice {code}")
        return ListSizeRow(code, row.count("number of patients"))


class WideAges(Reader):
    def record(self, row):
        self.named_day()
        code = row.code("practice code", PRACTICE)
        self.once(row, "practice code", code, f"practice {code}")
        bands = tuple((band, row.count(f"age {band.replace('_', ' ')}")) for band in BANDS)
        return AgeRow(code, bands, row.count("female"), row.count("male"), row.count("all patients"))


class LongAges(Reader):
    """The published file repeats the same patients on five levels; only practices are read, 43 rows each."""

    def rows(self):
        figures: dict[str, dict[tuple[str, str], int]] = {}
        for row in self.recognised.rows():
            self.same_day(row)
            if row.raw("org type") != "GP":
                continue
            code = row.code("org code", PRACTICE)
            key = (row.raw("sex"), row.raw("age group 5"))
            if key[0] not in ("ALL", "FEMALE", "MALE"):
                raise row.problem("sex", f"{key[0][:30]!r} is not ALL, FEMALE or MALE.")
            if key[1] not in ("ALL", *BANDS):
                raise row.problem("age group 5", f"{key[1][:30]!r} is not a five-year band.")
            of_practice = figures.setdefault(code, {})
            if key in of_practice:
                raise row.problem("org code", f"practice {code} has {' '.join(key)} twice.")
            of_practice[key] = row.count("number of patients")
        for code, counts in figures.items():
            yield self._practice(code, counts)

    def _practice(self, code: str, counts: dict[tuple[str, str], int]) -> AgeRow:
        try:
            bands = tuple((band, counts["FEMALE", band] + counts["MALE", band]) for band in BANDS)
            return AgeRow(code, bands, counts["FEMALE", "ALL"], counts["MALE", "ALL"], counts["ALL", "ALL"])
        except KeyError as missing:
            words = f"practice {code} has no row for {' '.join(missing.args[0])}: the file is cut short."
            raise FormatProblem(self.file, words, column="ORG_CODE") from missing


class Scores(Reader):
    def record(self, row):
        code, year = row.code("practice code", PRACTICE), row.raw("imd year")
        if not re.fullmatch(r"20\d\d", year, re.ASCII):
            raise row.problem("imd year", f"{year[:30]!r} is not a year.")
        self.once(row, "practice code", (code, year), f"practice {code}")
        self.day = max(self.day or date.min, date(int(year), 1, 1))
        return DeprivationRow(code, year, row.decimal("imd score", 0, 100).quantize(Decimal("0.001")))


class Indicators(Reader):
    """OHID's download of an indicator: practices among areas of other types."""

    def record(self, row):
        year = INDICATORS.get(row.raw("indicator id"))
        if year is None or not PRACTICE.fullmatch(row.raw("area code")):
            self.skipped["another indicator" if year is None else "not a practice"] += 1
            return None
        if row.raw("value") in NOTHING_SAID:
            self.skipped["no score given"] += 1
            return None
        code = row.code("area code", PRACTICE)
        self.once(row, "area code", (code, year), f"practice {code}")
        self.day = max(self.day or date.min, date(int(year), 1, 1))
        return DeprivationRow(code, year, row.decimal("value", 0, 100).quantize(Decimal("0.001")))


class Workforce(Reader):
    """Full-time equivalents by network and role: already summed, or one row a role held, summed here."""

    def rows(self):
        totals: dict[tuple, Decimal] = {}
        for row in self.recognised.rows():
            self._census(row)
            network = row.raw("pcn code").upper()
            if not NETWORK.fullmatch(network):
                self.skipped["no network"] += 1
                continue
            if row.raw("fte") in NOTHING_SAID:
                self.skipped["no full-time equivalent given"] += 1
                continue
            key = (
                network,
                row.text("staff group", 80),
                row.text("staff role", 120),
                row.text("detailed staff role", 120),
                row.text("data source", 40),
            )
            if not row.has("census year"):
                self.once(row, "pcn code", key, f"{network}, {key[3]}")
            totals[key] = totals.get(key, Decimal(0)) + row.decimal("fte", 0, 9999)
        for key, fte in totals.items():
            yield WorkforceRow(*key, fte.quantize(Decimal("0.0001")))

    def _census(self, row: Row) -> None:
        if row.has("census year"):
            year, month = row.raw("census year"), row.raw("census month")
            number = MONTHS.get(month[:3].lower()) or (
                int(month) if month.isascii() and month.isdigit() else 0
            )
            if not re.fullmatch(r"20\d\d", year, re.ASCII) or not 1 <= number <= 12:
                raise row.problem("census month", f"{month[:30]!r} of {year[:30]!r} is not a possible month.")
            first = date(int(year), number, 1)
        else:
            first = self.named_day()
        day = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if row.has("census year") and self.day not in (None, day):
            raise row.problem("census month", "two months in one file.")
        self.day = day
