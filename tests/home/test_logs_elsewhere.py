"""The logs of areas and of the administration: what belongs there, and nothing of what happens inside networks."""

from datetime import date

import pytest
from django.urls import reverse

from apps.core.audit import Event, record
from apps.core.models import AuditEvent
from tests.factories import IcbFactory, PersonFactory, UserFactory, analyst_of
from tests.reports.making import report_of


@pytest.fixture
def happened(network, icb, manager, director, lead, administrator):
    """A little of everything; the words of each are looked for below."""
    record(
        Event.PERSON_ADDED, by=manager, network=network, about=PersonFactory(network=network, name="Ann Lee")
    )
    report = report_of(network, date(2026, 3, 31), state="released")
    record(Event.REPORT_RELEASED, by=director, network=network, ics=icb, about=report)
    record(Event.REPORT_DOWNLOADED, by=lead, network=network, ics=icb, about=report, state="released")
    record(Event.EXPORTED, by=lead, ics=icb, what="networks", count=6)
    record(Event.LOG_IN_FAILED)
    record(Event.ATTEMPTS_LIMITED)
    record(Event.ACCESS_INVITED, by=administrator, about=network, role="manager")
    record(Event.ORGANISATIONS_IMPORTED)
    record(Event.LOGGED_IN, by=UserFactory(name="Foreign Lead"), ics=IcbFactory(name="Elsewhere"))
    return report


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query).content.decode()


def test_area_sees_what_its_people_did_and_what_networks_gave(client, happened, icb, lead, network):
    seen = page(client, lead, "home:area_log", icb.code)
    for words in (
        "released the report",
        "downloaded the list of networks (6 lines)",
        network.name,
        lead.name,
    ):
        assert words in seen
    assert f"“{happened}”" in seen
    for words in ("Ann Lee", "Foreign Lead", "tried to log in", "imported published"):
        assert words not in seen


def test_analyst_reads_no_log(client, happened, icb, analyst):
    client.force_login(analyst)
    assert client.get(reverse("home:area_log", args=[icb.code])).status_code == 403


def test_administrators_see_areas_and_what_belongs_nowhere(client, happened, icb, administrator, network):
    seen = page(client, administrator, "home:administration_log")
    for words in (
        "Somebody unknown", "tried to log in and failed", "too often", "downloaded the list of networks",
        icb.name, f"invited somebody as manager of {network.name}", "imported published lists", "Foreign Lead",
    ):  # fmt: skip
        assert words in seen, words
    for words in ("Ann Lee", "released the report", str(happened)):
        assert words not in seen, words


@pytest.mark.parametrize(
    ("query", "wanted", "hidden"),
    [
        ({"kind": "downloads"}, "downloaded", "tried to log in"),
        ({"kind": "published"}, "imported published", "downloaded"),
        ({"since": "2999-01-01"}, "Nothing on record fits", "downloaded the list"),
        ({"who": "9" * 30, "kind": "\x00"}, "tried to log in", "There is a problem</h2>\n    <p>"),
    ],
)
def test_filters(client, happened, administrator, query, wanted, hidden):
    seen = page(client, administrator, "home:administration_log", **query)
    assert wanted in seen
    assert hidden not in seen


def test_downloads_say_where_and_are_recorded_where_they_belong(client, happened, icb, lead, administrator):
    area = page(client, lead, "home:area_log_csv", icb.code)
    assert area.splitlines()[0].endswith("Time in London,Who,What,Where")
    all_of_it = page(client, administrator, "home:administration_log_csv")
    assert icb.name in all_of_it
    assert "Ann Lee" not in all_of_it
    made = AuditEvent.objects.filter(event="export.made", detail__what="log").order_by("pk")
    assert list(made.values_list("actor_id", "ics_code")) == [(lead.pk, icb.code), (administrator.pk, "")]


@pytest.mark.parametrize("name", ["home:area_log", "home:administration_log"])
def test_queries_do_not_grow_with_lines(
    client, icb, lead, administrator, name, django_assert_max_num_queries
):
    for _ in range(6):
        record(Event.ACCESS_REMOVED, by=analyst_of(icb), ics=icb, about=UserFactory())
    client.force_login(lead if name == "home:area_log" else administrator)
    url = reverse(name, args=[icb.code] if name == "home:area_log" else None)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200
