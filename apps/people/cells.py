"""What the cells of a list say: names, addresses, phone numbers and days as people write them. Pure."""

import re
import unicodedata
from datetime import date

MAX_EMAIL = 254
MAX_PHONE = 30
EARLIEST, LATEST = 1940, 2099

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_LOCAL}(?:\.{_LOCAL})*@(?:{_LABEL}\.)+(?=[A-Za-z])[A-Za-z0-9-]{{1,61}}[A-Za-z0-9]")
_PHONE = re.compile(r"\+?[0-9()\-. /]+(?: ?(?:ext|extension|x)\.? ?[0-9]{1,6})?", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Day first, as people here write it; a year has four digits, so that 01/02/03 is nobody's guess.
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ /.\-]([0-9]{1,2}|[A-Za-z]{3,9})[ /.\-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")


def person_key(name: str, email: str, practice: str) -> str | tuple[str, str]:
    """What makes two entries the same person: the address or, without one, name and practice."""
    return email.lower() if email else (plain(name), practice)


_TITLES = {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor"}


def plain_name(name: str) -> str:
    """How names of people are compared: small letters and digits, without titles."""
    return " ".join(word for word in plain(name).split() if word not in _TITLES)


def tidy(text: str) -> str:
    """Composed letters, single spaces, none of the invisible marks that web pages and mails leave behind."""
    text = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join(text.split())


def unguard(cell: str) -> str:
    """Undo what our own export puts before cells that a spreadsheet would take for a formula."""
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def plain(text: str) -> str:
    """Letters and digits in lower case, one space between words: how names of things are compared."""
    text = (
        unicodedata.normalize("NFKC", text)
        .casefold()
        .replace("'", "")
        .replace("\u2019", "")
        .replace("&", " and ")
    )
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


def is_email(text: str) -> bool:
    """Whether ``text`` is an address that mail can be sent to: ASCII, a domain with a dot."""
    return len(text) <= MAX_EMAIL and text.find("@") <= 64 and _EMAIL.fullmatch(text) is not None


def tidy_phone(text: str) -> str | None:
    """A phone number as it is kept, or None where it is none. A spreadsheet's lost first zero comes back."""
    if not text:
        return ""
    digits = sum(c.isdigit() for c in text)
    if not _PHONE.fullmatch(text) or not 3 <= digits <= 20 or len(text) >= MAX_PHONE:
        return None
    return f"0{text}" if re.fullmatch(r"[1-9][0-9]{9}", text) else text


def read_day(text: str) -> date | None:
    """The day that ``text`` says ("3/5/2026", "2026-05-03", "3 May 2026"), or None where it says none."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    if month.isalpha():
        month = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else 0
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def odd_day(day: date) -> str:
    """Why nobody can have started or left on ``day``, in words; empty where they can."""
    inside = EARLIEST <= day.year <= LATEST
    return "" if inside else f"the year must be between {EARLIEST} and {LATEST}"
