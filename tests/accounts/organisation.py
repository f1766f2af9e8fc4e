"""Steps of logging in, and of accepting an invitation, by an organisation."""

from apps.accounts.organisation import Identity
from apps.core.models import AuditEvent
from apps.networks import invitations

ANSWER = "/log-in/organisation/answer/"


def identity(provider, sub="somebody", **fields):
    return Identity(**{"issuer": provider.issuer, "sub": sub, "amr": (), "name": ""} | fields)


def start(client, **data):
    return client.post("/log-in/organisation/", data)


def logged_in(client):
    return client.get("/").status_code == 200 or not client.get("/").url.startswith("/log-in/")


def events(*which):
    return list(AuditEvent.objects.filter(event__in=which).values_list("event", "actor_id", "detail"))


def token_of(invitation):
    return invitations.address(invitation).rstrip("/").rsplit("/", 1)[-1]


def follow(client, invitation):
    client.get(f"/invitation/{token_of(invitation)}/")


def come_back(client, provider, invitation, **claims):
    """Open the invitation's link, go to the provider, come back."""
    follow(client, invitation)
    response = provider.let_in(client, client.post("/invitation/organisation/go/"), **claims)
    assert (response.status_code, response.url) == (302, "/invitation/organisation/")


def accept(client, **data):
    return client.post("/invitation/organisation/", {"name": "New Member"} | data)


def failed(response, status=502):
    assert response.status_code == status
    assert "did not work" in response.content.decode()
    return True
