"""Opening the next round of a series: the same people, those who joined, the same breakdown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.demo.clock import at as clock_at
from apps.people.actions import mark_left
from apps.surveys.models import Invitation, Round, Series
from apps.surveys.opening import enlist
from apps.surveys.opening import open_round as open_real_round
from tests.factories import PersonFactory

from .test_rounds import needs


@pytest.fixture
def before(network, manager, scorecard, people):
    """A round of a series by practice, 90 days ago, that asked the twelve."""
    with clock_at(timezone.now() - timedelta(days=90)):
        round_ = open_real_round(
            network=network, by=manager, questionnaire=scorecard, title="Summer", message="",
            people=network.people.all(), closes_at=timezone.now() + timedelta(days=7), breakdown="practice",
            rhythm="quarterly",
        )  # fmt: skip
    closed = timezone.now() - timedelta(days=80)
    Round.objects.update(state="closed", closed_at=closed)
    network.people.update(created_at=timezone.now() - timedelta(days=100))
    return round_


def go_on(as_manager, at, same, rhythm="quarterly", **who):
    """Through all the pages after "again"; returns the last one."""
    response = as_manager.post(at("open_again"), {"same": same})
    if who:
        as_manager.post(at("open_who"), who)
    else:
        assert response.url == at("open_when")
    day = timezone.localdate() + timedelta(days=14)
    when = {"closes_on_day": day.day, "closes_on_month": day.month, "closes_on_year": day.year}
    as_manager.post(at("open_when"), {"title": "Autumn", "hour": "17", "rhythm": rhythm, **when})
    as_manager.post(at("open_message"), {"message": ""})
    page = as_manager.get(at("open_check")).content.decode()
    as_manager.post(at("open_check"))
    return page


def latest():
    return Round.objects.get(title="Autumn")


def test_without_a_series_nothing_is_offered(as_manager, at, people):
    assert as_manager.get(at("open_again")).url == at("open")
    assert as_manager.get(at("open")).status_code == 200


def test_the_same_people_are_offered_first(as_manager, at, before, people, network, manager):
    mark_left(person=people[0], by=manager)
    PersonFactory.create_batch(2, network=network)
    assert as_manager.post(at("open"), {"way": "personal"}).url == at("open_who")
    assert as_manager.get(at("open_who")).url == at("open_again")
    page = as_manager.get(at("open_again")).content.decode()
    assert "asked 12 people" in page
    assert "2 have joined and 1 has left" in page
    assert "The same people as last time (11)" in page
    assert "those who have joined since (13)" in page
    assert "by practice" in page


@pytest.mark.parametrize(("same", "invited"), [("same", 11), ("joined", 13)])
def test_they_are_asked_and_shown_as_before(as_manager, at, before, people, network, manager, same, invited):
    mark_left(person=people[0], by=manager)
    PersonFactory.create_batch(2, network=network)
    page = go_on(as_manager, at, same)
    assert f"<strong>{invited} people</strong>" in page
    assert "By practice" in page
    round_ = latest()
    enlist(round_.pk)
    assert (round_.invited, round_.breakdown, round_.series) == (invited, "practice", before.series)
    asked = set(Invitation.objects.filter(round=round_).values_list("person", flat=True))
    assert people[0].pk not in asked
    assert sorted(asked) == Series.objects.get().people


def test_choosing_anew_keeps_the_breakdown_unless_it_is_changed(as_manager, at, before, practice):
    as_manager.post(at("open_again"), {"same": ""})
    page = as_manager.get(at("open_who"))
    assert page.context["form"]["breakdown"].value() == "practice"
    assert "a new series begins" in page.content.decode()
    who = {"practices": [practice.code], "groups": ["gp", "nurse", "admin"]}
    go_on(as_manager, at, "", breakdown="staff_group", **who)
    assert latest().series != before.series
    assert Series.objects.count() == 2


def test_this_once_leaves_the_series(as_manager, at, before):
    go_on(as_manager, at, "same", rhythm="")
    assert latest().series is None
    assert Series.objects.get().rounds.get() == before


@pytest.mark.parametrize("same", ["everybody", "SAME", "1", "\x00"])
def test_what_was_not_offered_is_refused(as_manager, at, before, same):
    response = as_manager.post(at("open_again"), {"same": same})
    assert response.context["form"].errors["same"]


def test_too_soon_the_next_is_planned_for_the_same_people(as_manager, at, before):
    Round.objects.update(closed_at=timezone.now() - timedelta(days=3))
    assert "at least 60 days apart" in as_manager.get(at("open")).content.decode()
    as_manager.post(at("open_again"), {"same": "same"})
    assert as_manager.get(at("open_when")).context["form"].first == timezone.localdate() + timedelta(days=58)


def test_pages_take_the_same_queries_for_a_longer_list(
    as_manager, at, before, network, django_assert_max_num_queries
):
    series = Series.objects.get()
    series.people = [person.pk for person in PersonFactory.create_batch(60, network=network)]
    series.save()
    with django_assert_max_num_queries(14):
        as_manager.get(at("open_again"))


# --- What the rhythm proposes ---------------------------------------------------------
def test_the_next_round_is_proposed_on_home_page_and_list_with_the_list_of_last_time(
    as_manager, at, before, network, client, board_member
):
    words = "The next scorecard round is due"
    assert words not in needs(network, "manager")
    Round.objects.update(opens_at=timezone.localtime() - timedelta(days=91))
    assert words in needs(network, "manager")
    assert words not in needs(network, "board_member")
    page = as_manager.get(at("list")).content.decode()
    assert "The next round is due" in page
    assert "(12 people)" in page
    assert "Open the next round" in page
    as_manager.post(at("open"), {"way": "personal"})
    assert as_manager.get(at("open_who")).url == at("open_again")
    client.force_login(board_member)
    assert "The next round is due" not in client.get(at("list")).content.decode()


def test_it_is_put_off_or_ended_by_buttons(as_manager, at, before, network):
    Round.objects.update(opens_at=timezone.localtime() - timedelta(days=91))
    series = network.series.get()
    page = as_manager.post(at("put_off", pk=series.pk), follow=True).content.decode()
    assert "Put off" in page
    assert "The next round is due" not in page
    Series.objects.update(put_off_until=None)
    assert "is deleted" in as_manager.get(at("end_series", pk=series.pk)).content.decode()
    assert Series.objects.get().people
    page = as_manager.post(at("end_series", pk=series.pk), follow=True).content.decode()
    assert "The series has ended" in page
    assert "The next round is due" not in page
    assert as_manager.get(at("end_series", pk=series.pk)).status_code == 404
