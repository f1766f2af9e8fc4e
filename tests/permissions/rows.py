"""Who may open which page: one row for every address of the portal, one column for every persona.

A row says who gets in. Everybody else gets what the kind of page says: on a network's page strangers, removed
members and the ICS get 404 and members without the permission 403; on an ICS page and in the administration likewise;
pages of accounts send
the anonymous to log in; public pages are listed with the reason why they are public."""

from collections.abc import Callable
from dataclasses import dataclass

NETWORK_MEMBERS = (
    "practice_manager", "staff", "lay_member", "board_member", "finance_lead", "manager", "director",
)  # fmt: skip
ICS_MEMBERS = ("analyst", "ics_lead")
ADMINISTRATORS = ("administrator",)
OUTSIDERS = ("stranger", "removed", "foreign_analyst", "foreign_lead")
PERSONAS = ("anonymous", *OUTSIDERS, *NETWORK_MEMBERS, *ICS_MEMBERS, *ADMINISTRATORS)
INSIDERS = {"network": NETWORK_MEMBERS, "ics": ICS_MEMBERS, "administration": ADMINISTRATORS}

ALL_BUT_PRACTICES = ("staff", "lay_member", "board_member", "finance_lead", "manager", "director")
BOARD = ("lay_member", "board_member", "finance_lead", "manager", "director")
RUNNERS = ("manager", "director")
KEEPERS = ("practice_manager", *RUNNERS)
FORWARDERS = KEEPERS
LEADS = ("ics_lead",)


def nothing(cast) -> dict:
    return {}


def person(cast) -> dict:
    return {"pk": cast.person.pk}


def topic(cast) -> dict:
    return {"kind": "item", "topic": str(cast.item.pk)}


def two_people(cast) -> dict:
    return person(cast) | {"other": cast.namesake.pk}


@dataclass(frozen=True)
class Row:
    """``url`` is a URL name; ``who`` the personas who get in ("everybody" for public pages, with ``why``;
    "logged in" for pages of any account); ``kwargs(cast)`` gives what the address needs besides the code;
    ``opens`` is what a GET gives those who get in."""

    url: str
    who: tuple[str, ...] | str
    place: str = ""
    kwargs: Callable = nothing
    opens: int | tuple[int, ...] = 200
    why: str = ""


def network(url, who, **options) -> Row:
    return Row(url, who, place="network", **options)


def ics(url, who, **options) -> Row:
    return Row(url, who, place="ics", **options)


def administration(url, **options) -> Row:
    return Row(url, ADMINISTRATORS, place="administration", **options)


def access(namespace, row, who, members, membership, invitation) -> list[Row]:
    """The pages of who has access, for one kind of place."""

    def of(name, which=who, **options):
        return row(f"{namespace}:{name}", which, **options)

    def one(cast):
        return {"pk": getattr(cast, membership).pk}

    def offer(cast):
        return {"pk": getattr(cast, invitation).pk}

    return [
        of("list"),
        of("members_csv"),
        of("invitations_csv"),
        of("invite"),
        of("review"),
        of("leave", members),
        of("renew", kwargs=offer),
        of("withdraw", kwargs=offer),
        of("member", kwargs=one),
        of("confirm", kwargs=one),
        of("remove", kwargs=one, opens=(200, 302)),  # who removes themselves is led to leaving
    ]


def public(url, why, **options) -> Row:
    return Row(url, "everybody", why=why, **options)


NOBODYS = "00000000-0000-4000-8000-000000000000"
