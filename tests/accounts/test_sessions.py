"""How long a log in lasts, what is kept when it ends, and seeing and ending one's own."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from apps.accounts import drafts, sessions
from apps.accounts.devices import in_words
from apps.core.models import AuditEvent
from apps.jobs.clock import run_due
from tests import factories


@pytest.fixture
def home(network):
    return f"/networks/{network.code}/"


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def age(client, **ages):
    """Let moments of the client's session lie so many seconds further back."""
    session = client.session
    for key, seconds in ages.items():
        session[getattr(sessions, key.upper())] -= seconds
    session.save()


def last_event():
    return AuditEvent.objects.order_by("-pk").values_list("event", "detail").first()


def log_in(client, user):
    factories.with_app(user)
    typed = {"login": user.email, "password": "a-long-enough-passphrase", "shared": "on"}
    client.post("/log-in/", typed)
    return client.post("/log-in/second-factor/", {"code": factories.app_code()})


# --- Idle and absolute ----------------------------------------------------------------
def test_unused_session_ends_after_thirty_minutes(as_manager, home):
    age(as_manager, seen=29 * 60)
    assert as_manager.get(home).status_code == 200
    age(as_manager, seen=31 * 60)
    response = as_manager.get(home)
    assert response.url == f"/log-in/?next={home.replace('/', '%2F')}"
    assert "nothing was used for 30 minutes" in as_manager.get("/log-in/").content.decode()
    assert last_event() == ("account.logged_out", {"why": "idle"})


def test_used_session_ends_after_twelve_hours(as_manager, home):
    age(as_manager, begun=12 * 60 * 60 - 60)
    assert as_manager.get(home).status_code == 200
    age(as_manager, begun=60)
    assert as_manager.get(home).url.startswith("/log-in/")
    assert last_event() == ("account.logged_out", {"why": "longest"})


def test_use_extends_and_polling_does_not(as_manager, home):
    age(as_manager, seen=20 * 60)
    as_manager.get(home, headers={"X-Background": "true", "HX-Request": "true"})
    age(as_manager, seen=11 * 60)
    assert as_manager.get(home, headers={"X-Background": "true"}).url.startswith("/log-in/")


def test_everything_that_polls_says_so():
    polling = [
        element
        for path in (Path(__file__).resolve().parents[2] / "templates").rglob("*.html")
        for element in re.findall(r"hx-trigger=.every[^>]*", path.read_text())
    ]
    assert polling
    assert all(sessions.BACKGROUND in element for element in polling)


def test_use_starts_the_thirty_minutes_anew(as_manager, home):
    age(as_manager, seen=20 * 60)
    as_manager.get(home)
    age(as_manager, seen=20 * 60)
    assert as_manager.get(home).status_code == 200


def test_asking_how_long_is_left_is_no_use_and_staying_is(as_manager):
    age(as_manager, seen=20 * 60)
    for _ in range(2):
        left = as_manager.get("/account/time-left/", headers={"X-Background": "true"}).json()
        assert left["idle"] == pytest.approx(10 * 60, abs=5)
    assert as_manager.post("/account/stay/").json()["idle"] == pytest.approx(30 * 60, abs=5)


def test_session_of_an_earlier_version_is_over(client, manager, home):
    client.force_login(manager)
    session = client.session
    del session[sessions.BEGUN]
    session.save()
    assert client.get(home).url.startswith("/log-in/")


def test_public_pages_open_when_the_session_is_over(as_manager):
    age(as_manager, seen=31 * 60)
    assert as_manager.get("/log-in/").status_code == 200
    assert as_manager.get("/health/").status_code == 200


def test_cookie_goes_with_the_browser(client, manager):
    log_in(client, manager)
    assert client.cookies["session"]["max-age"] == ""


# --- What was typed ---------------------------------------------------------------------
def test_what_was_sent_in_too_late_is_offered_after_the_next_log_in(as_manager, manager, network, home):
    age(as_manager, seen=31 * 60)
    typed = {"name": "Ann <b>Lee", "email": "ann@practice.example", "staff_group": "gp"}
    response = as_manager.post(f"{home}people/add/", typed)
    assert response.url == "/log-in/?next=%2Faccount%2Fdraft%2F"
    assert not network.people.exists()
    log_in(as_manager, manager)
    page = as_manager.get("/account/draft/").content.decode()
    assert f'action="{home}people/add/"' in page
    assert 'value="Ann &lt;b&gt;Lee"' in page
    as_manager.post("/account/draft/")
    assert as_manager.get("/account/draft/").url == "/"


def test_draft_is_for_whoever_typed_it_and_not_for_long(as_manager, manager, director, home, network):
    for changes in ({"user": director.pk}, {"at": timezone.now().timestamp() - drafts.GOOD_FOR - 1}):
        session = as_manager.session
        kept = {"user": manager.pk, "path": home, "fields": [["a", "b"]], "at": timezone.now().timestamp()}
        session[drafts.KEY] = kept | changes
        session.save()
        assert as_manager.get("/account/draft/").url == "/"
        assert drafts.KEY not in as_manager.session


def test_passwords_and_large_forms_are_not_kept(as_manager, home):
    for path, typed in (
        ("/account/password/", {"oldpassword": "x", "password1": "y"}),
        (f"{home}people/add/", {"name": "x" * drafts.MOST}),
    ):
        age(as_manager, seen=31 * 60)
        as_manager.post(path, typed)
        assert drafts.KEY not in as_manager.session
        as_manager.force_login(factories.UserFactory())


# --- One's own sessions ----------------------------------------------------------------
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"


def test_own_sessions_are_listed_in_words_and_one_is_ended(client, manager):
    log_in(client, manager)
    phone = Client(headers={"User-Agent": PHONE})
    phone.post("/log-in/", {"login": manager.email, "password": "a-long-enough-passphrase", "shared": "on"})
    session = phone.session
    assert "_auth_user_id" not in session  # the code was used: the second factor is still to come
    phone.force_login(manager)
    request = phone.get("/account/").wsgi_request
    sessions.UserSession.objects.create_from_request(request)
    page = client.get("/account/").content.decode()
    assert "Safari on iPhone" in page
    assert "This device" in page
    row = sessions.UserSession.objects.get(session_key=phone.session.session_key)
    client.post(f"/account/sessions/{row.pk}/end/")
    assert phone.get("/account/").url.startswith("/log-in/")
    assert client.get("/account/").status_code == 200
    assert last_event() == ("account.sessions_ended", {"count": 1})


def test_session_of_somebody_else_is_not_ended(client, as_manager, director):
    other = Client()
    log_in(other, director)
    row = sessions.UserSession.objects.get(user=director)
    assert as_manager.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert other.get("/account/").status_code == 200


def test_log_out_everywhere_ends_all_and_this_one(client, manager):
    log_in(client, manager)
    other = Client()
    other.force_login(manager)
    sessions.UserSession.objects.create_from_request(other.get("/account/").wsgi_request)
    assert client.post("/account/sessions/end/").url == "/log-in/"
    for one in (client, other):
        assert one.get("/account/").url.startswith("/log-in/")
    manager.refresh_from_db()
    assert manager.devices_trusted_from is not None


def test_log_out_is_on_record(client, manager):
    log_in(client, manager)
    client.post("/log-out/")
    assert last_event() == ("account.logged_out", {})
    assert not sessions.UserSession.objects.exists()


def test_list_takes_a_constant_number_of_queries(client, manager, django_assert_max_num_queries):
    log_in(client, manager)
    client.get("/account/")
    for n in range(12):
        sessions.UserSession.objects.create(user=manager, session_key=f"k{n}", ip="127.0.0.1")
        Session.objects.create(
            session_key=f"k{n}", session_data="", expire_date=timezone.now() + timedelta(hours=1)
        )
    with django_assert_max_num_queries(8):
        assert client.get("/account/").content.count(b"Log out<span") == 12


def test_sessions_that_ran_out_are_forgotten_daily(client, manager, do_jobs):
    log_in(client, manager)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    run_due()
    run_due()
    do_jobs()
    assert not Session.objects.exists()
    assert not sessions.UserSession.objects.exists()


@pytest.mark.parametrize(
    ("described", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 16; Pixel) Chrome/142.0 Mobile Safari/537.36", "Chrome on Android"),
        (PHONE, "Safari on iPhone"),
        ("curl/8", "A device that does not say what it is"),
    ],
)
def test_device_in_words(described, words):
    assert in_words(described) == words
