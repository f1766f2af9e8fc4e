"""Wherever a log in passes, `next` leads to pages of the portal and nowhere else."""

import pytest

from tests import factories

ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "https:elsewhere.example",
    "http:///elsewhere.example/",
    "https://testserver@elsewhere.example/",
    "https://testserver.elsewhere.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "31/02/2027",
    "elsewhere",
    "\thttps://elsewhere.example/",
    "/\t/elsewhere.example/",
]
PASSWORD = "a-long-enough-passphrase"


def is_own(response) -> bool:
    """A redirect that a browser takes to the portal, however it reads backslashes and tabs."""
    address = response.url.replace("\\", "/").replace("\t", "").replace("\n", "")
    return address.startswith("/") and not address.startswith("//")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_log_in_leads_nowhere_else(client, manager, target):
    factories.with_app(manager)
    typed = {"login": manager.email, "password": PASSWORD, "next": target}
    assert is_own(client.post("/log-in/", typed))
    code = {"code": factories.app_code(), "next": target}
    assert is_own(client.post("/log-in/second-factor/", code, query_params={"next": target}))
    skip = {"action": "skip", "next": target}
    assert is_own(client.post("/log-in/trust/", skip, query_params={"next": target}))
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_whoever_is_logged_in_is_led_nowhere_else(client, manager, target):
    client.force_login(manager)
    assert is_own(client.get("/log-in/", {"next": target}))
    typed = {"password": PASSWORD, "next": target}
    assert is_own(client.post("/account/confirm/", typed, query_params={"next": target}))
    response = client.get("/account/download/", {"file": target, "back": target})
    assert response.status_code == 404 or "elsewhere" not in response.content.decode()
    assert is_own(client.post("/log-out/", {"next": target}, query_params={"next": target}))


def test_pages_of_the_portal_are_led_to(client, manager, network):
    factories.with_app(manager)
    page = f"/networks/{network.code}/log/"
    client.post("/log-in/", {"login": manager.email, "password": PASSWORD, "next": page})
    client.post("/log-in/second-factor/", {"code": factories.app_code()})
    assert client.post("/log-in/trust/", {"action": "skip"}).url == page
