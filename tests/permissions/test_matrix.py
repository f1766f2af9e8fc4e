import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .matrix import ICS_MEMBERS, MATRIX, NETWORK_MEMBERS, PERSONAS, Row


def every_url_name(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from every_url_name(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def address(row: Row, cast) -> str:
    kwargs = dict(row.kwargs(cast))
    if row.place:
        kwargs["code"] = cast.network.code if row.place == "network" else cast.icb.code
    return reverse(row.url, kwargs=kwargs)


def expected(row: Row, persona: str) -> tuple[int, ...]:
    """The statuses a GET may give: 405 where the page takes only POST and the persona gets in."""
    opens = row.opens if isinstance(row.opens, tuple) else (row.opens, 405)
    if row.who == "everybody":
        return opens
    if persona == "anonymous":
        return (302,)
    if row.who == "logged in" or persona in row.who:
        return opens
    insiders = NETWORK_MEMBERS if row.place == "network" else ICS_MEMBERS
    return (403,) if persona in insiders else (404,)


def test_every_address_has_a_row():
    listed = [row.url for row in MATRIX]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(every_url_name())


def test_public_pages_say_why():
    assert all(row.why for row in MATRIX if row.who == "everybody")


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row.url)
def test_who_gets_in(client, cast, row):
    url = address(row, cast)
    for persona in PERSONAS:
        client.logout()
        if persona != "anonymous":
            client.force_login(getattr(cast, persona))
        wanted = expected(row, persona)
        shut_out = wanted in ((403,), (404,)) or (persona == "anonymous" and row.who != "everybody")
        for headers in ({}, {"HX-Request": "true"}):
            response = client.get(url, headers=headers)
            assert response.status_code in wanted, (persona, response.status_code)
            if shut_out and persona == "anonymous":
                assert response.url.startswith("/log-in/")
        # Whoever may not look may not write either, and the answer is the same.
        if shut_out:
            assert (client.post(url).status_code,) == wanted, persona
            assert (client.head(url).status_code,) == wanted, persona
