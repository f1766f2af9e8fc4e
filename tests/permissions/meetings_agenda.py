"""The addresses of agendas, items and papers, as `matrix`."""

from .rows import ALL_BUT_PRACTICES, RUNNERS, network


def meeting(cast):
    return {"pk": cast.meeting.pk}


def item(cast):
    return {"item": cast.item.pk}


def paper(cast):
    return item(cast) | {"paper": cast.paper.paper_id}


def version(cast):
    return {"version": cast.paper.pk}


AGENDA = [
    network("meetings:pool", ALL_BUT_PRACTICES),
    network("meetings:propose", ALL_BUT_PRACTICES),
    network("meetings:item", ALL_BUT_PRACTICES, kwargs=item),
    *(
        network(f"meetings:item_{name}", RUNNERS, kwargs=item)
        for name in ("change", "accept", "decline", "park")
    ),
    network("meetings:paper_add", RUNNERS, kwargs=item),
    network("meetings:paper_renew", RUNNERS, kwargs=paper),
    network("meetings:paper_take_off", RUNNERS, kwargs=paper),
    network("meetings:paper", ALL_BUT_PRACTICES, kwargs=version),
    network("meetings:agenda", ALL_BUT_PRACTICES, kwargs=meeting),
    network("meetings:agenda_move", RUNNERS, kwargs=meeting),
    network("meetings:agenda_order", RUNNERS, kwargs=meeting),
    network("meetings:carry_over", RUNNERS, kwargs=meeting),
    network("meetings:agenda_word", ALL_BUT_PRACTICES, kwargs=meeting),
    network("meetings:pack_make", RUNNERS, kwargs=meeting),
    network("meetings:pack_download", ALL_BUT_PRACTICES, kwargs=meeting, opens=404),
]
