"""The addresses of an area's desk, as `matrix`."""

from tests.reports.making import YEAR_END

from .rows import ICS_MEMBERS, LEADS, ics

# Of the report that is released in the cast.
RELEASED = YEAR_END.replace(year=2024)


def network(cast):
    return {"network_code": cast.network.code}


def released(cast):
    return {"network_code": cast.network.code, "year_end": RELEASED}


def place(cast):
    return {"pk": cast.area_place.pk}


def batch(cast):
    return {"pk": cast.batch.pk}


DESK = [
    ics("ics:networks", ICS_MEMBERS),
    ics("ics:export", ICS_MEMBERS),
    ics("ics:network", ICS_MEMBERS, kwargs=network),
    ics("ics:download", ICS_MEMBERS, kwargs=network),
    ics("ics:download_year", ICS_MEMBERS, kwargs=released),
    ics("ics:places", ICS_MEMBERS),
    ics("ics:place_add", LEADS),
    *(ics(f"ics:{name}", LEADS, kwargs=place) for name in ("place", "place_rename", "place_close")),
    ics("ics:batches", ICS_MEMBERS),
    ics("ics:batches_csv", ICS_MEMBERS),
    ics("ics:batch_new", LEADS),
    ics("ics:batch", ICS_MEMBERS, kwargs=batch),
    ics("ics:batch_csv", ICS_MEMBERS, kwargs=batch),
    ics("ics:batch_zip", ICS_MEMBERS, kwargs=batch),
    ics("ics:batch_again", LEADS, kwargs=batch, opens=405),
    ics("ics:batch_remind", LEADS, kwargs=batch, opens=302),
]
