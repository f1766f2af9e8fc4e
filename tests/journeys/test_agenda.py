"""An agenda: proposed on a phone, taken up, put in order by keys and by hand, with a paper, and as one pack."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_a_proposal_to_a_pack(visitor, worker, network, manager, board_member):
    meeting = factories.meeting_of(network, title="Board in spring")
    factories.item_of(network, meeting, title="Welcome", minutes=5)
    pages = f"/networks/{network.code}/meetings/"
    two = visitor(board_member, **PHONE)
    two.open(f"{pages}pool/")
    two.click("Propose an item", role="link")
    two.click("Save")
    two.sees("Enter what it is about")
    two.page.get_by_label("What is it about?").fill("Saturday clinics")
    two.page.get_by_label("In one plain line (optional)").fill("Whether people can be seen on Saturdays.")
    two.click("Save")
    two.sees("Saturday clinics")
    assert two.page.evaluate("document.documentElement.scrollWidth") <= 390

    one = visitor(manager)
    one.open(f"{pages}pool/")
    one.click("Saturday clinics", role="link")
    one.click("Put it on an agenda")
    one.page.get_by_label("Board in spring").check()
    one.click("Put it on the agenda")
    one.open(f"{pages}{meeting.pk}/agenda/")
    titles = one.page.locator(".portal-agenda [data-item] a[href*='/items/']")
    expect(titles).to_have_text(["Welcome", "Saturday clinics"])
    one.page.get_by_role("button", name="Move up Saturday clinics").focus()
    one.page.keyboard.press("Enter")
    expect(titles).to_have_text(["Saturday clinics", "Welcome"])
    one.look()
    with one.page.expect_navigation():
        one.page.locator("[data-item]").nth(1).drag_to(one.page.locator("[data-item]").nth(0))
    expect(titles).to_have_text(["Welcome", "Saturday clinics"])

    one.click("Saturday clinics", role="link")
    one.click("Add a paper")
    one.page.get_by_label("What is the paper called?").fill("Rota")
    one.page.locator("input[type=file]").set_input_files(
        {"name": "rota.pdf", "mimeType": "application/pdf", "buffer": b"MZ this is a programme"}
    )
    one.click("Add the paper")
    one.sees("There is a problem")
    one.page.locator("input[type=file]").set_input_files(
        {"name": "rota.pdf", "mimeType": "application/pdf", "buffer": factories.pdf(2)}
    )
    one.click("Add the paper")
    one.sees("Rota")
    one.open(f"{pages}{meeting.pk}/agenda/")
    one.click("Make the pack")
    one.page.get_by_role("button", name="Download the pack (PDF)").wait_for(timeout=60_000)
    one.look()
    with one.page.expect_download() as download:
        one.page.get_by_role("button", name="Download the pack (PDF)").click()
    pack = PdfReader(BytesIO(download.value.path().read_bytes()))
    assert [mark["/Title"] for mark in pack.outline if not isinstance(mark, list)]
    assert "Saturday clinics" in pack.pages[0].extract_text()
    assert len(pack.pages) == 3
