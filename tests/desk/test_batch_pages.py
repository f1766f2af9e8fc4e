import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.desk import actions
from apps.desk.models import Batch, BatchItem
from apps.reports import years
from tests.factories import IcbFactory, analyst_of, network_in
from tests.reports.making import YEAR_END, report_of

pytestmark = pytest.mark.usefixtures("covers_only")


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def posted(**changes):
    today = timezone.localdate()
    return {"year_end": today_year(), "who": "all", "message": ""} | changes | {
        "wanted_by_day": changes.get("day", ""), "wanted_by_month": changes.get("month", ""),
        "wanted_by_year": str(today.year + 1) if changes.get("day") else "",
    }  # fmt: skip


def today_year():
    return years.on_offer(timezone.localdate())[0][0].end.isoformat()


def test_lead_asks_all_networks_and_sees_how_far_they_are(as_lead, at, networks, do_jobs):
    assert "Ask for reports" in text(as_lead.get(at("batches")))
    answer = as_lead.post(at("batch_new"), posted(day="1", month="2"))
    batch = Batch.objects.get()
    assert answer.url == at("batch", pk=batch.pk)
    page = text(as_lead.get(answer.url))
    assert "hx-trigger" in page
    assert "<b>3</b> Waits for its turn" in page
    do_jobs()
    page = text(as_lead.get(answer.url))
    assert "hx-trigger" not in page
    assert "0 of 3 networks have released their report" in page
    assert "<b>3</b> In preparation" in page
    assert "0 of 3" in text(as_lead.get(at("batches")))


def test_selection_and_place_narrow_whom_it_asks(as_lead, at, lead, icb, networks):
    as_lead.post(at("batch_new"), posted(who="selected", selected=[networks[0].pk, networks[2].pk]))
    batch = Batch.objects.get()
    assert [item.network for item in batch.items.all()] == [networks[0], networks[2]]
    assert batch.whom == "2 networks"
    place = actions.name_place(icb=icb, by=lead, name="North")
    actions.fill_place(place=place, by=lead, networks=[networks[1]], on=timezone.localdate())
    as_lead.post(at("batch_new"), posted(who=f"place-{place.pk}"))
    batch = Batch.objects.first()
    assert [item.network for item in batch.items.all()] == [networks[1]]
    assert batch.whom == "North"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"who": ""}, "Select which networks"),
        ({"who": "selected"}, "Select at least one network"),
        ({"year_end": ""}, "Select a year"),
        ({"year_end": "1999-03-31"}, "Select a valid choice"),
        ({"who": "place-7"}, "Select a valid choice"),
        ({"who": "selected", "selected": ["99999999"]}, "is not in your area any more"),
        ({"message": "x" * 501}, "500 characters or fewer"),
    ],
)
def test_what_can_not_be_asked_is_said(as_lead, at, networks, changes, words):
    assert words in text(as_lead.post(at("batch_new"), posted(**changes)))
    assert not Batch.objects.exists()


def test_networks_of_another_area_can_not_be_chosen(as_lead, at, networks):
    foreign = network_in(IcbFactory())
    page = text(as_lead.post(at("batch_new"), posted(who="selected", selected=[foreign.pk])))
    assert "is not in your area any more" in page


def test_batch_of_another_area_is_not_found(client, at, ask, networks):
    batch = ask(networks)
    other = IcbFactory()
    client.force_login(analyst_of(other, "ics_lead"))
    assert client.get(at("batch", pk=batch.pk)).status_code == 404
    address = f"/ics/{other.code}/collections/{batch.pk}/"
    for page in ("", "again/", "remind/", "reports.zip", "networks.csv"):
        assert client.get(address + page).status_code in (404, 405), page
        assert client.post(address + page).status_code in (404, 405), page


def test_analyst_follows_and_asks_nobody(client, analyst, at, ask, networks):
    batch = ask(networks)
    client.force_login(analyst)
    page = text(client.get(at("batch", pk=batch.pk)))
    assert "Try these again" not in page
    assert client.get(at("batch_new")).status_code == 403
    assert client.post(at("batch_again", pk=batch.pk)).status_code == 403
    assert client.post(at("batch_remind", pk=batch.pk)).status_code == 403


def test_reminder_is_asked_first_and_said(as_lead, at, ask, networks, do_jobs):
    batch = ask(networks)
    do_jobs()
    assert as_lead.get(at("batch_remind", pk=batch.pk)).status_code == 302
    BatchItem.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert "Remind 3 networks?" in text(as_lead.get(at("batch_remind", pk=batch.pk)))
    answer = as_lead.post(at("batch_remind", pk=batch.pk), follow=True)
    assert "3 networks will get a mail" in text(answer)
    assert "reminded" in text(as_lead.get(at("batch", pk=batch.pk)))
    assert AuditEvent.objects.get(event="reports.reminded").detail == {"count": 3}


def test_stuck_networks_are_tried_again(as_lead, at, ask, icb, do_jobs):
    batch = ask([network_in(icb, name="Alder PCN")])
    do_jobs()
    page = text(as_lead.get(at("batch", pk=batch.pk)))
    assert "1 network could not be asked" in page
    assert "Nobody manages this network" in page
    assert "Trying again" in text(as_lead.post(at("batch_again", pk=batch.pk), follow=True))


def test_table_is_a_csv_as_well(as_lead, at, ask, networks, do_jobs):
    batch = ask(networks)
    do_jobs()
    report_of(networks[0], year_end=YEAR_END - timedelta(days=365), state="released")
    lines = list(
        csv.reader(io.StringIO(as_lead.get(at("batch_csv", pk=batch.pk)).content.decode("utf-8-sig")))
    )
    assert lines[0] == ["Code", "Network", "Place", "Report", "Since", "Downloaded"]
    assert [line[3] for line in lines[1:]] == ["In preparation"] * 3
    assert "All networks" in as_lead.get(at("batches_csv")).content.decode()


def test_draft_shows_the_area_nothing_but_its_state(as_lead, at, ask, networks, do_jobs):
    batch = ask(networks)
    do_jobs()
    report = networks[0].reports.get()
    page = text(as_lead.get(at("batch", pk=batch.pk)))
    for finding in report.snapshot["findings"]:
        assert finding["text"] not in page
    assert f"/reports/{report.pk}/" not in page


@pytest.mark.parametrize("count", [2, 12])
def test_pages_take_the_same_queries_however_many_networks(
    as_lead, at, ask, icb, count, django_assert_max_num_queries
):
    made = [network_in(icb) for _ in range(count)]
    for network in made:
        report_of(network, state="released")
    batch = ask(made)
    for name, kwargs in (
        ("batch", {"pk": batch.pk}), ("batches", {}), ("networks", {}), ("places", {}), ("batch_new", {}),
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            as_lead.get(at(name, **kwargs))
