"""Who answers in law for what a network collects."""

import pytest
from django.urls import reverse

from apps.core.models import AuditEvent

GOOD = {
    "name": " Millbrook  Surgery ",
    "email": "data@millbrook.example",
    "notice": "https://millbrook.example/privacy",
}


@pytest.fixture
def unnamed(network):
    network.controller_name = network.controller_email = network.controller_notice = ""
    network.save()
    return network


@pytest.fixture
def url(network):
    return reverse("data_controller", args=[network.code])


def test_manager_names_it_and_the_log_says_so(client, manager, unnamed, url):
    client.force_login(manager)
    home = reverse("home:network", args=[unnamed.code])
    assert url in client.get(home).content.decode()
    assert client.post(url, GOOD).url == home
    unnamed.refresh_from_db()
    assert unnamed.controller_name == "Millbrook Surgery"
    assert unnamed.controller_notice == GOOD["notice"]
    event = AuditEvent.objects.get(event="network.controller_named")
    assert (event.actor_id, event.network_code, event.detail) == (manager.pk, unnamed.code, {})
    assert url not in client.get(home).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "  ", "Enter the name"),
        ("email", "nowhere", "correct format"),
        ("notice", "javascript:alert(1)", "https://"),
        ("notice", "http://plain.example/", "https://"),
        ("notice", "ftp://x.example", "https://"),
        ("name", "N" * 161, "at most 160"),
    ],
)
def test_what_makes_no_sense_is_refused(client, manager, unnamed, url, field, value, words):
    client.force_login(manager)
    answer = client.post(url, GOOD | {field: value})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    unnamed.refresh_from_db()
    assert unnamed.controller_name == ""


def test_no_round_opens_before_it_is_named(client, manager, unnamed, url):
    client.force_login(manager)
    page = client.get(reverse("scorecard:open", args=[unnamed.code])).content.decode()
    assert "not a legal body" in page
    assert url in page
