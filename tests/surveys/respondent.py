"""Steps of somebody who answers by a link of their own."""

from urllib.parse import urlencode

from django.urls import reverse

from apps.mail import tokens
from apps.surveys.models import Ballot, Invitation

from .conftest import token_of

FORM_TYPE = "application/x-www-form-urlencoded"


def follow(client, invitation):
    return client.get(reverse("surveys:link", args=[token_of(invitation)]))


def page_of(invitation) -> str:
    return reverse("surveys:answer", args=[invitation.round_id])


def post(client, url, data):
    """As a browser sends a form."""
    return client.post(url, urlencode(data, doseq=True), content_type=FORM_TYPE)


def send(client, invitation, **fields):
    return post(client, page_of(invitation), {"check": tokens.form_check(token_of(invitation)), **fields})


def text_of(response) -> str:
    return response.content.decode()


def nothing_stored(invitation) -> bool:
    return not Ballot.objects.exists() and not Invitation.objects.filter(answered=True).exists()
