"""Somebody of the directory, typed into a form."""

from datetime import date

import pytest
from django import forms

from apps.people.choosing import PersonField
from tests import factories


@pytest.fixture
def type_in(network):
    def type_in(text, **options):
        return PersonField(network=network, **options).clean(text)

    return type_in


@pytest.fixture
def ann(network):
    return factories.PersonFactory(network=network, name="Ann O’Lée", email="ann@practice.example")


@pytest.mark.parametrize("text", ["Ann O’Lée", " ann  o’lée ", "ANN@practice.example", "o’l"])
def test_one_person_is_found_by_name_part_of_it_or_address(type_in, network, ann, text):
    factories.PersonFactory(network=network, name="Bea")
    assert type_in(text) == ann


def test_names_that_several_have_need_the_address(type_in, network, ann):
    factories.PersonFactory(network=network, name="Ann O’Lée", email="other@practice.example")
    with pytest.raises(forms.ValidationError, match="Several people fit.*Enter the email address"):
        type_in("Ann O’Lée")
    assert type_in("ann@practice.example") == ann
    assert type_in("Ann O’Lée", now=ann) == ann


def test_people_of_other_networks_and_leavers_are_not_found(type_in, network, other_network):
    factories.PersonFactory(network=other_network, name="Elsewhere")
    gone = factories.PersonFactory(network=network, name="Gone", active_to=date(2026, 1, 31))
    with pytest.raises(forms.ValidationError, match="Nobody in your directory"):
        type_in("Elsewhere")
    for now in (None, gone):
        with pytest.raises(forms.ValidationError, match="left the network"):
            type_in("Gone", now=now)


def test_nothing_typed_is_nobody_where_nobody_is_needed(type_in):
    assert type_in(" ", required=False) is None
    with pytest.raises(forms.ValidationError):
        type_in(" ")
