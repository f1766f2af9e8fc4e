"""An area draws up a place, asks its networks for reports and takes home what a director released; by real workers."""

import io
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.reports import actions
from apps.reports.models import Report
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def networks(icb, network, manager, director):
    """One with people who lead it, one that nobody manages."""
    factories.practice_in(network, patients=9000)
    return network, factories.network_in(icb, name="Saltmarsh PCN")


def test_an_area_asks_for_reports_and_takes_home_what_was_released(
    visitor, worker, networks, icb, lead, director, tmp_path
):
    network, _ = networks
    area = visitor(lead)
    area.open(f"/ics/{icb.code}/networks/")
    area.click("Places of the area", role="link")
    area.click("Add a place")
    area.click("Add")
    area.sees("Enter a name")
    area.page.get_by_label("What is the place called?").fill("Upper vale")
    area.click("Add")
    area.page.get_by_label("Northern Vale PCN").check()
    area.click("Save")
    area.sees("Northern Vale PCN")

    area.click("Collections", role="link")
    area.click("Ask for reports")
    area.click("Ask them")
    area.sees("Select which networks")
    area.page.get_by_label("All networks of the area").check()
    area.click("Ask them")
    # The page follows by itself while workers ask.
    expect(area.page.locator(".portal-counted").get_by_text("1 In preparation")).to_be_visible(timeout=30_000)
    expect(area.page.get_by_text("Nobody manages this network")).to_be_visible()
    area.look()
    for _ in range(120):
        report = Report.objects.filter(file__isnull=False).first()
        if report:
            break
        area.page.wait_for_timeout(500)
    assert "ZIP" not in area.page.content()

    leads = visitor(director, viewport={"width": 390, "height": 844})
    leads.open(f"/networks/{network.code}/")
    leads.sees("asks for your report on")
    actions.approve(report=report, by=director, content=report.snapshot_sha256)
    actions.release(report=report, by=director)
    for _ in range(120):
        if Report.objects.released().exists():
            break
        area.page.wait_for_timeout(500)

    area.page.reload()
    area.sees("1 of 2 networks has released its report")
    with area.page.expect_download() as waiting:
        area.page.get_by_role("link", name="Download the report (ZIP)").click()
    opened = zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))
    assert opened.testzip() is None
    assert opened.namelist()[1:] == ["key-figures.csv", "index.html"]
    assert opened.read(opened.namelist()[0]).startswith(b"%PDF")
    area.page.reload()
    area.sees("Nothing was released since the last download")
    area.open(f"/ics/{icb.code}/networks/{network.code}/")
    area.sees("1 yearly report released")

    # The index opens by itself, without the portal.
    opened.extractall(tmp_path)
    area.page.goto((tmp_path / "index.html").as_uri())
    expect(area.page.get_by_role("heading", level=1)).to_contain_text("Reports on")
    expect(area.page.get_by_text("Saltmarsh PCN: could not be asked")).to_be_visible()
    assert str(timezone.localdate().year) in area.page.content()
