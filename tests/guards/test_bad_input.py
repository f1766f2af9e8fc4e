"""Input meant to do harm: leads elsewhere, slips into headers and spreadsheets, reaches into another network."""

from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.networks.actions import invite
from apps.surveys import actions, opening
from apps.surveys.queries import current_questionnaire
from tests import factories
from tests.permissions.matrix import MATRIX

from .pages import HOSTILE, csv_wrong
from .test_fuzz import doors

ELSEWHERE = [
    "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "\\\\elsewhere.example",
    "https:elsewhere.example", "javascript:alert(1)", "data:text/html,x", " //elsewhere.example",
    "/\t/elsewhere.example", "http:///elsewhere.example", "//elsewhere.example@testserver/",
    "https://testserver.elsewhere.example/", "\x00//elsewhere.example", "///elsewhere.example",
    "/%0d%0aLocation:%20https://elsewhere.example", "/\r\nSet-Cookie: a=b",
]  # fmt: skip
INJECTED = "A\r\nBcc: everybody@elsewhere.example\r\n\r\nA body"


def stays_here(response) -> bool:
    location = response.headers.get("Location", "/")
    parts = urlsplit(location)
    return (
        not parts.scheme
        and not parts.netloc
        and location.startswith("/")
        and location[1:2] not in ("/", "\\")
    )


@pytest.mark.parametrize("target", ELSEWHERE)
def test_log_in_leads_nowhere_else(client, manager, target):
    """Asked in the query or in the form, before and after."""
    typed = {"login": manager.email, "password": "a-long-enough-passphrase", REDIRECT_FIELD_NAME: target}
    url = reverse("account_login")
    for response in (
        client.get(url, {REDIRECT_FIELD_NAME: target}),
        client.post(url, typed),
        client.get(url, {REDIRECT_FIELD_NAME: target}),
        client.post(reverse("account_logout"), {REDIRECT_FIELD_NAME: target}),
    ):
        assert stays_here(response), response.headers["Location"]
        assert "\n" not in str(response.headers)


def test_no_page_leads_to_where_its_query_says(cast):
    names = ("next", "url", "return", "redirect", "continue")
    for row, client, url in doors(cast):
        for target in ("https://elsewhere.example/", "/\\elsewhere.example"):
            assert stays_here(client.get(url, dict.fromkeys(names, target))), row.url


def test_names_stay_out_of_mail_headers(network, manager, practice, do_jobs, settings):
    """Names come from published files, from invited people and from managers: none ends a header."""
    type(network).objects.update(name=INJECTED)
    User.objects.update(name=INJECTED)
    for each in (network, manager):
        each.refresh_from_db()
    factories.PersonFactory.create_batch(12, network=network, name=INJECTED, practice=practice)
    invite(place=network, by=manager, email="new@staff.example", role="board_member")
    round_ = opening.open_round(
        network=network, by=manager, questionnaire=current_questionnaire(), title=INJECTED, message=INJECTED,
        closes_at=timezone.now() + timedelta(days=7), people=network.people.all(),
    )  # fmt: skip
    do_jobs()
    actions.remind(round_=round_, by=manager)
    actions.cancel_round(round_=round_, by=manager)
    do_jobs()
    assert len(mail.outbox) > 20
    for one in mail.outbox:
        sent = message_from_bytes(one.message().as_bytes(), policy=policy.default)
        assert "Bcc" not in sent
        assert len(one.recipients()) == 1


def test_every_spreadsheet_is_harmless(world):
    """Names in every list start like a formula; no cell of a download does."""
    seen = {}
    for row, client, url in doors(world):
        response = client.get(url)
        if "text/csv" in response.headers.get("Content-Type", ""):
            assert not csv_wrong(response), row.url
            seen[row.url] = response.content.decode()
    named_like_it = {row.url for row in MATRIX if row.url.endswith(("_csv", "export"))}
    assert set(seen) >= named_like_it
    assert any(f"'{HOSTILE[:3]}" in text for text in seen.values())


@pytest.fixture
def elsewhere(other_network):
    practice = factories.practice_in(other_network)
    return factories.PersonFactory(network=other_network, practice=practice)


def test_a_practice_of_another_network_is_no_choice(client, manager, network, elsewhere):
    client.force_login(manager)
    response = client.post(
        reverse("people:add", args=[network.code]),
        {"name": "Ann", "staff_group": "gp", "practice": elsewhere.practice.code},
    )
    assert response.status_code == 200
    assert "practice" in response.context["form"].errors
    assert not network.people.exists()


def test_people_and_practices_of_another_network_are_invited_to_nothing(
    client, manager, network, practice, elsewhere
):
    factories.PersonFactory.create_batch(12, network=network, practice=practice)
    client.force_login(manager)
    client.post(reverse("scorecard:open", args=[network.code]), {"way": "personal"})
    choice = {"practices": [practice.code, elsewhere.practice.code], "groups": ["gp"]}
    response = client.post(reverse("scorecard:open_who", args=[network.code]), choice)
    assert "practices" in response.context["form"].errors
    choice = {"practices": [practice.code], "groups": ["gp"], "leave_out": [elsewhere.pk]}
    response = client.post(reverse("scorecard:open_who", args=[network.code]), choice)
    assert "leave_out" in response.context["form"].errors


def test_fields_that_no_form_has_change_nothing(client, manager, network, elsewhere):
    """Somebody who adds fields to a form moves nobody to another network and gets no other identity."""
    person = factories.PersonFactory(network=network)
    client.force_login(manager)
    client.post(
        reverse("people:edit", args=[network.code, person.pk]),
        {
            "name": "Changed", "staff_group": "gp", "network": elsewhere.network_id, "network_id": elsewhere.network_id,
            "pk": elsewhere.pk, "id": elsewhere.pk, "active_to": "2020-01-01", "upload": "x",
        },
    )  # fmt: skip
    before = elsewhere.name
    person.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (person.name, person.network, person.active_to) == ("Changed", network, None)
    assert elsewhere.name == before


def test_a_role_beyond_ones_own_is_no_choice(client, manager, network):
    client.force_login(manager)
    for role in ("clinical_director", "platform_administrator", "ics_lead", "nonsense", "manager\x00"):
        url = reverse("access:invite", args=[network.code])
        response = client.post(url, {"email": "new@staff.example", "role": role})
        assert "role" in response.context["form"].errors
    assert not network.access_invitations.exists()
