"""The director's switches, and what an area sees of its networks' scorecards."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.audit import Event
from apps.core.models import AuditEvent
from apps.networks.models import Sharing
from apps.networks.sharing_actions import switch_off, switch_on
from apps.surveys import opening
from apps.surveys.models import Round
from apps.surveys.queries import current_questionnaire
from tests import factories

from .others import closed_round_of, counts_in, described, of_mean

COUNT, SHOW = Sharing.What.COUNT, Sharing.What.SHOW


def test_both_are_off_at_first(network):
    assert not network.sharing.exists()


def test_switching_on_and_off_keeps_what_was(network, director):
    assert switch_on(network=network, by=director, what=COUNT)
    assert not switch_on(network=network, by=director, what=COUNT)
    assert switch_off(network=network, by=director, what=COUNT)
    assert not switch_off(network=network, by=director, what=COUNT)
    assert switch_on(network=network, by=director, what=COUNT)
    first, second = network.sharing.order_by("since")
    assert (first.until is not None, first.ended_by, second.until) == (True, director, None)
    said = AuditEvent.objects.order_by("pk").values_list("event", "detail")
    on, off = (Event.SHARING_ON, {"what": "count"}), (Event.SHARING_OFF, {"what": "count"})
    assert list(said) == [on, off, on]


@pytest.fixture
def as_director(client, director):
    client.force_login(director)
    return client


def at(network, name):
    return reverse(f"scorecard:{name}", args=[network.code])


def test_director_reads_what_would_change_and_decides(as_director, network):
    closed_round_of(network, of_mean(3.4))
    text = as_director.get(at(network, "switch_count")).content.decode()
    assert "4 themes and 22 questions" in text
    response = as_director.post(at(network, "switch_count"), {"to": "on"}, follow=True)
    assert "“Count us in medians” is on." in response.content.decode()
    assert list(network.sharing.values_list("what", "until")) == [("count", None)]
    # Another window still offers to switch it on: nothing happens twice.
    as_director.post(at(network, "switch_count"), {"to": "on"})
    assert network.sharing.count() == 1
    as_director.post(at(network, "switch_count"), {"to": "off"})
    assert not network.sharing.current().exists()


def test_director_sees_exactly_what_the_area_would(as_director, network, icb, analyst, client):
    described(network)
    closed_round_of(network, of_mean(3.4))
    text = as_director.get(at(network, "switch_show")).content.decode()
    assert icb.name in text
    assert "which it would <strong>not</strong> see" in text
    preview = text[text.index('id="preview"') :]
    assert preview.count(">3.4<") == 4
    as_director.post(at(network, "switch_show"), {"to": "on"})
    closed_round_of(network, of_mean(3.4), closed_at=timezone.now(), area_sees=True)
    assert "This is what they see now" in as_director.get(at(network, "switch_show")).content.decode()
    client.force_login(analyst)
    assert client.get(reverse("ics_scorecards:list", args=[icb.code])).content.decode().count(">3.4<") == 4


def test_only_the_director_decides(client, manager, network):
    client.force_login(manager)
    assert client.post(at(network, "switch_show"), {"to": "on"}).status_code == 403
    assert not Sharing.objects.exists()


@pytest.fixture
def area_page(client, analyst, icb):
    client.force_login(analyst)

    def get(name="list", **params):
        return client.get(reverse(f"ics_scorecards:{name}", args=[icb.code]), params).content.decode(
            "utf-8-sig"
        )

    return get


def rows_of(area_page):
    return {row["Code"]: row for row in csv.DictReader(io.StringIO(area_page("export")))}


def test_area_sees_nothing_of_who_does_not_share(area_page, network, other_network):
    """Whether a round was held at all is nobody's business: two networks look alike."""
    described(network)
    described(other_network)
    closed_round_of(network, of_mean(4.2))
    first, second = (rows_of(area_page)[one.code] for one in (network, other_network))
    same = {"Results of", "Purpose", "Performance", "Operations", "Capacity"}
    assert {key: first[key] for key in same} == {key: second[key] for key in same}
    assert first["Results of"] == "Not shared"
    assert "4.2" not in area_page()


def test_area_sees_rounds_that_opened_while_the_switch_was_on(area_page, network):
    """Whoever answered before was told that it sees nothing."""
    counts_in(network, what="show")
    round_ = closed_round_of(network, of_mean(2.2))
    assert rows_of(area_page)[network.code]["Results of"] == "No results yet"
    round_.area_sees, round_.released_at = True, None
    round_.save()
    assert rows_of(area_page)[network.code]["Results of"] == "No results yet"
    round_.released_at = timezone.now()
    round_.save()
    row = rows_of(area_page)[network.code]
    assert (row["Purpose"], row["Capacity"]) == ("2.2", "2.2")
    assert row["Results of"].endswith("30 answered")


def test_switched_off_is_gone_at_once(area_page, network):
    counts_in(network, what="show", until=timezone.now())
    closed_round_of(network, of_mean(2.2), area_sees=True)
    assert rows_of(area_page)[network.code]["Results of"] == "Not shared"


def test_counting_in_shows_the_area_nothing(area_page, network):
    counts_in(network, what="count")
    closed_round_of(network, of_mean(2.2))
    assert rows_of(area_page)[network.code]["Results of"] == "Not shared"


def test_no_order_by_figures(area_page, icb):
    for n, name in enumerate(("Ash", "Birch", "Cedar")):
        network = factories.network_in(icb, name=f"{name} PCN")
        counts_in(network, what="show")
        closed_round_of(network, of_mean(4 - n), area_sees=True)
    for params in ({}, {"sort": "theme-purpose", "order": "down"}, {"sort": "state"}):
        text = area_page(**params)
        assert text.index("Ash") < text.index("Birch") < text.index("Cedar")


def test_area_of_eighty_networks_takes_twelve_queries(area_page, icb):
    def asked(name):
        area_page(name)
        with CaptureQueriesContext(connection) as captured:
            area_page(name)
        return len(captured)

    for _ in range(80):
        network = factories.network_in(icb)
        counts_in(network, what="show")
        closed_round_of(network, of_mean(3), area_sees=True)
    assert asked("list") <= 12


def test_whoever_answers_is_told_what_the_area_sees(client, network, manager, do_jobs):
    """What the page about a round says is what the area sees of it: as things stood when it opened."""
    sees = "The average of each theme, since the clinical director decided so"
    factories.PersonFactory(network=network)

    def told() -> bool:
        round_ = opening.open_round(
            network=network, by=manager, questionnaire=current_questionnaire(), title="A round", message="",
            closes_at=timezone.now() + timedelta(days=7), people=network.people.all(),
        )  # fmt: skip
        said = client.get(reverse("surveys:stored", args=[round_.pk])).content.decode()
        Round.objects.update(state="cancelled")
        return sees in said and round_.area_sees

    assert not told()
    counts_in(network, what="show", since=timezone.now())
    assert told()
