"""Nothing about answering is in the network's log, whoever answers and whatever."""

import csv
import io
from urllib.parse import urlencode

from django.urls import reverse

from apps.core.models import AuditEvent
from apps.mail import tokens
from apps.surveys import actions
from apps.surveys.models import Ballot

from .conftest import close, submit, token_of


def answer(client, invitation):
    """As a person does in a browser that is logged in: open the link, submit the form."""
    client.get(reverse("surveys:link", args=[token_of(invitation)]))
    fields = {"check": tokens.form_check(token_of(invitation)), "purpose_why": "5"}
    client.post(
        reverse("surveys:answer", args=[invitation.round_id]),
        urlencode(fields),
        content_type="application/x-www-form-urlencoded",
    )


def log_of(client, network):
    response = client.get(reverse("home:log_csv", args=[network.code]))
    return [row[1:] for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig")))][1:]


def test_answering_adds_nothing_to_the_log(client, manager, network, open_round, invitations):
    client.force_login(manager)
    before = list(AuditEvent.objects.values())
    answer(client, invitations[0])

    assert Ballot.objects.count() == 1
    assert list(AuditEvent.objects.values()) == before


def test_log_of_a_round_says_the_same_however_many_answered(
    client, manager, network, open_round, invitations
):
    for invitation in invitations[:9]:
        submit(invitation, {"purpose_why": 5}, {"purpose": "A secret story"})
    actions.renew_link(round_=open_round, by=manager, person=invitations[0].person)
    actions.renew_link(round_=open_round, by=manager, person=invitations[11].person)
    actions.remind(round_=open_round, by=manager)
    close(open_round)
    client.force_login(manager)

    assert log_of(client, network) == [
        ["The portal", "closed and counted the round “Autumn scorecard”"],
        [manager.name, "sent reminders for the round “Autumn scorecard”"],
        [manager.name, "had a new link sent for the round “Autumn scorecard”"],
        [manager.name, "had a new link sent for the round “Autumn scorecard”"],
        [manager.name, "opened a scorecard round “Autumn scorecard” and invited 12 people"],
    ]
    assert not AuditEvent.objects.exclude(event__in=["round.opened", "export.made"]).exclude(detail={})
