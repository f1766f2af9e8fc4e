"""What the pages of roles say first, made from what is recorded; no Django."""

from collections.abc import Sequence

from .queries import Seat


def some(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def who_does_what(seats: Sequence[Seat]) -> str:
    """One sentence on what is filled and where it is thin; empty where nothing is wanted."""
    if not seats:
        return ""
    vacant = sum(seat.is_vacant for seat in seats)
    ends = sum(seat.ends_soon for seat in seats)
    cover = sum(seat.lacks_cover for seat in seats)
    filled = len(seats) - vacant
    of_all = f"{filled} of {some(len(seats), 'role', 'roles')} {'is' if filled == 1 else 'are'} filled"
    said = of_all if vacant else _all_filled(len(seats))
    thin = []
    if ends:
        thin.append(some(ends, "term ends within 90 days", "terms end within 90 days"))
    if cover:
        thin.append(some(cover, "has nobody to stand in", "have nobody to stand in"))
    return f"{said}; {' and '.join(thin)}." if thin else f"{said}."


def _all_filled(count: int) -> str:
    return "The one role is filled" if count == 1 else f"All {count} roles are filled"


def in_post(seats: Sequence[Seat]) -> str:
    """How many additional posts are filled, and how far the others are; empty where there are none."""
    if not seats:
        return ""
    filled = sum(not seat.is_vacant for seat in seats)
    moving = sum(seat.is_vacant and seat.post.stage in ("advertised", "offered") for seat in seats)
    said = f"{filled} of {some(len(seats), 'post', 'posts')} in additional roles "
    said += f"{'is' if filled == 1 else 'are'} filled"
    return f"{said}; {some(moving, 'is', 'are')} advertised or offered." if moving else f"{said}."


def shared_staff(grid) -> str:
    """How much of shared staff the practices have together, and how unlike it is between them; empty where nobody
    has been said to work anywhere."""
    total = sum(one.sessions for one in grid.sites)
    if not total:
        return ""
    rated = sorted((one for one in grid.sites if one.per_1000 is not None), key=lambda one: one.per_1000)
    patients = sum(one.patients for one in rated)
    said = f"{total.normalize():f} sessions a week"
    if patients:
        said += f", {sum(one.sessions for one in rated) * 1000 / patients:.2f} for every 1,000 patients"
    if len(rated) > 1 and f"{rated[0].per_1000:.2f}" != f"{rated[-1].per_1000:.2f}":
        least, most = rated[0], rated[-1]
        said += f": from {least.per_1000:.2f} at {least.practice} to {most.per_1000:.2f} at {most.practice}"
    return f"{said}."
