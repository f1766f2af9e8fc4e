"""“Confirm it’s you” before what matters, without losing what one was doing."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from apps.accounts import sessions
from apps.core.models import AuditEvent
from tests import factories

ASKED = {
    "access:invite", "access:renew", "access:withdraw", "access:member", "access:remove", "reports:approve",
    "reports:release", "access:confirm", "area_access:invite", "area_access:member", "area_access:remove",
    "administrators:invite", "administrators:remove", "administration:place", "administration:withdraw",
}  # fmt: skip
DOWNLOADS = {
    "people:export",
    "home:log_csv",
    "ics:export",
    "home:area_log_csv",
    "home:administration_log_csv",
    "access:members_csv",
    "access:invitations_csv",
}


def long_ago(client):
    session = client.session
    session[METHODS] = [{"method": "password", "at": session[METHODS][0]["at"] - 11 * 60}]
    session.save()


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def late(as_manager):
    long_ago(as_manager)
    return as_manager


def marked(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from marked(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            view = entry.callback
            while view is not None and not getattr(view, "confirmed", False):
                view = getattr(view, "__wrapped__", None)
            if view is not None:
                yield f"{namespace}{entry.name}"


def test_what_matters_asks():
    assert set(marked()) >= ASKED | DOWNLOADS


def test_whoever_has_just_logged_in_is_not_asked(as_manager, network):
    assert as_manager.get(reverse("access:invite", args=[network.code])).status_code == 200


def test_form_is_asked_for_before_it_is_filled_in(late, network):
    page = reverse("access:invite", args=[network.code])
    response = late.get(page)
    assert response.url.startswith("/account/confirm/?next=")
    wrong = late.post(response.url, {"password": "wrong"})
    assert "There is a problem" in wrong.content.decode()
    assert late.get(page).status_code == 302
    assert late.post(response.url, {"password": "a-long-enough-passphrase"}).url == page
    assert late.get(page).status_code == 200


def test_what_was_being_sent_in_is_done_afterwards(late, network):
    invitation = factories.invited_to(network)
    response = late.post(reverse("access:withdraw", args=[network.code, invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    late.post(response.url, {"password": "a-long-enough-passphrase"})
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_code_of_the_app_confirms_as_well(late, manager, network):
    factories.with_app(manager)
    page = reverse("access:invite", args=[network.code])
    other = f"/account/confirm/code/?next={page.replace('/', '%2F')}"
    assert other in late.get(late.get(page).url).content.decode()
    assert late.post(other, {"code": factories.app_code()}).url == page


def test_download_is_handed_out_after_it(late, network):
    url = reverse("people:export", args=[network.code])
    came_from = reverse("people:list", args=[network.code])
    response = late.get(url, headers={"Referer": f"http://testserver{came_from}"})
    after = late.post(response.url, {"password": "a-long-enough-passphrase"})
    page = late.get(after.url).content.decode()
    assert f'href="{url}"' in page
    assert f'href="{came_from}"' in page
    assert late.get(url)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "file", ["//elsewhere.example/x", "https://elsewhere.example/", "javascript:x()", ""]
)
def test_page_hands_out_nothing_from_elsewhere(as_manager, file):
    assert as_manager.get("/account/download/", {"file": file, "back": "/"}).status_code == 404
    assert as_manager.get("/account/download/", {"file": "/", "back": file or "x"}).status_code == 404


@pytest.mark.parametrize(
    "elsewhere", ["//elsewhere.example/", "https://elsewhere.example/x", "/\\elsewhere.example"]
)
def test_confirming_leads_nowhere_else(late, elsewhere):
    response = late.post(f"/account/confirm/?next={elsewhere}", {"password": "a-long-enough-passphrase"})
    assert response.url == "/"


def test_door_stands_before_the_question(late, other_network):
    assert late.get(reverse("access:invite", args=[other_network.code])).status_code == 404


def test_demo_has_nothing_to_confirm(client, manager, network, settings):
    settings.DEMO = True
    client.force_login(manager, factor=sessions.Factor.DEMO)
    long_ago(client)
    assert client.get(reverse("access:invite", args=[network.code])).status_code == 200


def test_too_many_tries_to_confirm_are_turned_away(late):
    statuses = {late.post("/account/confirm/", {"password": "wrong"}).status_code for _ in range(11)}
    assert 429 in statuses
    assert AuditEvent.objects.filter(event="account.limited").exists()


def test_second_factors_are_changed_only_after_it(late, manager):
    factories.with_app(manager)
    for name in ("mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert late.get(reverse(name)).url.startswith("/account/confirm/")


def test_whoever_has_nothing_to_confirm_with_is_led_back(client, manager):
    """As the demo's people: they are never asked, but may type the address."""
    manager.set_unusable_password()
    manager.save()
    client.force_login(manager)
    assert client.get(reverse("account_reauthenticate")).url == "/account/"
