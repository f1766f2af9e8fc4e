import pytest

from apps.practices.models import ListSize
from tests.factories import practice_in


@pytest.fixture
def page_of(client, manager, network):
    client.force_login(manager)
    return lambda: client.get(f"/networks/{network.code}/").content.decode()


def test_practice_without_a_list_size_says_so(page_of, network):
    practice_in(network, name="Known Surgery", patients=4321)
    ListSize.objects.filter(practice=practice_in(network, name="New Surgery")).delete()
    page = page_of()
    assert "4,321" in page
    assert "not published" in page
    assert "None" not in page


def test_network_without_any_list_size_claims_no_patients(page_of, network):
    ListSize.objects.filter(practice=practice_in(network)).delete()
    page = page_of()
    assert "1 practice, list sizes not published" in page
    assert "0 registered" not in page


def test_every_page_of_a_network_says_which_it_is(client, page_of, manager, network):
    page_of()
    for room in ("people", "scorecard", "reports"):
        assert f"<p>{network.name}</p>" in client.get(f"/networks/{network.code}/{room}/").content.decode()
