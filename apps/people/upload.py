"""Reads a pasted or uploaded list of people. Pure: text in, people and problems out.

Each line is read by itself: one that can't be used is reported by its number with all that is wrong with it,
and spoils no other."""

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

MAX_BYTES = 1024 * 1024
MAX_LINES = 3000
MAX_NAME = 120
MAX_EMAIL = 254

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
}
ORDER = ("name", "email", "practice", "staff_group")
TITLES = {"name": "name", "email": "email", "practice": "practice", "staff_group": "staff group"}

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

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_LOCAL}(?:\.{_LOCAL})*@(?:{_LABEL}\.)+(?=[A-Za-z])[A-Za-z0-9-]{{1,61}}[A-Za-z0-9]")


class Unreadable(ValueError):
    """The list as a whole can't be read; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """A person that can be added. ``practice`` is an ODS code or empty, ``staff_group`` a code."""

    line: int
    name: str
    email: str
    practice: str
    staff_group: str


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


def person_key(name: str, email: str, practice: str) -> str | tuple[str, str]:
    """What makes two entries the same person: the address or, without one, name and practice."""
    return email.lower() if email else (_plain(name), practice)


_TITLES = {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor"}


def plain_name(name: str) -> str:
    """How names of people are compared: small letters and digits, without titles."""
    return " ".join(word for word in _plain(name).split() if word not in _TITLES)


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
    return [_unguard(_tidy(cell)) for cell in cells]


def _tidy(text: str) -> str:
    """Composed letters, single spaces, none of the invisible marks that web pages and mails leave behind."""
    text = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join(text.split())


def _unguard(cell: str) -> str:
    """Undo what our own export puts before cells that a spreadsheet would take for a formula."""
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def _plain(text: str) -> str:
    """Letters and digits in lower case, one space between words: how names of things are compared."""
    text = (
        unicodedata.normalize("NFKC", text)
        .casefold()
        .replace("'", "")
        .replace("\u2019", "")
        .replace("&", " and ")
    )
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


@dataclass(frozen=True)
class _Header:
    columns: dict[str, int]
    width: int


def _header(cells: list[str] | None) -> _Header | None:
    """Where each field stands if this is a header line, else None. A line with an @ is a person."""
    named = [COLUMNS.get(_plain(cell)) for cell in cells or ()]
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
        field = {name: cells[position] for name, position in self.columns.items()}
        wrong = []
        name = self._name(field["name"], wrong)
        email = self._email(field["email"], wrong)
        practice = self._practice(field["practice"], wrong)
        group = self._group(field["staff_group"], wrong)
        if not wrong:
            key = person_key(name, email, practice)
            wrong += self._again(key, email)
            if key in self.known:
                self.there.append(Row(line, name, email, practice, group))
        if wrong:
            return self._refuse(line, field["name"] or field["email"], wrong)
        self.lines_by_key[key] = line
        self.rows.append(Row(line, name, email, practice, group))
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
        codes = self.codes_by_name.get(_plain(text), [])
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
        code = self.group_by_word.get(_plain(text), "")
        if not text:
            wrong.append("has no staff group")
        elif not code:
            wrong.append(f"has {_quoted(text)} as staff group: use one of {'; '.join(self.group_labels)}")
        return code

    def _again(self, key, email):
        what = "email" if email else "name"
        if key in self.lines_by_key:
            return [f"has the same {what} as line {self.lines_by_key[key]}"]
        return ["is already in the directory"] if key in self.known else []


def is_email(text: str) -> bool:
    """Whether ``text`` is an address that mail can be sent to: ASCII, a domain with a dot."""
    return len(text) <= MAX_EMAIL and text.find("@") <= 64 and _EMAIL.fullmatch(text) is not None


def group_words(groups: Mapping[str, str]) -> dict[str, str]:
    """Every word, singular or plural, that stands for a staff group's code."""
    words = {}
    for code, label in groups.items():
        for word in (*SYNONYMS.get(code, "").split(","), label, code):
            words[_plain(word)] = code
            words[_plain(word) + "s"] = code
    return words


def _by_plain_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found = {}
    for code, name in pairs:
        found.setdefault(_plain(name), []).append(code)
    return found
