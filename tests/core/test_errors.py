"""Pages that say what went wrong: what happened, what was kept, what to do; never how we are built."""

import re

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse


def said(response) -> str:
    """The page's text; whatever it is, it has one heading, a language, and shows nothing of the inside."""
    page = response.content.decode()
    assert len(re.findall("<h1", page)) == 1
    assert '<html lang="en"' in page
    assert "What you can do" in page
    assert "portal.css" in page
    for inside in ("Traceback", "Exception", "apps.", "django."):
        assert inside not in page
    return page


def test_unknown_address_leads_back_to_where_one_was(client, network, manager):
    client.force_login(manager)
    response = client.get(f"/networks/{network.code}/scorecard/{network.pk}/nowhere/")
    assert response.status_code == 404
    page = said(response)
    assert "Log out" in page
    assert "Nothing was changed" in page


def test_unknown_address_offers_log_in_to_whoever_is_not(client, db):
    page = said(client.get("/nowhere/"))
    assert "Log in</a>" in page
    assert "Log out" not in page


def test_refusal_keeps_the_navigation_and_says_who_can_help(client, network, board_member):
    client.force_login(board_member)
    response = client.get(reverse("people:list", args=[network.code]))
    assert response.status_code == 403
    page = said(response)
    assert f'href="{reverse("scorecard:list", args=[network.code])}"' in page
    assert f"home page of {network.name}" in page
    assert "clinical director" in page


def test_form_of_another_session_is_refused_with_what_to_do(network, manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    response = client.post(reverse("people:add", args=[network.code]), {"name": "x"})
    assert response.status_code == 403
    assert "still in your browser" in said(response)


def test_request_that_makes_no_sense(client, db, monkeypatch):
    def refuse(*args):
        raise SuspiciousOperation

    monkeypatch.setattr("apps.home.about_views.render", refuse)
    response = client.get("/help/")
    assert response.status_code == 400
    assert "Nothing was changed" in said(response)


def test_too_many_attempts_are_told_to_wait(client, db, rf, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    for _ in range(3):
        response = client.post(reverse("account_reset_password"), {"email": "nobody@staff.example"})
    assert response.status_code == 429
    assert "Wait five minutes" in said(response)


def test_something_broken_of_ours_still_gives_a_page_without_the_database(network, manager, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(manager)

    def no_database(self, *args, **kwargs):
        raise OperationalError("the database is down")

    with monkeypatch.context() as while_down:
        while_down.setattr(BaseDatabaseWrapper, "cursor", no_database)
        response = client.get(reverse("home:network", args=[network.code]))
    assert response.status_code == 500
    page = said(response)
    assert "database" not in page
    assert "our fault" in page


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "410", "429", "500"])
def test_each_says_what_was_kept_and_what_to_do_next(rf, status):
    page = render_to_string(f"{status}.html")
    assert re.search("Nothing was changed|was saved before is safe", page)
    assert "<li>" in page[page.index("What you can do") :]
