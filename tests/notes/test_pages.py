"""The network's page: the link for every member, the notes for those who answer."""

import re

import pytest
from django.urls import reverse

from apps.core.models import AuditEvent
from apps.notes import links
from apps.notes.models import Note
from tests import factories

from .conftest import put


@pytest.fixture
def url(network):
    return reverse("notes:list", args=[network.code])


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def text_of(response) -> str:
    """What stands in the page, but for the tokens of its forms."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", main)


def test_manager_opens_and_closes_the_box(as_manager, network, url, do_jobs):
    assert "Let people raise something" in text_of(as_manager.get(url))
    as_manager.post(reverse("notes:open", args=[network.code]))
    do_jobs()
    page = text_of(as_manager.get(url))
    assert links.address(network.note_box) in page
    assert 'aria-label="QR code of the link written beside it"' in page
    as_manager.post(reverse("notes:close", args=[network.code]))
    assert "Let people raise something" in text_of(as_manager.get(url))
    events = AuditEvent.objects.filter(event__startswith="notes.").order_by("pk")
    assert [event.event for event in events] == ["notes.opened", "notes.closed"]


def test_box_without_a_data_controller_leads_to_naming_it(as_manager, network):
    network.controller_name = ""
    network.save()
    answer = as_manager.post(reverse("notes:open", args=[network.code]), follow=True)
    assert answer.redirect_chain[0][0] == reverse("data_controller", args=[network.code])
    assert "not a legal body" in text_of(answer)


def test_new_link_replaces_the_old_one(as_manager, box, url):
    old = links.address(box)
    as_manager.post(reverse("notes:renew_link", args=[box.network.code]))
    box.refresh_from_db()
    page = text_of(as_manager.get(url))
    assert old not in page
    assert links.address(box) in page


def test_members_see_the_link_and_no_note(client, board_member, box, url):
    factories.note_of(box, "Only for those who answer")
    client.force_login(board_member)
    page = text_of(client.get(url))
    assert links.address(box) in page
    assert "Only for those who answer" not in page


def test_page_does_not_tell_whether_notes_wait(as_manager, box, url):
    before = text_of(as_manager.get(url))
    put(box, "One", "Two")
    assert text_of(as_manager.get(url)) == before


def test_answering_ends_the_need(as_manager, manager, network, box, url):
    note = factories.note_of(box, "The rota comes too late.")
    home = reverse("home:network", args=[network.code])
    assert "One note was raised" in text_of(as_manager.get(home))
    assert "The rota comes too late." in text_of(as_manager.get(url))
    detail = reverse("notes:detail", args=[network.code, note.pk])
    assert "Enter an answer" in text_of(as_manager.post(detail, {"text": " "}))
    assert "1,000 characters" in text_of(as_manager.post(detail, {"text": "w" * 1001}))
    as_manager.post(detail, {"text": "From now on earlier."})
    note.refresh_from_db()
    assert (note.state, note.answer) == (Note.State.ANSWERED, "From now on earlier.")
    assert "note was raised" not in text_of(as_manager.get(home))
    event = AuditEvent.objects.get(event="note.answered")
    assert (event.actor_id, event.detail) == (manager.pk, {})


def test_note_may_be_settled_without_an_answer(as_manager, network, box):
    note = factories.note_of(box)
    as_manager.post(reverse("notes:settle", args=[network.code, note.pk]))
    note.refresh_from_db()
    assert note.state == Note.State.SETTLED
    assert note.settled_on is not None


def test_notes_are_in_pages_of_twenty(as_manager, box, url):
    for number in range(21):
        factories.note_of(box, f"Note {number}.")
    assert "1 to 20 of 21 notes" in text_of(as_manager.get(url))


def test_closed_network_keeps_its_notes_to_read(as_manager, network, box, url):
    note = factories.note_of(box, answer="Earlier.", state="answered", settled_on="2026-03-03")
    network.closed_on = "2026-03-31"
    network.save()
    assert links.address(box) not in text_of(as_manager.get(url))
    detail = reverse("notes:detail", args=[network.code, note.pk])
    assert "Earlier." in text_of(as_manager.get(detail))
    assert as_manager.post(detail, {"text": "Later."}).status_code == 403
