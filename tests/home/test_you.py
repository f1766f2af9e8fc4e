"""What is one's own in a network, and that everybody finds it."""

import re

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def you(network):
    return reverse("home:you", args=[network.code])


def links(page: str) -> list[str]:
    """Where the page itself leads to, its surroundings aside."""
    return re.findall(r'href="(/networks[^"]*)"', page[page.index("<main") : page.index("</main>")])


@pytest.mark.parametrize("role", ["practice_manager", "network_staff"])
def test_everybody_finds_what_is_their_own_and_may_open_it(client, network, practice, you, role):
    own = {"practice": practice} if role == "practice_manager" else {}
    user = factories.member_of(network, role, **own)
    factories.PersonFactory(network=network, practice=practice, email=user.email.upper(), name="Ann O’Ly")
    client.force_login(user)
    front = client.get(reverse("home:network", args=[network.code])).content.decode()
    assert f'<a href="{you}">You</a>' in front
    page = client.get(you).content.decode()
    assert "Ann O’Ly" in page
    assert "No role, lead or objective is recorded for you" in page
    found = links(page)
    code = network.code
    assert {
        reverse(name, args=[code]) for name in ("roles:time", "roles:leading", "team:own", "people:own")
    } <= {*found}
    assert (reverse("team:map", args=[code]) in found) is (role != "practice_manager")
    for url in found:
        answer = client.get(url)
        assert answer.status_code == 200, url
        inside = [one for one in links(answer.content.decode()) if not one.endswith((".csv", ".json"))]
        assert all(client.get(one).status_code in (200, 302, 405) for one in inside), url


def test_who_is_not_in_the_directory_is_told_how_to_get_there(
    client, network, you, practice_manager, manager
):
    client.force_login(manager)
    assert "Ask whoever manages the network to add you" in client.get(you).content.decode()
    client.force_login(practice_manager)
    page = client.get(you).content.decode()
    assert "Add yourself to your list" in page
    assert reverse("people:list", args=[network.code]) in links(page)


def test_what_somebody_holds_is_theirs_to_see(client, network, you, manager):
    person = factories.PersonFactory(network=network, email=manager.email)
    factories.lead_of(factories.strategy_of(network), person)
    client.force_login(manager)
    assert "Care homes" in client.get(you).content.decode()


def test_sections_needed_seldom_stand_in_a_menu_of_their_own(client, network, manager):
    client.force_login(manager)
    page = client.get(reverse("access:list", args=[network.code])).content.decode()
    row = page[page.index('class="portal-navigation"') :]
    row = row[: row.index("</nav>")]
    menu = row[row.index("<details") : row.index("</details>")]
    assert re.findall(r">(\w+)</a>", menu) == ["Asks", "Access", "Log"]
    assert 'aria-current="page">Access' in menu
    assert row.rindex(">You</a>") > row.index("</details>")
