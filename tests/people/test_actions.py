import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.people import actions
from apps.people.models import Person
from apps.people.queries import Reach, directory, known
from apps.people.upload import Row
from apps.surveys.models import Invitation, Questionnaire, Round
from tests.factories import PersonFactory, practice_in


def row(name, email="", practice="", group="gp"):
    return Row(1, name, email, practice, group)


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("event", "detail"))


def test_add_person_is_recorded_without_name_or_address(network, manager):
    person = actions.add_person(
        network=network, by=manager, name="Ann Lee", email="ann@example.org", staff_group="gp"
    )

    assert person.active_from == timezone.localdate()
    assert events() == [("person.added", {})]


def test_add_person_refuses_an_address_of_somebody_else_in_any_case(network, manager):
    PersonFactory(network=network, email="ann@example.org")

    with pytest.raises(actions.EmailTaken):
        actions.add_person(network=network, by=manager, name="Ann", email="ANN@example.org", staff_group="gp")


def test_the_same_address_may_be_in_two_networks_and_among_those_who_left(network, other_network, manager):
    PersonFactory(network=other_network, email="ann@example.org")
    PersonFactory(network=network, email="ann@example.org", active_to=timezone.localdate())

    actions.add_person(network=network, by=manager, name="Ann", email="ann@example.org", staff_group="gp")

    assert network.people.active().count() == 1


def test_people_without_address_do_not_collide(network, manager):
    for name in ("Ann", "Bo"):
        actions.add_person(network=network, by=manager, name=name, email="", staff_group="gp")

    assert network.people.count() == 2


def test_add_people_leaves_out_who_came_in_meanwhile(network, practice, manager):
    PersonFactory(network=network, email="Ann@example.org")
    PersonFactory(network=network, name="Bo Ray", email="", practice=practice)
    rows = [
        row("Ann", "ann@EXAMPLE.org"),
        row("Bo Ray", "", practice.code),
        row("Cy Fox", "cy@example.org", practice.code),
    ]

    upload, count = actions.add_people(reach=Reach(network), by=manager, rows=rows)

    assert count == 1
    assert network.people.get(upload=upload).practice == practice
    assert events() == [("people.imported", {"count": 1, "upload": str(upload)})]


def test_add_people_leaves_out_people_of_a_practice_that_left_meanwhile(network, practice, manager):
    practice.network_spells.update(end=timezone.localdate())

    assert (
        actions.add_people(
            reach=Reach(network), by=manager, rows=[row("Ann", "a@example.org", practice.code)]
        )[1]
        == 0
    )


def test_adding_three_thousand_people_takes_few_queries(network, manager, django_assert_max_num_queries):
    rows = [row(f"Person {n}", f"p{n}@example.org") for n in range(3000)]

    with django_assert_max_num_queries(10):
        assert actions.add_people(reach=Reach(network), by=manager, rows=rows)[1] == 3000


@pytest.mark.django_db(transaction=True)
def test_two_additions_at_once_add_an_address_once(network, manager):
    outcomes = []
    start = threading.Barrier(2)

    def add():
        start.wait()
        try:
            outcomes.append(
                actions.add_people(reach=Reach(network), by=manager, rows=[row("Ann", "a@example.org")])[1]
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [0, 1]


# --- Undo ------------------------------------------------------------------------
@pytest.fixture
def uploaded(network, manager):
    upload, _ = actions.add_people(
        reach=Reach(network), by=manager, rows=[row("Ann", "ann@example.org"), row("Bo", "bo@example.org")]
    )
    return upload


def test_undo_upload_takes_everybody_of_it_out_and_nobody_else(network, manager, uploaded):
    other = PersonFactory(network=network)

    assert actions.undo_upload(reach=Reach(network), by=manager, upload=uploaded) == 2
    assert list(network.people.all()) == [other]
    assert events()[-1] == ("person.removed", {"count": 2, "upload": str(uploaded)})


def test_undo_upload_keeps_who_was_invited(network, manager, uploaded):
    now = timezone.now()
    round_ = Round.objects.create(
        network=network,
        kind="scorecard",
        questionnaire=Questionnaire.objects.create(code="q", version=1, kind="scorecard", content={}),
        title="Spring",
        opens_at=now,
        closes_at=now + timedelta(days=1),
        invited=1,
    )
    Invitation.objects.create(round=round_, person=network.people.get(name="Ann"))

    assert actions.undo_upload(reach=Reach(network), by=manager, upload=uploaded) == 1
    assert [person.name for person in network.people.all()] == ["Ann"]


def test_undo_upload_keeps_who_left_and_works_for_a_day(network, manager, uploaded):
    actions.mark_left(person=network.people.get(name="Ann"), by=manager)
    assert actions.undoable(Reach(network), uploaded).count() == 1

    network.people.update(created_at=timezone.now() - timedelta(hours=25))
    assert actions.undo_upload(reach=Reach(network), by=manager, upload=uploaded) == 0
    assert network.people.count() == 2


def test_undo_upload_of_another_network_does_nothing(other_network, stranger, network, uploaded):
    assert actions.undo_upload(reach=Reach(other_network), by=stranger, upload=uploaded) == 0
    assert network.people.count() == 2


# --- Leaving and returning -------------------------------------------------------
def test_mark_left_and_put_back(network, manager):
    person = PersonFactory(network=network)

    actions.mark_left(person=person, by=manager)
    actions.mark_left(person=person, by=manager)
    person.refresh_from_db()
    assert person.active_to == timezone.localdate()
    assert person.has_left

    actions.put_back(person=person, by=manager)
    person.refresh_from_db()
    assert person.active_to is None
    assert [event for event, _ in events()] == ["person.removed", "person.changed"]


def test_put_back_refuses_where_somebody_else_has_the_address_now(network, manager):
    person = PersonFactory(network=network, email="ann@example.org", active_to=timezone.localdate())
    PersonFactory(network=network, email="Ann@example.org")

    with pytest.raises(actions.EmailTaken):
        actions.put_back(person=person, by=manager)


# --- Changing --------------------------------------------------------------------
def test_change_person_writes_and_records_only_what_changed(network, manager):
    person = PersonFactory(network=network, name="Ann", email="ann@example.org")
    Person.objects.filter(pk=person.pk).update(organisation="Written meanwhile")

    actions.change_person(person=person, by=manager, name="Anne", email="ann@example.org")

    person.refresh_from_db()
    assert (person.name, person.organisation) == ("Anne", "Written meanwhile")
    assert events() == [("person.changed", {"fields": ["name"]})]


def test_change_person_without_a_change_records_nothing(network, manager):
    person = PersonFactory(network=network, name="Ann")

    actions.change_person(person=person, by=manager, name="Ann")

    assert events() == []


def test_change_person_refuses_an_address_of_somebody_else(network, manager):
    PersonFactory(network=network, email="bo@example.org")
    person = PersonFactory(network=network, email="ann@example.org")

    with pytest.raises(actions.EmailTaken):
        actions.change_person(person=person, by=manager, email="BO@example.org")


# --- Reading ---------------------------------------------------------------------
def test_directory_finds_all_words_in_name_email_and_organisation(network):
    PersonFactory(network=network, name="Siân O'Neill", email="sian@mill.example")
    PersonFactory(network=network, name="Bo Ray", email="bo@mill.example", organisation="Vale Trust")

    assert [person.name for person in directory(Reach(network), words="o'neill MILL")] == ["Siân O'Neill"]
    assert [person.name for person in directory(Reach(network), words="trust ray")] == ["Bo Ray"]
    assert not directory(Reach(network), words="sian ray")


def test_directory_narrows_by_practice_group_and_leaving(network, practice):
    elsewhere = practice_in(network)
    PersonFactory(network=network, name="Ann", practice=practice, staff_group="gp")
    PersonFactory(network=network, name="Bo", practice=elsewhere, staff_group="admin")
    PersonFactory(network=network, name="Cy", staff_group="partner", active_to=timezone.localdate())
    PersonFactory(network=network, name="Di", staff_group="partner")

    def names(**filters):
        return [person.name for person in directory(Reach(network), **filters)]

    assert names() == ["Ann", "Bo", "Di"]
    assert names(practice=practice.code) == ["Ann"]
    assert names(practice="none") == ["Di"]
    assert names(group="admin") == ["Bo"]
    assert names(left=True) == ["Cy"]
    assert names(group="wizards") == ["Ann", "Bo", "Di"]


def test_known_are_the_active_of_this_network(network, other_network, practice):
    PersonFactory(network=network, email="Ann@example.org")
    PersonFactory(network=network, name="Bo", email="", practice=practice)
    PersonFactory(network=network, email="left@example.org", active_to=timezone.localdate())
    PersonFactory(network=other_network, email="elsewhere@example.org")

    assert known(network) == ({"ann@example.org"}, {("Bo", practice.code)})
