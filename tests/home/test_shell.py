"""What stands around every page: where one is, where else one may go, the sections of the place."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.networks.models import IcsMembership, NetworkMembership


def trail(page: str) -> list[str]:
    return re.findall(r'class="nhsuk-breadcrumb__link" href="[^"]*">([^<]*)<', page)


@pytest.fixture
def everywhere(manager, other_network, icb):
    """The manager of one network, in another one as well and in the area above both."""
    NetworkMembership.objects.create(user=manager, network=other_network, role="board_member")
    IcsMembership.objects.create(user=manager, icb=icb, role="ics_analyst")
    return manager


def test_who_has_one_place_is_offered_no_other(client, network, manager):
    client.force_login(manager)
    page = client.get(reverse("home:network", args=[network.code])).content.decode()
    assert "portal-menu--places" not in page
    assert f'<p class="portal-header__place">{network.name}</p>' in page


def test_every_page_leads_to_every_other_place(client, network, other_network, icb, everywhere):
    client.force_login(everywhere)
    page = client.get(reverse("people:list", args=[network.code])).content.decode()
    here, there = (reverse("home:network", args=[n.code]) for n in (network, other_network))
    assert f'<a href="{here}" aria-current="true">{network.name}' in page
    assert f'<a href="{there}">{other_network.name}<span class="portal-menu__role">Board member' in page
    assert f'<a href="{reverse("home:area", args=[icb.code])}">{icb.name}' in page


def test_a_removed_member_is_offered_the_place_no_more(client, network, other_network, everywhere):
    everywhere.network_memberships.filter(network=other_network).update(ended_at=timezone.now())
    client.force_login(everywhere)
    page = client.get(reverse("home:network", args=[network.code])).content.decode()
    assert other_network.name not in page


def test_start_lists_all_places_with_what_waits_in_each(
    client, network, everywhere, django_assert_max_num_queries
):
    client.force_login(everywhere)
    with django_assert_max_num_queries(38):
        page = client.get(reverse("home:start")).content.decode()
    assert re.findall(r'portal-needs__place"><a href="[^"]*">([^<]*)<', page) == [
        "Northern Vale PCN",
        "Saltmarsh PCN",
        IcsMembership.objects.get().icb.name,
    ]
    assert page.count("Nothing needs you") == 3


def test_sections_are_those_the_role_allows_and_say_where_one_is(client, network, board_member):
    client.force_login(board_member)
    page = client.get(reverse("scorecard:list", args=[network.code])).content.decode()
    row = page[page.index("portal-navigation") :]
    row = row[: row.index("</nav>")]
    assert re.findall(r">(\w+)</a>", row) == [
        "Home",
        "Purpose",
        "Scorecard",
        "Wellbeing",
        "Meetings",
        "Roles",
        "Maturity",
        "Reports",
        "You",
    ]
    assert re.findall(r'aria-current="(\w+)">(\w+)<', row) == [("page", "Scorecard")]


def test_an_area_has_sections_of_its_own(client, icb, analyst):
    client.force_login(analyst)
    page = client.get(reverse("ics:networks", args=[icb.code])).content.decode()
    assert trail(page) == ["Home"]
    assert f'<a href="{reverse("ics:networks", args=[icb.code])}" aria-current="page">Networks</a>' in page


def test_crumbs_lead_home_over_the_section(client, network, manager):
    client.force_login(manager)
    assert trail(client.get(reverse("home:network", args=[network.code])).content.decode()) == []
    assert trail(client.get(reverse("people:list", args=[network.code])).content.decode()) == ["Home"]
    assert trail(client.get(reverse("people:add", args=[network.code])).content.decode()) == [
        "Home",
        "People",
    ]


def test_pages_of_a_closed_network_say_so(client, network, manager):
    network.closed_on = timezone.localdate()
    network.save()
    client.force_login(manager)
    for room in ("home:network", "people:list", "reports:list"):
        page = client.get(reverse(room, args=[network.code])).content.decode()
        assert f"<strong>{network.name} closed on" in page
        assert "Start here" not in page


@pytest.mark.parametrize("name", ["help", "privacy", "accessibility"])
def test_the_footer_leads_to_pages_that_everybody_may_read(client, db, settings, name):
    settings.SUPPORT_EMAIL, settings.OPERATOR_NAME = "help@portal.example", "An Invented Trust"
    address = reverse(f"home:{name}")
    assert f'href="{address}"' in client.get(reverse("account_login")).content.decode()
    page = client.get(address).content.decode()
    assert '<a href="mailto:help@portal.example">' in page
    settings.SUPPORT_EMAIL = ""
    assert "No address has been set" in client.get(address).content.decode()


def test_the_footer_says_the_version_of_pyproject(client, db, settings):
    declared = (settings.BASE_DIR / "pyproject.toml").read_text()
    assert f'\nversion = "{settings.VERSION}"\n' in declared
    assert f"version {settings.VERSION}" in client.get("/help/").content.decode()


def test_every_page_has_a_title_of_its_own_and_one_heading(client, network, icb, everywhere):
    rooms = ("home:network", "people:list", "people:add", "people:upload", "scorecard:list", "scorecard:open")
    rooms += ("reports:list", "reports:prepare", "access:list", "access:invite", "home:log")
    addresses = [reverse(room, args=[network.code]) for room in rooms]
    addresses += [reverse(room, args=[icb.code]) for room in ("home:area", "ics:networks")]
    addresses += [reverse(f"home:{name}") for name in ("start", "help", "privacy", "accessibility")]
    client.force_login(everywhere)
    pages = [client.get(address).content.decode() for address in addresses]
    titles = [re.search("<title>(.*?)</title>", page)[1] for page in pages]
    assert len(set(titles)) == len(titles), titles
    assert all(title.endswith(" – PCN portal") for title in titles)
    assert [page.count("<h1") for page in pages] == [1] * len(pages)
    assert all(page.count("<main") == page.count('href="#maincontent"') == 1 for page in pages)
