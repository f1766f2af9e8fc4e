from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.desk import actions, queries
from apps.desk.models import AreaPlace, PlaceSpell
from apps.desk.queries import Filters
from tests.factories import IcbFactory, network_in

ON = date(2025, 4, 1)


@pytest.fixture
def north(icb, lead):
    return actions.name_place(icb=icb, by=lead, name="North")


def in_place(icb, key):
    return [one.name for one in queries.area_networks(icb, Filters(place=key)).order_by("name")]


def test_networks_are_found_by_place_and_the_others_by_their_location(icb, lead, north, networks):
    actions.fill_place(place=north, by=lead, networks=networks[:2], on=ON)
    choices = queries.place_choices(icb)
    assert [name for _, name in choices][0] == "North"
    assert in_place(icb, choices[0][0]) == ["Alder PCN", "Birch PCN"]
    location = networks[2].parents.get().sub_icb
    assert in_place(icb, f"location-{location.pk}") == ["Cedar PCN"]
    shown = {one.name: one.place for one in queries.area_networks(icb)}
    assert shown == {"Alder PCN": "North", "Birch PCN": "North", "Cedar PCN": f"Sub-ICB {location.code}"}


def test_moving_to_another_place_ends_the_time_in_the_first(icb, lead, north, network):
    south = actions.name_place(icb=icb, by=lead, name="South")
    actions.fill_place(place=north, by=lead, networks=[network], on=ON)
    actions.fill_place(place=south, by=lead, networks=[network], on=ON + timedelta(days=90))
    spells = [(one.place.name, one.start, one.end) for one in network.place_spells.order_by("start")]
    later = ON + timedelta(days=90)
    assert spells == [("North", ON, later), ("South", later, None)]


def test_filling_a_place_twice_changes_nothing(lead, north, network):
    assert actions.fill_place(place=north, by=lead, networks=[network], on=ON) == 1
    assert actions.fill_place(place=north, by=lead, networks=[network], on=ON + timedelta(days=9)) == 0


def test_mistake_of_the_same_day_leaves_no_trace(lead, north, network):
    actions.fill_place(place=north, by=lead, networks=[network], on=ON)
    actions.fill_place(place=north, by=lead, networks=[], on=ON)
    assert not PlaceSpell.objects.exists()


def test_day_before_it_came_is_refused(lead, north, network):
    actions.fill_place(place=north, by=lead, networks=[network], on=ON)
    with pytest.raises(actions.DeskRefused, match="later day"):
        actions.fill_place(place=north, by=lead, networks=[], on=ON - timedelta(days=1))


def test_times_in_places_never_overlap(icb, lead, north, network):
    south = actions.name_place(icb=icb, by=lead, name="South")
    actions.fill_place(place=north, by=lead, networks=[network], on=ON)
    actions.fill_place(place=north, by=lead, networks=[], on=ON + timedelta(days=90))
    with pytest.raises(actions.DeskRefused, match="later day"):
        actions.fill_place(place=south, by=lead, networks=[network], on=ON + timedelta(days=50))
    assert actions.fill_place(place=south, by=lead, networks=[network], on=ON + timedelta(days=90)) == 1


def test_place_name_is_taken_once_until_it_closes(icb, lead, north):
    with pytest.raises(actions.DeskRefused):
        actions.name_place(icb=icb, by=lead, name="NORTH")
    actions.close_place(place=north, by=lead, on=timezone.localdate())
    assert actions.name_place(icb=icb, by=lead, name="North")


def test_network_that_moved_to_another_area_is_in_none_of_the_old_ones_places(icb, lead, north, network):
    actions.fill_place(place=north, by=lead, networks=[network], on=ON)
    other = IcbFactory()
    network.parents.update(end=timezone.localdate())
    network_in_other = network_in(other)
    network.parents.create(sub_icb=network_in_other.parents.get().sub_icb, start=timezone.localdate())
    assert queries.area_networks(other).get(pk=network.pk).place != "North"
    assert not queries.area_networks(icb).filter(pk=network.pk).exists()


def test_lead_draws_up_places(as_lead, at, networks):
    answer = as_lead.post(at("place_add"), {"name": "North"})
    place = AreaPlace.objects.get()
    assert answer.url == at("place", pk=place.pk)
    form = {"networks": [networks[0].pk], "on_day": "1", "on_month": "4", "on_year": "2025"}
    as_lead.post(answer.url, form)
    page = as_lead.get(at("places")).content.decode()
    assert "North" in page
    assert "Alder PCN" in page
    as_lead.post(at("place_rename", pk=place.pk), {"name": "Far north"})
    assert "Far north" in as_lead.get(at("network", network_code=networks[0].code)).content.decode()
    assert "Its 1 network is" in as_lead.get(at("place_close", pk=place.pk)).content.decode()
    as_lead.post(at("place_close", pk=place.pk))
    assert AreaPlace.objects.get().closed_on == timezone.localdate()
    assert as_lead.get(at("place", pk=place.pk)).status_code == 404


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"on_day": "1", "on_month": "4", "on_year": "2099"}, "must be today or in the past"),
        ({"on_day": ""}, "Enter a day"),
        (
            {"networks": ["99999999"], "on_day": "1", "on_month": "4", "on_year": "2025"},
            "not in your area any more",
        ),
    ],
)
def test_what_can_not_be_is_said(as_lead, at, north, networks, form, words):
    assert words in as_lead.post(at("place", pk=north.pk), form).content.decode()


def test_name_is_escaped_and_said_where_it_is_taken(as_lead, at, north):
    assert "of that name already" in as_lead.post(at("place_add"), {"name": "north"}).content.decode()
    assert "Enter a name" in as_lead.post(at("place_add"), {"name": " "}).content.decode()
    as_lead.post(at("place_add"), {"name": "<b>x</b>"})
    assert "<b>x</b>" not in as_lead.get(at("places")).content.decode()
