"""The one file an area takes home: what is in it, what it takes to make, and what happens when it breaks off."""

import csv
import gc
import io
import tracemalloc
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.core import files
from apps.core.models import AuditEvent
from apps.desk import archive, batch_queries
from apps.reports.key_figures import key_figures
from tests.factories import IcbFactory, network_in
from tests.reports.full import full_snapshot
from tests.reports.making import PDF, report_of


@pytest.fixture
def batch(ask, networks):
    """One report of three is released."""
    report_of(networks[0], state="released")
    return ask(networks)


def taken(client, at, batch, query=""):
    response = client.get(at("batch_zip", pk=batch.pk) + query)
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(unquote(dict(attrs)["href"]))


def test_file_has_reports_figures_and_an_index_that_leads_to_them(as_lead, at, batch, networks):
    opened = taken(as_lead, at, batch)
    assert opened.testzip() is None
    report = f"reports/Alder PCN ({networks[0].code}) to 2026-03.pdf"
    assert opened.namelist() == [report, "key-figures.csv", "index.html"]
    assert opened.read(report) == PDF + b"released"
    index = opened.read("index.html").decode()
    assert set(Links(index).found) <= set(opened.namelist())
    assert "Birch PCN: waits for its turn" in index
    assert "src=" not in index


def test_figures_are_those_of_the_reports(as_lead, at, ask, networks):
    made = full_snapshot(name="Alder PCN")
    report_of(networks[0], state="released", snapshot=made, figures=key_figures(made))
    report_of(networks[1], state="released")
    lines = list(
        csv.DictReader(
            io.StringIO(taken(as_lead, at, ask(networks)).read("key-figures.csv").decode("utf-8-sig"))
        )
    )
    assert [line["Network"] for line in lines] == ["Alder PCN", "Birch PCN"]
    assert lines[0]["Registered patients"] == str(made["practices"]["patients"])
    assert lines[0]["Leadership: we can show"] == "Step 2"
    assert lines[1]["Leadership: we can show"] == ""
    mean = made["rounds"][-1]["themes"][0]["mean"]
    assert lines[0][f"{made['rounds'][-1]['themes'][0]['title']} (mean, 1 to 5)"] == str(mean)


def test_what_was_taken_home_whole_is_not_new(as_lead, at, batch, networks):
    assert len(taken(as_lead, at, batch, "?new=1").namelist()) == 3
    answer = as_lead.get(at("batch_zip", pk=batch.pk) + "?new=1", follow=True)
    assert "nothing to download" in answer.content.decode()
    report_of(networks[1], state="released")
    assert [name for name in taken(as_lead, at, batch, "?new=1").namelist() if "Birch" in name]
    assert len(taken(as_lead, at, batch).namelist()) == 4


def test_download_that_broke_off_leaves_everything_new(as_lead, at, batch):
    response = as_lead.get(at("batch_zip", pk=batch.pk))
    assert next(iter(response.streaming_content))
    del response
    gc.collect()
    assert all(line.is_new for line in batch_queries.lines(batch) if line.report)


def test_corrected_version_is_new(as_lead, at, batch, networks):
    taken(as_lead, at, batch)
    networks[0].reports.update(state="superseded")
    report_of(networks[0], state="released", version=2)
    opened = taken(as_lead, at, batch, "?new=1")
    assert opened.namelist()[0].endswith("to 2026-03 version 2.pdf")


def test_each_network_reads_in_its_log_who_took_its_report(as_lead, at, batch, lead, networks):
    taken(as_lead, at, batch)
    own = AuditEvent.objects.get(event="reports.taken", network_code=networks[0].code)
    assert own.actor_id == lead.pk
    assert AuditEvent.objects.get(event="reports.taken", ics_code=batch.icb.code).detail == {"count": 1}


def test_file_that_storage_lost_is_named_and_the_rest_is_there(as_lead, at, batch, networks):
    lost = report_of(
        networks[1], state="released", file=files.store(b"%PDF other", content_type="application/pdf")
    )
    default_storage.delete(lost.file.path)
    opened = taken(as_lead, at, batch)
    assert len(opened.namelist()) == 3
    assert "not in storage any more" in opened.read("index.html").decode()
    assert batch.items.get(network=networks[1]).taken is None


def test_names_become_file_names_that_every_system_takes(as_lead, at, ask, icb):
    odd = network_in(icb, name='../../Cwm <b>Tâf</b>\\:*?"| Łódź 😀 PCN' + "x" * 100)
    report_of(odd, state="released")
    opened = taken(as_lead, at, ask([odd]))
    name = opened.namelist()[0]
    assert name.startswith("reports/")
    assert ".." not in name
    assert not set(name.removeprefix("reports/")) & set('/\\:*?"<>|')
    assert "Łódź" in name
    assert len(name) < 130
    index = opened.read("index.html").decode()
    assert "<b>" not in index
    assert name in Links(index).found


def test_formulas_in_names_do_nothing(as_lead, at, ask, icb):
    odd = network_in(icb, name="=1+1")
    report_of(odd, state="released")
    assert ",'=1+1," in taken(as_lead, at, ask([odd])).read("key-figures.csv").decode()


def test_memory_does_not_grow_with_the_number_of_reports(icb, ask):
    """Reports of a megabyte each: five times as many take no more than a few of them at once."""
    peaks = []
    for count in (4, 20):
        made = [network_in(icb) for _ in range(count)]
        for number, network in enumerate(made):
            content = files.store(bytes([number]) * 1_000_000, content_type="application/pdf")
            report_of(network, state="released", file=content)
        batch = ask(made)
        lines = batch_queries.lines(batch)
        size = 0
        tracemalloc.start()
        for piece in archive.stream(batch, lines, [], finished=lambda there: None):
            size += len(piece)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size > count * 1_000_000
    assert peaks[1] < 3_000_000
    assert peaks[1] < 1.5 * peaks[0]


def test_file_is_named_by_area_year_and_day(as_lead, at, batch):
    response = as_lead.get(at("batch_zip", pk=batch.pk))
    today = f"{timezone.localdate():%Y-%m-%d}"
    assert response["Content-Disposition"] == (
        f'attachment; filename="one-year-on-{batch.icb.code}-2026-03-{today}.zip"'
    )


def test_network_that_left_the_area_is_in_no_batch_of_it_any_more(as_lead, at, batch, networks):
    """Neither its report, also one that it released before, nor how far a new one is."""
    spell = networks[0].parents.get()
    elsewhere = network_in(IcbFactory())
    spell.end = timezone.localdate()
    spell.save()
    networks[0].parents.create(sub_icb=elsewhere.parents.get().sub_icb, start=timezone.localdate())
    assert "Alder PCN" not in as_lead.get(at("batch", pk=batch.pk)).content.decode()
    assert "Alder PCN" not in as_lead.get(at("batch_csv", pk=batch.pk)).content.decode()
    assert "0 of 2" in as_lead.get(at("batches")).content.decode()
    answer = as_lead.get(at("batch_zip", pk=batch.pk), follow=True)
    assert "nothing to download" in answer.content.decode()
