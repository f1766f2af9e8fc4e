"""What a browser sends for fields of several boxes."""


def date_boxes(name: str, day) -> dict:
    """A `date` as typed into the boxes of the field ``name``; a text "31/2/2027" stands as it is typed."""
    parts = day.split("/") if isinstance(day, str) else (day.day, day.month, day.year)
    return {f"{name}_{part}": str(value) for part, value in zip(("day", "month", "year"), parts, strict=True)}
