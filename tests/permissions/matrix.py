"""Who may open which page: one row for every address of the portal, one column for every persona.

A row says who gets in. Everybody else gets what the kind of page says: on a network's page strangers, removed
members and the ICS get 404 and members without the permission 403; on an ICS page likewise; pages of accounts send
the anonymous to log in; public pages are listed with the reason why they are public."""

from collections.abc import Callable
from dataclasses import dataclass

NETWORK_MEMBERS = ("staff", "lay_member", "board_member", "finance_lead", "manager", "director")
ICS_MEMBERS = ("analyst", "ics_lead")
OUTSIDERS = ("stranger", "removed", "foreign_analyst")
PERSONAS = ("anonymous", *OUTSIDERS, *NETWORK_MEMBERS, *ICS_MEMBERS)

BOARD = ("lay_member", "board_member", "finance_lead", "manager", "director")
RUNNERS = ("manager", "director")


@dataclass(frozen=True)
class Row:
    """``url`` is a URL name; ``who`` the personas who get in ("everybody" for public pages, with ``why``;
    "logged in" for pages of any account); ``kwargs(cast)`` gives what the address needs besides the code;
    ``opens`` is what a GET gives those who get in."""

    url: str
    who: tuple[str, ...] | str
    place: str = ""
    kwargs: Callable = lambda cast: {}
    opens: int | tuple[int, ...] = 200
    why: str = ""


def network(url, who, **options) -> Row:
    return Row(url, who, place="network", **options)


def ics(url, who, **options) -> Row:
    return Row(url, who, place="ics", **options)


def public(url, why, **options) -> Row:
    return Row(url, "everybody", why=why, **options)


MATRIX = [
    public("account_login", "where everybody starts", opens=(200, 302)),
    Row("account_logout", "logged in"),
    public("home:health", "asked by the platform; says nothing about anybody"),
    Row("home:start", "logged in", opens=(200, 302)),
    network("home:network", NETWORK_MEMBERS),
    public("demo:personas", "exists only in the demo", opens=404),
    public("demo:mail", "exists only in the demo", opens=404),
    public("demo:mail_detail", "exists only in the demo", kwargs=lambda cast: {"name": "x.log"}, opens=404),
]
