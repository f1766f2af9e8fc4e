"""Reads a pasted or uploaded list of people. Pure: text in, people and problems out.

Each line is read by itself: one that can't be used is reported by its number with all that is wrong with it,
and spoils no other."""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .cells import is_email, odd_day, person_key, plain, read_day, tidy, tidy_phone, unguard

MAX_BYTES = 1024 * 1024
MAX_LINES = 3000
MAX_NAME = 120
MAX_ORGANISATION = 120

COLUMNS = {
    "name": "name",
    "full name": "name",
    "person": "name",
    "staff name": "name",
    "email": "email",
    "e mail": "email",
    "email address": "email",
    "e mail address": "email",
    "work email": "email",
    "practice": "practice",
    "practice name": "practice",
    "practice code": "practice",
    "gp practice": "practice",
    "surgery": "practice",
    "ods code": "practice",
    "staff group": "staff_group",
    "group": "staff_group",
    "role": "staff_group",
    "job": "staff_group",
    "job title": "staff_group",
    "phone": "phone",
    "telephone": "phone",
    "phone number": "phone",
    "work phone": "phone",
    "mobile": "phone",
    "organisation": "organisation",
    "organization": "organisation",
    "employer": "organisation",
    "first day": "active_from",
    "active from": "active_from",
    "start date": "active_from",
    "started": "active_from",
    "left on": "active_to",
    "active to": "active_to",
    "leaving date": "active_to",
    "end date": "active_to",
}
ORDER = ("name", "email", "practice", "staff_group")
# Only where a header line names them.
BESIDES = ("phone", "organisation", "active_from", "active_to")
TITLES = {
    "name": "name",
    "email": "email",
    "practice": "practice",
    "staff_group": "staff group",
    "phone": "phone",
    "organisation": "organisation",
    "active_from": "the first day",
    "active_to": "the leaving date",
}

# What people call the staff groups besides the code and the label; singular, plain words.
SYNONYMS = {
    "gp": "gp, doctor, general practitioner, gp partner, salaried gp, gp trainee, gp registrar, locum gp, dr",
    "nurse": "nurse, practice nurse, nursing, advanced nurse practitioner, nurse practitioner, anp, "
    "nurse associate, nursing associate, nurse manager, lead nurse",
    "direct_care": "direct care, direct patient care, dpc, other direct care, clinical pharmacist, "
    "pharmacist, pharmacy technician, healthcare assistant, health care assistant, hca, phlebotomist, "
    "paramedic, "
    "physiotherapist, first contact physiotherapist, dietitian, podiatrist, occupational therapist, "
    "physician associate, social prescribing link worker, social prescriber, link worker, care coordinator, "
    "care co ordinator, health and wellbeing coach, mental health practitioner",
    "admin": "admin, administration, administrator, reception, receptionist, reception and admin, "
    "admin and reception, administrative, secretary, medical secretary, admin non clinical, non clinical",
    "management": "management, manager, practice manager, pcn manager, network manager, operations manager, "
    "deputy practice manager, assistant practice manager, business manager, practice management, "
    "network management",
    "partner": "partner organisation, lay member, patient representative, patient, lay, partner or lay",
}
NO_PRACTICE = {"", "-", "none", "n/a", "na", "network", "pcn", "the network"}


class Unreadable(ValueError):
    """The list as a whole can't be read; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """A person that can be added. ``practice`` is an ODS code or empty, ``staff_group`` a code; the days are as in
    "2026-05-03", or empty."""

    line: int
    name: str
    email: str
    practice: str
    staff_group: str
    phone: str = ""
    organisation: str = ""
    active_from: str = ""
    active_to: str = ""


@dataclass(frozen=True)
class Problem:
    """A line that can't be used: its number in the file, how it begins, and all that is wrong with it."""

    line: int
    begins: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Upload:
    """``there`` are people of the list who are in the directory already; each is among the problems too."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    there: tuple[Row, ...] = ()


def decode(data: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252.

    Raises Unreadable for spreadsheets, other binary files and files over `MAX_BYTES`."""
    if len(data) > MAX_BYTES:
        raise Unreadable("The file is larger than 1 MB. Split it into smaller files.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            "This is a spreadsheet, not a CSV file. In your spreadsheet choose Save as, then CSV."
        )
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("The file is not text that we can read. Save it as CSV (UTF-8) and try again.")


def parse(
    text: str,
    *,
    practices: Mapping[str, str],
    groups: Mapping[str, str],
    known_emails: Collection[str] = (),
    known_names: Collection[tuple[str, str]] = (),
    unplaced: str | None = "",
) -> Upload:
    """People in ``text``: one a line, cells cut by tabs, semicolons or commas, with or without a header.

    ``practices`` maps ODS code to name, ``groups`` a staff group's code to its label. ``known_emails`` are
    the addresses of the directory, ``known_names`` name and practice code of its people without address.
    ``unplaced`` is the code that an empty practice stands for: "" for none, None where there must be one.
    Raises Unreadable where the list as a whole makes no sense."""
    lines = [
        (n, line)
        for n, line in enumerate(re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")), 1)
        if line.strip()
    ]
    if len(lines) > MAX_LINES + 1:
        raise Unreadable(f"The list has {len(lines):,} lines. Add at most {MAX_LINES:,} at once.")
    separator = _separator([line for _, line in lines[:50]])
    table = [(n, _cells(line, separator)) for n, line in lines]
    table = [(n, cells) for n, cells in table if cells is None or any(cells)]
    if not table:
        raise Unreadable("The list is empty. Paste one person a line, or choose a file.")
    header = _header(table[0][1])
    if header:
        table = table[1:]
        if not table:
            raise Unreadable("The list has a header line and nobody below it.")
    if len(table) > MAX_LINES:
        raise Unreadable(f"The list has {len(table):,} people. Add at most {MAX_LINES:,} at once.")
    reader = _Reader(header, practices, groups, known_emails, known_names, unplaced)
    for line, cells in table:
        reader.read(line, cells)
    return Upload(tuple(reader.rows), tuple(reader.problems), tuple(reader.there))


def _separator(sample: list[str]) -> str:
    """The separator that cuts most lines into at least three cells; in a draw, the rarer in prose."""

    def score(separator: str) -> int:
        return sum(len(_cells(line, separator) or ()) >= 3 for line in sample)

    return max("\t;,", key=score)


def _cells(line: str, separator: str) -> list[str] | None:
    """Cells without surrounding space; None where a quotation mark is opened and not closed."""
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        return None
    return [unguard(tidy(cell)) for cell in cells]


@dataclass(frozen=True)
class _Header:
    columns: dict[str, int]
    width: int


def _header(cells: list[str] | None) -> _Header | None:
    """Where each field stands if this is a header line, else None. A line with an @ is a person."""
    named = [COLUMNS.get(plain(cell)) for cell in cells or ()]
    if sum(field is not None for field in named) < 2 or any("@" in cell for cell in cells):
        return None
    columns = {}
    for position, field in enumerate(named):
        if field in columns:
            raise Unreadable(f"The header line has two columns for {TITLES[field]}. Keep one.")
        if field:
            columns[field] = position
    for field in ORDER:
        if field not in columns:
            raise Unreadable(
                f"The header line has no column for {TITLES[field]}. "
                "It needs name, email, practice and staff group."
            )
    return _Header(columns, len(cells))


def _shown(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:60]


def _quoted(text: str) -> str:
    return f"\u201c{_shown(text)}\u201d"


def _count(cells: list[str]) -> str:
    return f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"


class _Reader:
    def __init__(self, header, practices, groups, known_emails, known_names, unplaced):
        self.width = header.width if header else len(ORDER)
        self.columns = header.columns if header else {field: position for position, field in enumerate(ORDER)}
        self.practices, self.unplaced = practices, unplaced
        self.codes_by_name = _by_plain_name((code, name) for code, name in practices.items())
        self.group_by_word = group_words(groups)
        self.group_labels = list(groups.values())
        self.known = {email.lower() for email in known_emails}
        self.known |= {person_key(name, "", practice) for name, practice in known_names}
        self.lines_by_key = {}
        self.rows, self.problems, self.there = [], [], []

    def read(self, line: int, cells: list[str] | None) -> None:
        if cells is None:
            return self._refuse(line, "", ["has a quotation mark that is not closed"])
        if len(cells) < self.width or any(cells[self.width :]):
            return self._refuse(line, cells[0], [f"has {_count(cells)} where {self.width} are expected"])
        field = dict.fromkeys(BESIDES, "") | {name: cells[at] for name, at in self.columns.items()}
        wrong = []
        name = self._name(field["name"], wrong)
        email = self._email(field["email"], wrong)
        practice = self._practice(field["practice"], wrong)
        group = self._group(field["staff_group"], wrong)
        row = Row(line, name, email, practice, group, *self._besides(field, wrong))
        if not wrong:
            key = person_key(name, email, practice)
            wrong += self._again(key, email)
            if key in self.known:
                self.there.append(row)
        if wrong:
            return self._refuse(line, field["name"] or field["email"], wrong)
        self.lines_by_key[key] = line
        self.rows.append(row)
        return None

    def _refuse(self, line, begins, wrong):
        self.problems.append(Problem(line, _shown(begins), tuple(wrong)))

    def _name(self, text, wrong):
        if not text:
            wrong.append("has no name")
        elif len(text) > MAX_NAME:
            wrong.append(f"has a name of {len(text)} characters: the most is {MAX_NAME}")
        elif not text.isprintable():
            wrong.append("has a name with characters that can't be shown")
        elif not any(c.isalpha() for c in text):
            wrong.append("has a name without letters")
        return text

    def _email(self, text, wrong):
        text = re.sub(r"(?i)^mailto:", "", text)
        if text and not is_email(text):
            wrong.append(f"has {_quoted(text)} as email: that is not an email address")
        return text

    def _practice(self, text, wrong):
        if text.casefold() in (NO_PRACTICE if self.unplaced == "" else {""}):
            if self.unplaced is None:
                wrong.append("has no practice")
            return self.unplaced or ""
        if text.upper() in self.practices:
            return text.upper()
        codes = self.codes_by_name.get(plain(text), [])
        if not codes:
            whose = "practice of this network" if self.unplaced == "" else "practice of yours"
            wrong.append(f"has {_quoted(text)} as practice: no {whose} has that code or name")
            return ""
        if len(codes) > 1:
            wrong.append(
                f"has {_quoted(text)} as practice: {len(codes)} practices have that name; use its code"
            )
        return codes[0]

    def _group(self, text, wrong):
        code = self.group_by_word.get(plain(text), "")
        if not text:
            wrong.append("has no staff group")
        elif not code:
            wrong.append(f"has {_quoted(text)} as staff group: use one of {'; '.join(self.group_labels)}")
        return code

    def _besides(self, field, wrong):
        """Phone, organisation, first day and leaving date, the days as Row has them."""
        phone, organisation = tidy_phone(field["phone"]), field["organisation"]
        if phone is None:
            wrong.append(f"has {_quoted(field['phone'])} as phone: that is not a phone number")
        if len(organisation) > MAX_ORGANISATION or not organisation.isprintable():
            wrong.append(f"has an organisation that can't be kept: the most is {MAX_ORGANISATION} characters")
        days = {name: read_day(field[name]) for name in ("active_from", "active_to")}
        for name, day in days.items():
            if field[name] and day is None:
                wrong.append(f"has {_quoted(field[name])} as {TITLES[name]}: write it like 3/5/2026")
            elif day and (problem := odd_day(day)):
                wrong.append(f"has {_quoted(field[name])} as {TITLES[name]}: {problem}")
        first, last = days.values()
        if first and last and last < first:
            wrong.append("has a leaving date before the first day")
        return phone or "", organisation, *(day.isoformat() if day else "" for day in days.values())

    def _again(self, key, email):
        what = "email" if email else "name"
        if key in self.lines_by_key:
            return [f"has the same {what} as line {self.lines_by_key[key]}"]
        return ["is already in the directory"] if key in self.known else []


def group_words(groups: Mapping[str, str]) -> dict[str, str]:
    """Every word, singular or plural, that stands for a staff group's code."""
    words = {}
    for code, label in groups.items():
        for word in (*SYNONYMS.get(code, "").split(","), label, code):
            words[plain(word)] = code
            words[plain(word) + "s"] = code
    return words


def _by_plain_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found = {}
    for code, name in pairs:
        found.setdefault(plain(name), []).append(code)
    return found
