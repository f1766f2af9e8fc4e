"""National places of support: looked at like a network's own, and left out where it has better ones."""

import pytest

from apps.core.models import AuditEvent
from apps.wellbeing import actions, reach, support
from apps.wellbeing.handlers import check_link
from apps.wellbeing.models import SupportLink

PLACES = support.national().places


def shown(network) -> list[str]:
    return [place.code for place in support.places(network)["national"]]


def test_one_that_is_left_out_is_shown_to_nobody_and_comes_back(as_manager, at, network, other_network):
    before = shown(network)
    page = as_manager.post(at("support_national", place="practitioner-health"), follow=True).text
    assert "NHS Practitioner Health is left out" in page
    assert "<strong>Left out:</strong>" in page
    assert shown(network) == [code for code in before if code != "practitioner-health"]
    assert shown(other_network) == before
    preview = as_manager.get(at("preview")).text
    assert "NHS Practitioner Health" not in preview
    assert "call 999" in preview
    as_manager.post(at("support_national", place="practitioner-health"), {"show": "1"})
    assert shown(network) == before
    assert AuditEvent.objects.filter(event="check_ins.changed", detail__what="support").count() == 2


def test_the_last_place_of_all_stays(as_manager, at, network, manager):
    for place in PLACES[1:]:
        actions.leave_out(network=network, by=manager, place=place, out=True)
    page = as_manager.post(at("support_national", place=PLACES[0].code), follow=True).text
    assert "This is the last place that people are shown" in page
    assert shown(network) == [PLACES[0].code]
    actions.save_link(network=network, by=manager, name="Ours", about="", url="https://hub.example/")
    actions.leave_out(network=network, by=manager, place=PLACES[0], out=True)
    assert shown(network) == []


@pytest.mark.parametrize("code", ["nobody", "SHOUT", "0"])
def test_a_place_that_is_not_on_the_list_is_not_there(as_manager, at, code):
    assert as_manager.post(at("support_national", place=code)).status_code == 404


def test_the_preview_has_national_addresses_looked_at_too(as_manager, at, network, manager, monkeypatch):
    actions.leave_out(network=network, by=manager, place=PLACES[0], out=True)
    assert "not looked at yet" in as_manager.get(at("preview")).text
    for _ in range(2):
        as_manager.post(at("support_check"))
    asked = network.support_links.filter(is_left_out=False)
    assert [link.url for link in asked] == [place.url for place in PLACES[1:]]
    monkeypatch.setattr(reach, "problem_with", lambda url: "It answers with error 404")
    check_link(type("Claim", (), {"subject": str(asked[0].pk)}))
    page = as_manager.get(at("preview")).text
    assert page.count("May not be reached:") == 1
    assert "error 404" in page


def test_what_is_kept_of_a_national_place_is_no_place_of_ones_own(as_manager, at, network, manager):
    actions.check_links(network=network, by=manager)
    link = SupportLink.objects.exclude(national="").first()
    assert as_manager.get(at("support_edit", pk=link.pk)).status_code == 404
    assert as_manager.post(at("support_remove", pk=link.pk)).status_code == 404
    assert support.places(network)["local"] == []
    for n in range(support.MOST_OWN):
        actions.save_link(network=network, by=manager, name=str(n), about="", url="https://hub.example/")
    assert len(support.places(network)["local"]) == support.MOST_OWN
