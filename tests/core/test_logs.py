import logging

import pytest

from apps.core.logs import NoAnswerAddresses
from apps.networks import invitations
from apps.surveys import links

TOKEN = "a-token-that-opens-somebodys-link"


@pytest.fixture
def lines(caplog):
    """What the portal's log would hold."""
    caplog.handler.addFilter(NoAnswerAddresses())
    caplog.set_level(logging.ERROR, logger="django.request")
    return caplog


def test_failing_answer_page_leaves_no_address_and_no_message(client, lines, monkeypatch):
    def fail(token):
        raise RuntimeError(f"somebody with {token}")

    monkeypatch.setattr(links, "follow", fail)
    client.raise_request_exception = False
    assert client.get(f"/a/{TOKEN}/").status_code == 500
    assert "A page behind a personal link failed: RuntimeError in " in lines.text
    assert TOKEN not in lines.text
    assert "/a/" not in lines.text


def test_failing_invitation_leaves_no_address_either(client, lines, monkeypatch):
    def fail(token):
        raise RuntimeError(f"somebody with {token}")

    monkeypatch.setattr(invitations, "follow", fail)
    client.raise_request_exception = False
    assert client.get(f"/invitation/{TOKEN}/").status_code == 500
    assert "A page behind a personal link failed: RuntimeError in " in lines.text
    assert TOKEN not in lines.text


def test_other_failures_keep_their_address(client, lines, monkeypatch):
    monkeypatch.setattr("apps.home.views.connection", None)
    client.raise_request_exception = False
    assert client.get("/health/").status_code == 500
    assert "/health/" in lines.text


def test_the_console_has_the_filter(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["no_answer_addresses"]
    name = settings.LOGGING["filters"]["no_answer_addresses"]["()"]
    assert name == f"{NoAnswerAddresses.__module__}.{NoAnswerAddresses.__qualname__}"
