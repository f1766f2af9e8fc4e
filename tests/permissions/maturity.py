"""The addresses of the maturity matrix and of support, as `matrix`."""

from .rows import ALL_BUT_PRACTICES, ICS_MEMBERS, LEADS, RUNNERS, ics, network


def component(cast):
    return {"component": "leadership"}


def evidence(cast):
    return {"pk": cast.evidence.pk}


def support_ask(cast):
    return {"pk": cast.support_ask.pk}


MATURITY = [
    *(network(f"maturity:{name}", ALL_BUT_PRACTICES) for name in ("index", "csv", "ladder_csv", "missing")),
    network("maturity:component", ALL_BUT_PRACTICES, kwargs=component),
    network("maturity:evidence", ALL_BUT_PRACTICES, kwargs=evidence),
    network("maturity:file", ALL_BUT_PRACTICES, kwargs=evidence),
    *(
        network(f"maturity:{name}", RUNNERS, kwargs=component)
        for name in ("agree", "evidence_new", "ask_new")
    ),
    network("maturity:take", RUNNERS, kwargs=component, opens=405),
    network("maturity:also", RUNNERS, kwargs=evidence, opens=405),
    network(
        "maturity:take_off",
        RUNNERS,
        kwargs=lambda cast: {"pk": cast.evidence.supports.get().pk},
        opens=405,
    ),
    network("maturity:ask", RUNNERS, kwargs=support_ask),
    *(network(f"maturity:{name}", RUNNERS, kwargs=support_ask, opens=405) for name in ("send", "delete")),
    ics("area_support:list", ICS_MEMBERS),
    ics("area_support:steps", LEADS),
    ics("area_support:ask", LEADS, kwargs=support_ask),
]
