"""The sentence above a year of objectives, by fixed rules. Pure."""

from datetime import date

from .years import Year

_ENDED = {"kept": "kept", "carried": "carried over", "missed": "missed"}


def headline(counts: dict[str, int], year: Year, today: date) -> str:
    """ "Of 5 objectives 3 were kept, 1 carried over and 1 missed." ``counts`` is by how they ended, "" for not yet."""
    count = sum(counts.values())
    if not count:
        return "No objectives yet"
    ended = [f"{counts[code]} {words}" for code, words in _ENDED.items() if counts[code]]
    still = counts[""]
    if not ended:
        waits = (
            "the year is over and nobody has said yet how they ended" if year.is_over(today) else "all open"
        )
        if count == 1:
            waits = waits.replace("they ended", "it ended").replace("all open", "still open")
        return f"{_objectives(count)}, {waits}"
    parts = [*ended, f"{still} still open"] if still else ended
    return f"{_objectives(count)}: {_and(parts)}"


def _objectives(count: int) -> str:
    return "1 objective" if count == 1 else f"{count} objectives"


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
