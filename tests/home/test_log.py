import csv
import html
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.core.audit import Event, record
from apps.core.models import AuditEvent
from apps.home import log_views
from apps.reports.models import Report
from tests.factories import PersonFactory, UserFactory, member_of, round_of
from tests.reports.making import report_of


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def page_of(as_manager, network):
    def page_of(**query):
        response = as_manager.get(reverse("home:log", args=[network.code]), query)
        assert response.status_code == 200
        return html.unescape(response.content.decode())

    return page_of


@pytest.fixture
def rows_of(as_manager, network):
    def rows_of(**query):
        response = as_manager.get(reverse("home:log_csv", args=[network.code]), query)
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    return rows_of


@pytest.fixture
def at(monkeypatch):
    """Records as if it were another moment: ``at(moment, event, …)``."""

    def at(moment, event, **options):
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda: moment)
            return record(event, **options)

    return at


def test_empty_log_says_what_it_is(page_of):
    page = page_of()
    assert "Nothing has been done yet" in page
    assert "<table" not in page


def test_lines_are_words_with_names_and_london_time(page_of, at, network, manager):
    round_ = round_of(network, title="Autumn")
    at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), Event.ROUND_OPENED, by=manager, network=network,
       about=round_, invited=42)  # fmt: skip
    page = page_of()
    assert "2 July 2026, 12:30am" in page
    assert manager.name in page
    assert "opened a scorecard round “Autumn” and invited 42 people" in page


def test_people_and_reports_are_named(page_of, network, manager):
    report = report_of(network, date(2026, 3, 31))
    record(
        Event.PERSON_ADDED, by=manager, network=network, about=PersonFactory(network=network, name="Ann Lee")
    )
    record(Event.REPORT_APPROVED, by=manager, network=network, about=report)
    page = page_of()
    assert "added Ann Lee to the directory" in page
    assert f"approved the report “{report}”" in page


def test_erased_people_leave_their_lines(page_of, network):
    colleague, person = member_of(network, "manager"), PersonFactory(network=network, name="Ann Lee")
    record(Event.PERSON_ADDED, by=colleague, network=network, about=person)
    name = colleague.name
    person.delete()
    User.objects.filter(pk=colleague.pk).delete()
    page = page_of()
    assert "Somebody who is no longer here" in page
    assert "added somebody who is no longer here to the directory" in page
    assert name not in page
    assert "Ann Lee" not in page


def test_what_nobody_did_was_done_by_the_portal(rows_of, network):
    record(Event.ROUND_CLOSED, network=network, about=round_of(network, title="Autumn"))
    assert rows_of()[1][1:] == ["The portal", "closed and counted the round “Autumn”"]


def test_newest_first_in_pages_of_fifty_that_keep_the_filter(page_of, at, network, manager):
    for n in range(60):
        at(datetime(2026, 1, 1, 9, n, tzinfo=UTC), Event.LOGGED_IN, by=manager, network=network)
    first, second = page_of(kind="access"), page_of(kind="access", page=2)
    assert first.index("09:59") < first.index("09:58")
    assert "09:10" in first
    assert "09:09" not in first
    assert "09:09" in second
    assert "?kind=access&page=2" in first


def test_another_networks_lines_and_names_are_not_here(page_of, network, other_network, stranger):
    record(Event.LOGGED_IN, by=stranger, network=other_network)
    foreign = PersonFactory(network=other_network, name="Foreign Person")
    record(Event.PERSON_ADDED, by=stranger, network=network, about=foreign)
    page = page_of().partition("<main")[2].partition("</main>")[0]
    assert "logged in" not in page
    assert "Foreign Person" not in page


def test_stranger_gets_404_and_board_403(client, network, stranger, board_member):
    for name in ("home:log", "home:log_csv"):
        client.force_login(stranger)
        assert client.get(reverse(name, args=[network.code])).status_code == 404
        client.force_login(board_member)
        assert client.get(reverse(name, args=[network.code])).status_code == 403


# --- Filters -------------------------------------------------------------------------
@pytest.fixture
def three(at, network, manager, director):
    person = PersonFactory(network=network, name="Ann Lee")
    at(datetime(2026, 3, 1, 12, tzinfo=UTC), Event.PERSON_ADDED, by=manager, network=network, about=person)
    at(datetime(2026, 6, 9, 23, 30, tzinfo=UTC), Event.LOGGED_IN, by=director, network=network)
    at(datetime(2026, 9, 1, 12, tzinfo=UTC), Event.ROUND_CLOSED, network=network)


@pytest.mark.parametrize(
    ("query", "times"),
    [
        ({}, ["2026-09-01 13:00", "2026-06-10 00:30", "2026-03-01 12:00"]),
        ({"kind": "people"}, ["2026-03-01 12:00"]),
        ({"kind": "rounds"}, ["2026-09-01 13:00"]),
        ({"kind": "downloads"}, []),
        ({"who": "portal"}, ["2026-09-01 13:00"]),
        ({"since": "2026-06-10", "until": "2026-06-10"}, ["2026-06-10 00:30"]),
        ({"until": "2026-06-09"}, ["2026-03-01 12:00"]),
        ({"since": "2026-06-10"}, ["2026-09-01 13:00", "2026-06-10 00:30"]),
        ({"kind": "access", "who": "portal"}, []),
    ],
)
def test_filters(rows_of, three, query, times):
    assert [row[0] for row in rows_of(**query)[1:]] == times


def test_filter_by_person(rows_of, page_of, three, director):
    assert [row[1:] for row in rows_of(who=director.pk)[1:]] == [[director.name, "logged in"]]
    assert f'<option value="{director.pk}" selected>{director.name}</option>' in page_of(who=director.pk)


def test_only_people_in_this_log_are_offered(page_of, three, network):
    quiet = member_of(network, "manager")
    assert quiet.name not in page_of()


def test_filter_that_finds_nothing_says_so(page_of, three):
    assert "Nothing on record fits" in page_of(kind="downloads")


def test_day_that_is_none_is_said_to_be_wrong_and_kept(page_of, three):
    page = page_of(since="31 June")
    assert "<title>Error: Log – " in page
    assert "From must be a real date" in page
    assert 'value="31 June"' in page
    assert "Ann Lee" in page


def test_nonsense_in_the_address_is_no_error(page_of, three):
    page = page_of(kind="\x00", who="9" * 40, page="x", since="0001-01-01", until="9999-12-31")
    assert "Ann Lee" in page
    assert "There is a problem" not in page


# --- CSV -----------------------------------------------------------------------------
def test_download_is_guarded_and_recorded_but_not_in_itself(rows_of, network, manager):
    actor = UserFactory(name="=cmd()")
    record(Event.LOGGED_IN, by=actor, network=network)
    rows = rows_of(kind="access")
    assert rows[0] == ["Time in London", "Who", "What"]
    assert [row[1:] for row in rows[1:]] == [["'=cmd()", "logged in"]]
    event = AuditEvent.objects.get(event="export.made")
    assert (event.actor_id, event.detail) == (manager.pk, {"what": "log", "count": 1})
    assert rows_of()[1][1:] == [manager.name, "downloaded this log (one line)"]


def test_asking_for_the_head_of_a_download_is_none(as_manager, network):
    assert as_manager.head(reverse("home:log_csv", args=[network.code])).status_code == 405
    assert not AuditEvent.objects.exists()


def test_download_ends_at_the_most_lines_and_the_page_says_so(rows_of, page_of, three, monkeypatch):
    monkeypatch.setattr(log_views, "MOST_LINES", 2)
    assert "the first 2 lines" in page_of()
    assert [row[0][:4] for row in rows_of()[1:]] == ["2026", "2026"]


# --- Trust ---------------------------------------------------------------------------
def test_names_are_escaped(as_manager, network):
    actor = UserFactory(name="<script>alert(1)</script>")
    round_ = round_of(network, title="<img src=x>")
    record(Event.ROUND_REMINDED, by=actor, network=network, about=round_)
    page = as_manager.get(reverse("home:log", args=[network.code])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2  # in its line and among the people to choose


def test_queries_do_not_grow_with_lines(as_manager, network, django_assert_num_queries):
    def fill(count):
        for _ in range(count):
            actor, round_ = UserFactory(), round_of(network, state="cancelled")
            record(Event.PERSON_ADDED, by=actor, network=network, about=PersonFactory(network=network))
            record(Event.ROUND_REMINDED, by=actor, network=network, about=round_)
            year_end = date(2026 - Report.objects.count(), 3, 31)
            record(Event.REPORT_APPROVED, by=actor, network=network, about=report_of(network, year_end))

    url = reverse("home:log", args=[network.code])
    fill(1)
    # Session, user, membership; people, count, lines; four of names; the places in the header.
    with django_assert_num_queries(11):
        as_manager.get(url)
    fill(5)
    with django_assert_num_queries(11):
        as_manager.get(url)


def test_log_is_the_last_of_the_navigation_for_those_who_may(client, as_manager, network, board_member):
    home, link = reverse("home:network", args=[network.code]), f'href="/networks/{network.code}/log/"'
    page = as_manager.get(home).content.decode()
    assert page.index(link) > page.index(f'href="/networks/{network.code}/reports/"')
    client.force_login(board_member)
    assert link not in client.get(home).content.decode()
