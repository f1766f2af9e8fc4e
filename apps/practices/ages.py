"""Five-year bands of age as they are published: ``0_4`` … ``90_94``, ``95+``. No Django here."""

from collections.abc import Mapping

LAST = 95
BANDS = (*(f"{start}_{start + 4}" for start in range(0, LAST, 5)), f"{LAST}+")


def start_of(band: str) -> int:
    return int(band.rstrip("+").split("_")[0])


def words(band: str) -> str:
    """ "0 to 4", "95 and over"."""
    return f"{LAST} and over" if band.endswith("+") else band.replace("_", " to ")


def between(bands: Mapping[str, int], first: int, end: int | None = None) -> int:
    """How many are at least ``first`` years old and younger than ``end``, both bounds of bands."""
    return sum(
        count
        for band, count in bands.items()
        if start_of(band) >= first and (not end or start_of(band) < end)
    )


def share_between(bands: Mapping[str, int] | None, first: int, end: int | None = None) -> float | None:
    """`between` as a percentage of all; None where nobody is counted."""
    total = sum(bands.values()) if bands else 0
    return 100 * between(bands, first, end) / total if total else None


def added(profiles) -> dict[str, int]:
    """The bands of several profiles together, every band in order."""
    total = dict.fromkeys(BANDS, 0)
    for bands in profiles:
        for band, count in bands.items():
            total[band] += count
    return total


# How often a share is, in words: "about 1 in 5".
_PARTS = (
    (1, 10), (1, 8), (1, 6), (1, 5), (1, 4), (3, 10), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10),
)  # fmt: skip


def part_words(percent: float) -> str:
    """The nearest simple part: 19.2 is "about 1 in 5"; at the ends "fewer than 1 in 10" and "more than 9 in 10"."""
    if percent < 9:
        return "fewer than 1 in 10"
    if percent > 91:
        return "more than 9 in 10"
    some, of = min(_PARTS, key=lambda part: abs(100 * part[0] / part[1] - percent))
    return f"about {some} in {of}"
