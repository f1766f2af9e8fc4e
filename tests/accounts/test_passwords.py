"""Which passwords are refused, changing one, and getting a new one by mail without telling who has an account."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.passwords import is_built_around
from apps.core.models import AuditEvent
from apps.jobs.models import Job
from tests import factories

GOOD = "seven wet umbrellas"
ASK = "/forgotten-password/"


# --- The deny list -----------------------------------------------------------------
@pytest.mark.parametrize(
    "password",
    [
        "PCNportal2026!",
        "nhs-password-1",
        "Northern-Vale-PCN",
        "N0rthernV4le2026",
        "millbrook12345",
        "Millbrook Surgery!",
        "Qwertyuiop123",
        "welcome-to-the-nhs"[:14],
        "Summer2026!!!!",
        "user-number-staff",
    ],
)
def test_password_built_around_what_others_would_try_is_refused(network, practice, manager, password):
    manager.name = "User Number"
    with pytest.raises(ValidationError):
        validate_password(password, manager)


@pytest.mark.parametrize("password", [GOOD, "nhs umbrella teapot gravel", "correct horse battery staple"])
def test_password_that_merely_mentions_such_a_word_is_good(network, practice, manager, password):
    validate_password(password, manager)


def test_newly_invited_person_is_held_to_the_names_of_the_network(network, practice):
    factories.invited_to(network, email="new@staff.example")
    invited = User(email="new@staff.example", name="New Member")
    for password in ("NorthernVale-2026", "millbrook-99999"):
        with pytest.raises(ValidationError):
            validate_password(password, invited)


def test_words_of_others_are_not_refused(network, manager, practice):
    validate_password("millbrook-99999", factories.UserFactory())


def test_digits_are_read_as_the_letters_they_stand_for():
    assert is_built_around("p455w0rd-2026", {"password"})
    assert not is_built_around("a quiet teapot", {"password"})


def test_short_password_is_refused_and_composition_is_not_asked_for(manager):
    with pytest.raises(ValidationError, match="at least 12"):
        validate_password("gravel teap", manager)
    validate_password("gravelteapot", manager)


# --- Changing it --------------------------------------------------------------------
def test_changing_the_password_ends_other_sessions_and_is_told(client, manager, do_jobs):
    other = Client()
    for one in (other, client):
        one.force_login(manager)
    typed = {"oldpassword": "a-long-enough-passphrase", "password1": GOOD}
    assert client.post("/account/password/", typed).url == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").url.startswith("/log-in/")
    assert AuditEvent.objects.filter(event="account.password_changed", actor_id=manager.pk).exists()
    do_jobs()
    assert "password of your account in the PCN portal was changed" in mail.outbox[0].body


@pytest.mark.parametrize(
    "typed",
    [
        {"oldpassword": "wrong", "password1": GOOD},
        {"oldpassword": "a-long-enough-passphrase", "password1": "short"},
        {"oldpassword": "a-long-enough-passphrase", "password1": "northernvale2026"},
        {"oldpassword": "a-long-enough-passphrase", "password1": ""},
    ],
)
def test_bad_change_changes_nothing(client, manager, typed):
    client.force_login(manager)
    assert "There is a problem" in client.post("/account/password/", typed).content.decode()
    manager.refresh_from_db()
    assert manager.check_password("a-long-enough-passphrase")


# --- A new one by mail -----------------------------------------------------------------
def mailed_link(client, user, do_jobs):
    client.post(ASK, {"email": user.email.upper()})
    do_jobs()
    assert mail.outbox[-1].to == [user.email]
    return re.search(r"http://\S+?(/forgotten-password/\S+)", mail.outbox[-1].body)[1]


def choose(client, link, password=GOOD):
    opened = client.get(link)
    assert opened.status_code == 302
    return client.post(opened.url, {"password1": password})


def test_mailed_link_changes_the_password_and_keeps_the_second_factor(client, manager, network, do_jobs):
    factories.with_app(manager)
    before = Client()
    before.force_login(manager)
    response = choose(client, mailed_link(client, manager, do_jobs))
    assert response.url == "/forgotten-password/done/"
    manager.refresh_from_db()
    assert manager.check_password(GOOD)
    assert client.get("/account/").url.startswith("/log-in/")  # nobody is logged in by it
    assert before.get("/account/").url.startswith("/log-in/")
    response = client.post("/log-in/", {"login": manager.email, "password": GOOD})
    assert response.url == "/log-in/second-factor/"
    events = set(AuditEvent.objects.values_list("event", "actor_id"))
    assert {("account.reset_asked", manager.pk), ("account.password_reset", manager.pk)} <= events


def test_whoever_locked_themselves_out_gets_in_after_it(client, manager, do_jobs):
    for _ in range(6):
        client.post("/log-in/", {"login": manager.email, "password": "forgotten"})
    choose(client, mailed_link(client, manager, do_jobs))
    assert client.post("/log-in/", {"login": manager.email, "password": GOOD}).status_code == 302


def test_link_works_once(client, manager, do_jobs):
    link = mailed_link(client, manager, do_jobs)
    choose(client, link)
    for one in (client, Client()):
        page = one.get(link)
        assert page.status_code == 200
        assert "This link no longer works" in page.content.decode()


def test_link_ends_after_an_hour(client, manager, do_jobs, monkeypatch):
    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    link = mailed_link(client, manager, do_jobs)
    now = PasswordResetTokenGenerator()._now()
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(minutes=61))
    assert "This link no longer works" in client.get(link).content.decode()


def test_form_of_a_link_that_no_longer_works_is_no_error_of_whoever_sends_it(client, manager, do_jobs):
    link = mailed_link(client, manager, do_jobs)[:-3] + "a/"
    page = client.post(link, {"password1": ""}).content.decode()
    assert "<title>This link no longer works" in page


def test_link_ends_with_a_log_in_and_with_another_password(client, manager, do_jobs):
    link = mailed_link(client, manager, do_jobs)
    User.objects.filter(pk=manager.pk).update(last_login=timezone.now())
    assert "This link no longer works" in client.get(link).content.decode()


@pytest.mark.parametrize("change", ["key", "user"])
def test_forged_link_opens_nothing(client, manager, director, do_jobs, change):
    from allauth.account.utils import user_pk_to_url_str

    link = mailed_link(client, manager, do_jobs)
    if change == "key":
        link = link[:-3] + ("a/" if link[-3] != "a" else "b/")
    else:
        link = link.replace(f"/{user_pk_to_url_str(manager)}-", f"/{user_pk_to_url_str(director)}-")
    assert "This link no longer works" in client.get(link).content.decode()


def test_refused_password_keeps_the_link(client, manager, do_jobs):
    link = mailed_link(client, manager, do_jobs)
    assert "There is a problem" in choose(client, link, "short").content.decode()
    assert choose(client, link).status_code == 302


# --- Nobody learns who has an account -----------------------------------------------------
def test_asking_says_and_does_the_same_whoever_has_the_address(
    client, manager, django_assert_num_queries, do_jobs
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    closed = factories.UserFactory(is_active=False)
    answers, counts = set(), set()
    for address in (manager.email, "nobody@elsewhere.example", closed.email):
        one = Client()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = one.post(ASK, {"email": address})
        answers.add((response.status_code, response.url, one.get(response.url).content))
        counts.add(len(captured))
    assert len(answers) == 1
    assert len(counts) == 1
    assert Job.objects.filter(kind="accounts.reset").count() == 3
    do_jobs()
    assert [message.to for message in mail.outbox] == [[manager.email]]
    assert "elsewhere" not in str(list(Job.objects.values()) + list(AuditEvent.objects.values()))


def test_closed_account_is_answered_like_a_wrong_password(client, manager):
    said = set()
    for address, password in (
        (manager.email, "wrong"),
        ("nobody@elsewhere.example", "wrong"),
        (factories.UserFactory(is_active=False).email, "a-long-enough-passphrase"),
    ):
        page = Client().post("/log-in/", {"login": address, "password": password}).content.decode()
        said.add(re.sub(r'value="[^"]*"|content="[^"]*"', "", page))
    assert len(said) == 1


# --- Too often ------------------------------------------------------------------------------
def test_too_many_log_ins_get_the_page_and_one_line_on_record(client, manager):
    for n, address in enumerate((manager.email, "nobody@elsewhere.example")):
        typed = {"login": address, "password": "wrong"}
        statuses = [client.post("/log-in/", typed, REMOTE_ADDR=f"192.0.2.{n}").status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
    right = {"login": manager.email, "password": "a-long-enough-passphrase"}
    page = client.post("/log-in/", right, REMOTE_ADDR="192.0.2.0")
    assert page.status_code == 429
    assert "Too many" in page.content.decode()
    assert AuditEvent.objects.filter(event="account.limited").count() == 2  # one for each address


def test_too_many_codes_get_the_page(client, manager):
    factories.with_app(manager)
    typed = {"login": manager.email, "password": "a-long-enough-passphrase", "shared": "on"}
    client.post("/log-in/", typed)
    statuses = [client.post("/log-in/second-factor/", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


def test_too_many_links_get_the_page(client, manager):
    statuses = [client.post(ASK, {"email": manager.email}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]


def test_people_behind_a_proxy_are_told_apart(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(12):
        typed = {"login": f"nobody{n}@elsewhere.example", "password": "wrong"}
        forwarded = {"X-Forwarded-For": f"10.9.9.9, 192.0.2.{n}"}
        assert client.post("/log-in/", typed, headers=forwarded).status_code == 200
