"""Nobody comes further than setting up a second factor without one; it is asked for, kept, lost and replaced."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from apps.accounts import sessions
from apps.core.models import AuditEvent
from tests import factories

CREDENTIALS = {"password": "a-long-enough-passphrase", "shared": "on"}
SET_UP = "/account/second-factor/"


@pytest.fixture
def home(network):
    return f"/networks/{network.code}/"


def give_password(client, user, **changes):
    return client.post(reverse("account_login"), CREDENTIALS | {"login": user.email} | changes)


def give_code(client, code=None, **options):
    return client.post(reverse("mfa_authenticate"), {"code": code or factories.app_code()}, **options)


def set_up_app(client):
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    return client.post(reverse("mfa_activate_totp"), {"code": factories.app_code(secret)})


def codes_of(user):
    return RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))


def events(*, without=("account.logged_in", "account.logged_out")):
    fields = "event", "actor_id", "detail"
    return list(AuditEvent.objects.exclude(event__in=without).order_by("pk").values_list(*fields))


# --- Before anything else --------------------------------------------------------
def test_every_page_leads_to_setting_one_up(client, manager, network, home):
    give_password(client, manager)
    for url in (home, "/", "/account/", f"{home}access/", f"{home}people/people.csv", "/account/password/"):
        assert client.get(url).url == SET_UP
        assert client.post(url).url == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert client.get("/health/").status_code == 200


def test_set_up_leads_over_the_recovery_codes_to_where_one_was_going(client, manager, home, do_jobs):
    give_password(client, manager)
    client.get(home)
    assert set_up_app(client).url == "/account/recovery-codes/"
    page = client.get("/account/recovery-codes/").content.decode()
    first = codes_of(manager).get_unused_codes()[0]
    assert f"{first[:4]} {first[4:]}" in page
    file = client.get("/account/recovery-codes/file/")
    assert "attachment" in file["Content-Disposition"]
    assert f"{first[:4]} {first[4:]}" in file.content.decode()
    assert client.post("/account/recovery-codes/").url == home
    assert client.get(home).status_code == 200
    assert events() == [("account.second_factor_added", manager.pk, {"kind": "app"})]
    do_jobs()
    [message] = mail.outbox
    assert message.to == [manager.email]
    assert "An authenticator app was added" in message.body


def test_codes_are_shown_until_they_are_saved_and_never_again(client, manager):
    give_password(client, manager)
    set_up_app(client)
    for _ in range(2):
        assert client.get("/account/recovery-codes/").status_code == 200
    client.post("/account/recovery-codes/")
    assert client.get("/account/recovery-codes/").url == "/account/"
    assert client.get("/account/recovery-codes/file/").status_code == 404


def test_session_with_a_password_alone_is_out_once_a_factor_is_set_up_elsewhere(client, manager, home):
    """Whoever has stolen the password and logged in first must not be let in by what its owner sets up."""
    thief = Client()
    thief.force_login(manager, factor=None)
    client.force_login(manager, factor=None)
    factories.with_app(manager)
    assert thief.get(home).url == "/log-in/"
    assert thief.get(SET_UP).url == f"/log-in/?next={SET_UP}"


def test_setting_one_up_ends_the_other_sessions(client, manager, home):
    other = Client()
    for one in (other, client):
        give_password(one, manager)
    set_up_app(client)
    assert other.get(home).url.startswith("/log-in/")
    assert client.get("/account/").status_code == 200


def test_exemption_of_the_demo_holds_in_the_demo_only(client, manager, home, settings):
    client.force_login(manager, factor=sessions.Factor.DEMO)
    assert client.get(home).url in (SET_UP, "/log-in/")
    settings.DEMO = True
    client.force_login(manager, factor=sessions.Factor.DEMO)
    assert client.get(home).status_code == 200


# --- Logging in with it ------------------------------------------------------------
def test_wrong_code_opens_nothing_and_is_on_record(client, manager, home):
    give_password(client, factories.with_app(manager))
    page = give_code(client, "000000")
    assert "There is a problem" in page.content.decode()
    assert client.get(home).url.startswith("/log-in/")
    assert events() == [("account.second_factor_failed", manager.pk, {})]


def test_code_works_once(client, manager, home):
    factories.with_app(manager)
    code = factories.app_code()
    for opens in (True, False):
        again = Client()
        give_password(again, manager)
        assert (give_code(again, code).status_code == 302) is opens


@pytest.mark.parametrize(("periods", "opens"), [(-3, False), (-1, True), (1, True), (3, False)])
def test_code_typed_a_little_late_still_opens(client, manager, periods, opens):
    factories.with_app(manager)
    give_password(client, manager)
    assert (give_code(client, factories.app_code(periods=periods)).status_code == 302) is opens


def test_code_stays_used_for_as_long_as_it_is_taken(client, manager):
    factories.with_app(manager)
    code = factories.app_code(periods=1)
    give_password(client, manager)
    assert give_code(client, code).status_code == 302
    cache.delete(
        f"allauth.mfa.totp.used?user={manager.pk}&code={code}"
    )  # what allauth forgets after 30 seconds
    again = Client()
    give_password(again, manager)
    assert "There is a problem" in give_code(again, code[:3] + " " + code[3:]).content.decode()
    assert ("account.second_factor_failed", manager.pk, {}) in events()


def test_recovery_code_works_once_and_is_told(client, manager, home, do_jobs):
    factories.with_app(manager)
    code = RecoveryCodes.activate(manager).get_unused_codes()[0]
    give_password(client, manager)
    assert give_code(client, code).url == "/"
    assert events() == [("account.recovery_code_used", manager.pk, {})]
    do_jobs()
    assert "A recovery code was used" in mail.outbox[0].body
    again = Client()
    give_password(again, manager)
    assert give_code(again, code).status_code == 200


def test_secret_is_unreadable_in_the_database(manager):
    factories.with_app(manager)
    assert factories.APP_SECRET not in str(Authenticator.objects.get().data)


def test_secret_survives_a_new_secret_key(client, manager, settings):
    factories.with_app(manager)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-the-portal-0123456789-abcdefgh"
    give_password(client, manager)
    assert give_code(client).status_code == 302


# --- Trusted devices ----------------------------------------------------------------
def trusted(client, user):
    give_password(client, user, shared="")
    assert give_code(client).url == reverse("mfa_trust")
    response = client.post(reverse("mfa_trust"), {"action": "trust"})
    client.post(reverse("account_logout"))
    return response


def test_own_device_is_trusted_for_thirty_days_and_asks_for_the_password_only(client, manager, home):
    cookie = trusted(client, factories.with_app(manager)).cookies["trusted"]
    assert cookie["max-age"] == 30 * 24 * 60 * 60
    assert cookie["httponly"]
    assert give_password(client, manager, shared="").url == "/"
    assert client.get(home).status_code == 200


def test_shared_computer_is_never_trusted(client, manager):
    trusted(client, factories.with_app(manager))
    assert give_password(client, manager).url == reverse("mfa_authenticate")


def test_shared_computer_is_not_asked_whether_to_trust_it_and_forgets_trust(client, manager):
    trusted(client, factories.with_app(manager))
    give_password(client, manager)
    code = RecoveryCodes.activate(manager).get_unused_codes()[0]
    response = give_code(client, code)
    assert response.url == "/"
    assert response.cookies["trusted"].value == ""


@pytest.mark.parametrize("change", ["password", "factor", "asked"])
def test_trust_ends_with_any_change(client, manager, change):
    trusted(client, factories.with_app(manager))
    if change == "password":
        manager.set_password("another-long-passphrase")
        manager.save()
    elif change == "factor":
        Authenticator.objects.all().delete()
        factories.with_app(manager)
    else:
        other = Client()
        other.force_login(manager)
        other.post("/account/devices/forget/")
    password = "another-long-passphrase" if change == "password" else CREDENTIALS["password"]
    response = give_password(client, manager, shared="", password=password)
    assert response.url == reverse("mfa_authenticate")


def test_trust_of_somebody_else_on_the_same_device_does_not_count(client, manager, director):
    trusted(client, factories.with_app(manager))
    assert give_password(client, factories.with_app(director), shared="").url == reverse("mfa_authenticate")


# --- Changing and losing it ---------------------------------------------------------
def test_the_only_second_factor_stays(client, manager):
    client.force_login(factories.with_app(manager))
    for method in (client.get, client.post):
        assert method(reverse("mfa_deactivate_totp")).url == "/account/"
    assert Authenticator.objects.filter(user=manager, type="totp").exists()
    assert "only second factor" in client.get("/account/").content.decode()


def test_one_of_two_can_go(client, manager, do_jobs):
    passkey = Authenticator.objects.create(user=manager, type="webauthn", data={"name": "Laptop"})
    client.force_login(factories.with_app(manager))
    assert client.post(reverse("mfa_remove_webauthn", args=[passkey.pk])).url == "/account/"
    assert events() == [("account.second_factor_removed", manager.pk, {"kind": "passkey"})]


def test_passkey_of_somebody_else_is_not_found(client, manager, director):
    passkey = Authenticator.objects.create(user=director, type="webauthn", data={"name": "Laptop"})
    Authenticator.objects.create(user=manager, type="webauthn", data={"name": "Own"})
    client.force_login(factories.with_app(manager))
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(name, args=[passkey.pk]), {"name": "x"}).status_code == 404


def test_command_takes_every_factor_and_ends_every_session(client, manager, home, do_jobs, capsys):
    give_password(client, factories.with_app(manager))
    give_code(client)
    assert client.get(home).status_code == 200
    call_command("reset_second_factor", manager.email.upper())
    assert "every session is ended" in capsys.readouterr().out
    assert client.get(home).url.startswith("/log-in/")
    assert events() == [("account.second_factor_reset", None, {})]
    do_jobs()
    assert "by whoever runs it" in mail.outbox[0].body
    give_password(client, manager)
    assert client.get(home).url == SET_UP


def test_command_knows_whom_it_does_not_know(db):
    with pytest.raises(CommandError, match="Nobody has an account"):
        call_command("reset_second_factor", "nobody@elsewhere.example")


def test_image_says_what_the_key_says_and_is_stored_nowhere(client, manager):
    client.force_login(manager, factor=None)
    assert client.get("/account/app/image.svg").status_code == 404
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    image = client.get("/account/app/image.svg")
    assert image["Content-Type"] == "image/svg+xml"
    assert image["Cache-Control"] == "no-store"
    assert client.session["mfa.totp.secret"][:4] in page
    assert "data:" not in page
