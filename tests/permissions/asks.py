"""The addresses of asks, on both sides, and of the area's overview, as `matrix`."""

from .rows import ALL_BUT_PRACTICES, ICS_MEMBERS, LEADS, RUNNERS, ics, network

DIRECTOR = ("director",)


def ask(cast):
    return {"pk": cast.ask.pk}


def draft(cast):
    return {"pk": cast.ask_draft.pk}


def sent(cast):
    return {"pk": cast.ask_sent.pk}


def other(cast):
    return {"pk": cast.ask_of_others.pk}


def year(cast):
    return {"year_end": cast.overview.year_end}


ASKS = [
    *(network(f"asks:{name}", ALL_BUT_PRACTICES) for name in ("list", "list_csv", "others", "others_csv")),
    network("asks:ask", ALL_BUT_PRACTICES, kwargs=ask),
    network("asks:other", ALL_BUT_PRACTICES, kwargs=other),
    network("asks:new", RUNNERS),
    network("asks:take", RUNNERS, opens=405),
    network("asks:edit", RUNNERS, kwargs=draft),
    network("asks:delete", RUNNERS, kwargs=draft, opens=405),
    network("asks:send", DIRECTOR, kwargs=draft),
    network("asks:withdraw", DIRECTOR, kwargs=sent, opens=405),
    *(network(f"asks:{name}", DIRECTOR, kwargs=ask) for name in ("show", "more", "settle")),
    network("asks:reopen", DIRECTOR, kwargs=ask, opens=405),
    *(network(f"asks:{name}", DIRECTOR, kwargs=other, opens=405) for name in ("support", "end_support")),
    ics("area_asks:list", ICS_MEMBERS),
    ics("area_asks:list_csv", ICS_MEMBERS),
    ics("area_asks:ask", ICS_MEMBERS, kwargs=ask),
    ics("area_overview:latest", ICS_MEMBERS),
    ics("area_overview:year", ICS_MEMBERS, kwargs=year),
    ics("area_overview:make", ICS_MEMBERS, kwargs=year, opens=405),
    ics("area_overview:figures_csv", ICS_MEMBERS, kwargs=lambda cast: year(cast) | {"figure": "shown"}),
    ics("area_overview:download", ICS_MEMBERS, kwargs=lambda cast: {"pk": cast.overview.pk}),
    *(ics(f"area_asks:{name}", LEADS, kwargs=ask) for name in ("owner", "reply", "settle")),
]
