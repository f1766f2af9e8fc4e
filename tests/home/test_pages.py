from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.practices.models import ListSize
from apps.reports.models import Report
from tests.factories import PersonFactory, member_of, network_in, practice_in, round_of
from tests.reports.making import report_of


@pytest.fixture
def page_of(client, manager, network):
    client.force_login(manager)
    return lambda: client.get(f"/networks/{network.code}/").content.decode()


def test_practice_without_a_list_size_says_so(page_of, network):
    practice_in(network, name="Known Surgery", patients=4321)
    ListSize.objects.filter(practice=practice_in(network, name="New Surgery")).delete()
    page = page_of()
    assert "4,321" in page
    assert "not published" in page
    assert "None" not in page


def test_network_without_any_list_size_claims_no_patients(page_of, network):
    ListSize.objects.filter(practice=practice_in(network)).delete()
    page = page_of()
    assert "1 practice, list sizes not published" in page
    assert "0 registered" not in page


def test_practices_can_be_downloaded_and_that_is_on_record(client, page_of, network):
    practice_in(network, name="=Mill Lane", patients=4321)
    assert f"/networks/{network.code}/practices.csv" in page_of()
    lines = client.get(f"/networks/{network.code}/practices.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Practice,Code,Member since,Registered patients,Deprivation score"
    assert lines[1].startswith("'=Mill Lane,")
    assert ",4321," in lines[1]
    assert AuditEvent.objects.latest("pk").detail == {"what": "practices", "count": 1}


def test_every_page_of_a_network_says_which_it_is(client, page_of, manager, network):
    page_of()
    for room in ("people", "scorecard", "reports"):
        page = client.get(f"/networks/{network.code}/{room}/").content.decode()
        assert f'<p class="portal-header__place">{network.name}</p>' in page


def test_a_new_network_is_told_where_to_start(client, page_of, network, manager):
    page = page_of()
    assert "0 of 4 steps done" in page
    assert "Nothing waits for you" not in page
    PersonFactory(network=network)
    member_of(network, "clinical_director")
    assert "2 of 4 steps done" in page_of()
    round_of(network, state="closed")
    report_of(network, date(2026, 3, 31))
    assert "Start here" not in page_of()


def test_the_front_page_has_a_budget_that_does_not_grow(
    page_of, network, practice, django_assert_max_num_queries
):
    with django_assert_max_num_queries(41):
        page_of()
    for _ in range(5):
        PersonFactory(network=network)
        round_of(network, state="closed")
        practice_in(network)
    report_of(network, date(2025, 3, 31), state="released")
    with django_assert_max_num_queries(41):
        page = page_of()
    assert "Our yearly report was released" in page


def test_a_lay_member_is_told_what_was_published_and_asked_for_nothing(client, network):
    client.force_login(member_of(network, "lay_member"))
    round_of(network, state="closed", title="Summer round")
    page = client.get(f"/networks/{network.code}/").content.decode()
    assert "<h1>What is new</h1>" in page
    assert "Results of Summer round" in page
    assert "Start here" not in page
    assert '<ol class="portal-needs' not in page


def test_an_area_is_told_of_new_reports_and_how_far_the_others_are(
    client, icb, analyst, network, other_network, django_assert_max_num_queries
):
    client.force_login(analyst)
    address = reverse("home:area", args=[icb.code])
    assert "No report was released" in client.get(address).content.decode()
    report_of(network, date(2026, 3, 31), state="released")
    report_of(other_network, date(2026, 3, 31))
    with django_assert_max_num_queries(8):
        page = client.get(address).content.decode()
    assert "Northern Vale PCN has released its report" in page
    assert "1 of 2 networks has released a report; 1 is preparing one" in page
    Report.objects.update(released_at=timezone.now() - timedelta(days=31))
    assert "No report was released" in client.get(address).content.decode()


def test_many_new_reports_are_counted_not_listed(client, icb, analyst):
    for number in range(7):
        report_of(network_in(icb, name=f"Network {number}"), date(2026, 3, 31), state="released")
    client.force_login(analyst)
    page = client.get(reverse("home:area", args=[icb.code])).content.decode()
    assert page.count("has released its report") == 2 * 5  # what is read, and the button's hidden words
    assert "2 more reports were released in the last 30 days" in page
