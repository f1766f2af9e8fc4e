"""Sentences about what an area does at its desk: places, asking for reports, taking them home."""

from .words import Kind, Wording, many, plain


def _reports(words: str) -> Wording:
    """``words`` with how many networks; none in the log of a network itself."""
    return Wording(
        Kind.REPORTS,
        lambda detail, about: words.format(many(detail["count"], "one network", "{} networks")),
    )


WORDINGS = {
    "report.asked_for": Wording(Kind.REPORTS, plain("asked, for the area, for the report on a year")),
    "reports.asked_for": _reports("asked {} for reports"),
    "reports.asked_again": _reports("asked {} once more, where it had not worked"),
    "reports.reminded": _reports("reminded {} of reports"),
    "reports.taken": Wording(
        Kind.DOWNLOADS,
        lambda detail, about: (
            f"downloaded {many(detail['count'], 'a released report', '{} released reports')} in one file"
        ),
    ),
    "place.named": Wording(Kind.HOUSE, plain("named a place of the area")),
    "place.filled": Wording(
        Kind.HOUSE,
        lambda detail, about: f"changed the place of {many(detail['count'], 'one network', '{} networks')}",
    ),
    "place.closed": Wording(Kind.HOUSE, plain("closed a place of the area")),
}
