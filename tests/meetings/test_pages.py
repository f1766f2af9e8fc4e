"""The list of meetings, and the page of one."""

from django.urls import reverse

from tests import factories


def test_a_meeting_is_listed_and_its_agenda_read(as_manager, network):
    meeting = factories.meeting_of(network, title="Board in December")
    factories.item_of(network, meeting, title="Saturday clinics")

    listed = as_manager.get(reverse("meetings:list", args=[network.code])).content.decode()
    page = as_manager.get(reverse("meetings:meeting", args=[network.code, meeting.pk])).content.decode()

    assert "Board in December" in listed
    assert "Saturday clinics" in page
