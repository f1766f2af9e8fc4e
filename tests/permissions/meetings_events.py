"""The addresses of events, as `matrix`."""

from .rows import ALL_BUT_PRACTICES, RUNNERS, network, public


def event(cast):
    return {"pk": cast.event.meeting_id}


def row(name: str, **more):
    return lambda cast: event(cast) | {"row": getattr(cast, name).pk} | more


def state(cast):
    return event(cast) | {"state": "open"}


def guest(cast):
    return {"pk": cast.guest.pk}


def answer(cast):
    return guest(cast) | {"comes": "yes"}


def link(cast):
    return {"token": "x"}


EVENTS = [
    network("meetings:events", ALL_BUT_PRACTICES),
    network("meetings:events_csv", ALL_BUT_PRACTICES),
    network("meetings:event", ALL_BUT_PRACTICES, kwargs=event),
    network("meetings:sign_ups_csv", ALL_BUT_PRACTICES, kwargs=event),
    network("meetings:invitation", ALL_BUT_PRACTICES, kwargs=guest),
    network("meetings:invitation_answer", RUNNERS, kwargs=answer, opens=405),
    network("meetings:event_set_up", RUNNERS, kwargs=event),
    network("meetings:event_switch", RUNNERS, kwargs=state, opens=405),
    network("meetings:event_link", RUNNERS, kwargs=event, opens=405),
    network("meetings:sign_up", RUNNERS, kwargs=row("sign_up")),
    network("meetings:sign_up_remove", RUNNERS, kwargs=row("sign_up"), opens=405),
    *(
        network(f"meetings:{name}", RUNNERS, kwargs=event)
        for name in ("came", "group_add", "idea_add", "follow_up", "tell", "networks_invite", "theme_add")
    ),
    network("meetings:group", RUNNERS, kwargs=row("group")),
    network("meetings:idea_take_up", RUNNERS, kwargs=row("idea")),
    network("meetings:theme_remove", RUNNERS, kwargs=row("theme"), opens=405),
    public("events:link", "the link to sign up for an event: no account", kwargs=link, opens=404),
    public("events:sign_up", "signing up needs the cookie of a link: no account", opens=403),
    public("events:told", "residents read what they said and what was done", kwargs=link, opens=404),
]
