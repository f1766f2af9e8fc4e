"""A practice's manager keeps that practice's people, and reaches nobody and nothing else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.networks import actions as access
from apps.networks.models import AccessInvitation, NetworkMembership
from apps.people.models import Person
from tests import factories
from tests.typed import date_boxes

NEW = {"name": "Bo Ray", "email": "bo@practice.example", "staff_group": "nurse"}


@pytest.fixture
def other_practice(network):
    return factories.practice_in(network, name="Hillside Surgery")


@pytest.fixture
def mine(network, practice):
    return factories.PersonFactory(network=network, practice=practice, name="Ann Lee")


@pytest.fixture
def foreign(network, other_practice):
    return factories.PersonFactory(network=network, practice=other_practice, name="Fay Other")


@pytest.fixture
def as_keeper(client, practice_manager):
    client.force_login(practice_manager)
    return client


def test_front_page_shows_own_people_and_nothing_of_the_network(as_keeper, network, mine, foreign):
    page = as_keeper.get(f"/networks/{network.code}/").content.decode()
    assert "Millbrook Surgery</h1>" in page
    assert "Ann Lee" in page
    assert "Fay Other" not in page
    assert "Hillside" not in page
    assert f'href="/networks/{network.code}/people/"' in page
    for room in ("scorecard", "reports", "log", "access"):
        assert f'href="/networks/{network.code}/{room}/"' not in page


def test_list_and_download_hold_own_people_only(as_keeper, at, mine, foreign, network):
    factories.PersonFactory(network=network, name="Net Worker")
    factories.PersonFactory(
        network=network, practice=foreign.practice, name="Gone Other", active_to=timezone.localdate()
    )
    for query in (
        {},
        {"show": "left"},
        {"practice": foreign.practice.code},
        {"practice": "none"},
        {"q": "o"},
    ):
        for name in ("list", "export"):
            page = as_keeper.get(at(name), query).content.decode()
            for hidden in ("Fay Other", "Net Worker", "Gone Other", "Hillside"):
                assert hidden not in page, (query, name)
    assert "Ann Lee" in as_keeper.get(at("export")).content.decode()
    event = AuditEvent.objects.filter(event="export.made").latest("pk")
    assert event.detail == {"what": "people", "count": 1}


@pytest.mark.parametrize("name", ["edit", "row", "leave", "put_back"])
def test_nobody_elses_person_is_reached_by_number(as_keeper, at, foreign, name):
    factories.PersonFactory(network=foreign.network)
    for pk in (foreign.pk, foreign.network.people.get(practice=None).pk):
        url = at(name, pk=pk)
        answers = {as_keeper.get(url).status_code, as_keeper.post(url, NEW).status_code}
        assert answers <= {404, 405}
        assert 404 in answers
    foreign.refresh_from_db()
    assert (foreign.name, foreign.active_to) == ("Fay Other", None)


def test_own_people_are_added_changed_and_marked_as_left(as_keeper, at, practice, mine):
    as_keeper.post(at("add"), NEW | {"practice": practice.code})
    assert Person.objects.get(name="Bo Ray").practice == practice
    as_keeper.post(at("edit", pk=mine.pk), NEW | {"email": "a@x.example", "practice": practice.code})
    as_keeper.post(at("leave", pk=mine.pk), date_boxes("on", timezone.localdate()))
    mine.refresh_from_db()
    assert mine.email == "a@x.example"
    assert mine.active_to is not None


@pytest.mark.parametrize("sent", ["another", "none", "elsewhere", "nonsense"])
def test_another_practices_code_is_refused(as_keeper, at, mine, other_practice, other_network, sent):
    elsewhere = factories.practice_in(other_network)
    code = {"another": other_practice.code, "none": "", "elsewhere": elsewhere.code, "nonsense": "Z"}[sent]
    for url in (at("add"), at("edit", pk=mine.pk), at("row", pk=mine.pk)):
        as_keeper.post(url, NEW | {"practice": code}, headers={"HX-Request": "true"})
    mine.refresh_from_db()
    assert mine.practice.name == "Millbrook Surgery"
    assert Person.objects.count() == 1


def test_uploaded_list_goes_to_own_practice_only(as_keeper, at, practice, other_practice):
    text = f"Ann,ann@x.example,,GP\nBo,bo@x.example,{other_practice.code},GP\nCy,cy@x.example,network,GP"
    page = as_keeper.post(at("upload"), {"text": text})
    assert [row.name for row in page.context["upload"].rows] == ["Ann"]
    assert "no practice of yours has that code or name" in page.content.decode()
    as_keeper.post(at("upload_confirm"), {"parcel": page.context["parcel"]})
    assert Person.objects.get().practice == practice


def test_list_checked_before_the_practice_changed_hands_adds_nobody(
    as_keeper, at, network, practice_manager, other_practice
):
    page = as_keeper.post(at("upload"), {"text": "Ann,ann@x.example,,GP"})
    network.memberships.filter(user=practice_manager).update(practice=other_practice)
    as_keeper.post(at("upload_confirm"), {"parcel": page.context["parcel"]})
    assert not Person.objects.exists()


def test_somebody_elses_upload_is_not_undone(as_keeper, at, network, manager, foreign):
    Person.objects.update(upload="00000000-0000-4000-8000-000000000000")
    as_keeper.post(at("upload_undo", upload="00000000-0000-4000-8000-000000000000"))
    assert Person.objects.get() == foreign


def test_manager_of_two_practices_keeps_both(as_keeper, at, network, practice_manager, mine, foreign):
    network.memberships.create(user=practice_manager, role="practice_manager", practice=foreign.practice)
    page = as_keeper.get(at("list")).content.decode()
    assert "Ann Lee" in page
    assert "Fay Other" in page


# --- The role ----------------------------------------------------------------------------


def test_inviting_asks_for_the_practice(client, manager, network, practice, other_network):
    client.force_login(manager)
    url = reverse("access:invite", args=[network.code])
    typed = {"email": "pm@practice.example", "role": "practice_manager"}
    assert "Select the practice that they manage" in client.post(url, typed).content.decode()
    elsewhere = factories.practice_in(other_network).code
    assert "practice of this network" in client.post(url, typed | {"practice": elsewhere}).content.decode()
    assert not AccessInvitation.objects.exists()
    client.post(url, typed | {"practice": practice.code})
    invitation = network.access_invitations.get()
    user = access.accept_with_new_account(
        invitation_id=invitation.pk, generation=1, name="Pat", password="seven wet umbrellas"
    )
    assert user.network_memberships.get().practice == practice
    page = client.get(reverse("access:list", args=[network.code])).content.decode()
    assert "Practice manager, Millbrook Surgery" in page


def test_other_roles_take_no_practice(network, manager, practice, other_practice):
    with pytest.raises(access.AccessRefused):
        access.invite(place=network, by=manager, email="x@y.example", role="lay_member", practice=practice)
    with pytest.raises(access.AccessRefused):
        access.invite(place=network, by=manager, email="x@y.example", role="practice_manager")


def test_access_ends_when_the_practice_leaves_and_does_not_come_back_with_it(
    as_keeper, network, practice, practice_manager, mine
):
    spell = practice.network_spells.get()
    invitation = factories.invited_to(network, "practice_manager", practice=practice)
    practice.network_spells.update(end=timezone.localdate())
    assert as_keeper.get(f"/networks/{network.code}/").status_code == 404
    assert as_keeper.get(f"/networks/{network.code}/people/").status_code == 404
    assert access.end_departed() == 1
    assert access.end_departed() == 0
    practice.network_spells.filter(pk=spell.pk).update(end=None)
    assert as_keeper.get(f"/networks/{network.code}/").status_code == 404
    assert NetworkMembership.objects.get(user=practice_manager).ended_at is not None
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    assert set(AuditEvent.objects.values_list("event", flat=True)) == {
        "access.ended",
        "access.invitation_withdrawn",
    }


def test_pages_take_the_same_few_queries(as_keeper, at, network, practice, django_assert_max_num_queries):
    factories.PersonFactory.create_batch(12, network=network, practice=practice)
    for url in (f"/networks/{network.code}/", at("list")):
        with django_assert_max_num_queries(14):
            assert as_keeper.get(url).status_code == 200
