"""Attendance by practice, actions on time, how they are shared."""

from datetime import date, timedelta

from django.urls import reverse

from apps.meetings.follow_through import FollowThrough, attendance, on_time
from tests import factories

TODAY = date(2026, 3, 25)


def test_a_practice_was_there_when_any_of_its_people_was():
    rows = [(1, "Tarn Lane", False), (1, "Tarn Lane", True), (2, "Tarn Lane", False), (1, "Hazel Bank", True)]
    hazel, tarn = attendance(rows)
    assert (hazel.practice, hazel.words, hazel.most) == ("Hazel Bank", "1 of 1", True)
    assert (tarn.words, tarn.most) == ("1 of 2", False)


def test_an_action_is_on_time_by_its_day_and_late_without_an_end():
    before, after = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    rows = [
        (before, "done", before),
        (before, "done", TODAY),
        (after, "done", TODAY),
        (before, "open", None),
        (TODAY, "open", None),
        (before, "dropped", before),
        (None, "done", before),
    ]
    assert on_time(rows, TODAY) == (4, 2)


def test_figures_say_themselves():
    figures = FollowThrough(12, 5, 4, 30, 20, 17, 24, 1)
    assert figures.headline == "17 of 20 actions were done on time"
    assert figures.sentences == (
        "Of 5 practices whose people were asked to meetings, 4 attended most of them; there were 12 meetings.",
        "30 decisions were made.",
        "17 of 20 actions were done on time.",
        "1 of 24 actions was owned beyond the clinical director and the manager.",
    )
    none = FollowThrough(0, 0, 0, 1, 0, 0, 0, 0)
    assert (none.headline, none.sentences) == ("No action was due yet", ("1 decision was made.",))


def test_the_page_shows_practices_and_roles_by_name(as_manager, network):
    practice = factories.practice_in(network, name="Tarn Lane Surgery")
    ann = factories.PersonFactory(network=network, practice=practice)
    held = factories.meeting_of(network, days=-10, state="ended")
    factories.asked_to(held, ann, came="apologies")
    factories.action_of(network, ann)
    page = as_manager.get(reverse("meetings:follow_through", args=[network.code])).content.decode()
    assert "Tarn Lane Surgery" in page
    assert "0 of 1" in page
    assert "No action was due yet" in page


def test_its_tables_are_downloaded_with_counts_apart(as_manager, network):
    practice = factories.practice_in(network, name="=Tarn Lane")
    ann = factories.PersonFactory(network=network, practice=practice)
    factories.asked_to(factories.meeting_of(network, days=-10, state="ended"), ann, came="apologies")
    factories.action_of(network, ann)

    def lines(name):
        address = reverse(f"meetings:follow_{name}_csv", args=[network.code])
        return as_manager.get(address).content.decode("utf-8-sig").splitlines()

    assert lines("attended") == ["Practice,Meetings attended,Meetings asked to", "'=Tarn Lane,0,1"]
    assert lines("by_practice") == ["Practice,Actions taken on,Open now", "'=Tarn Lane,1,1"]
    assert lines("by_role")[0] == "Role,Actions taken on,Open now"
