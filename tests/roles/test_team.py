"""Team roles: what a map shows to whom, one's own result, working groups; and never a name without consent."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations_with_replacement as combos
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import personal_data
from apps.core.models import AuditEvent
from apps.roles import team_actions
from apps.roles.models import Sight, TeamResult, TeamRole
from apps.roles.team_rules import ROLES, Recorded, draw, headline
from tests import factories
from tests.purpose.conftest import boxes


def some(*tops, name="Ann", least=()):
    """Called ``name`` and a number; without a name they want only to be counted."""
    return [Recorded(f"{name} {n}" if name else "", (top,), least, not name) for n, top in enumerate(tops)]


def test_every_role_says_what_it_brings_and_what_its_absence_means():
    assert set(ROLES) == set(TeamRole.values)
    assert all(brings and (starting or finishing) for brings, starting, finishing in ROLES.values())


@pytest.mark.parametrize("recorded", [[], some("plant", "plant"), some("plant", "shaper", name="")[:2]])
def test_below_three_people_nothing_is_shown(recorded):
    found = draw(recorded, counts_unnamed=True)
    assert (found.people, found.rows, found.left_out) == (0, (), False)


def test_covered_thin_and_missing():
    found = draw(some("plant", "plant", "shaper", least=("finisher",)), counts_unnamed=True)
    states = {row.role: (row.count, row.state, row.least) for row in found.rows}
    assert states["plant"] == (2, "covered", 0)
    assert states["shaper"] == (1, "thin", 0)
    assert states["finisher"] == (0, "missing", 3)
    assert [row.role for row in found.gaps][-1] == "shaper"
    assert (
        headline(found, dict(TeamRole.choices))
        == "7 of nine team roles are missing; Shaper rests on one person"
    )


def test_one_or_two_who_want_only_to_be_counted_are_not_nor_three_who_say_the_same():
    named = some("plant", "plant", "plant")
    few, alike = some("shaper", "finisher", name=""), some("shaper", "shaper", "shaper", name="")
    found = [draw(named + unnamed, counts_unnamed=True) for unnamed in (few, alike)]
    assert [(one.people, one.left_out) for one in found] == [(3, True)] * 2
    least = some("shaper", "finisher", "plant", name="", least=("evaluator",))
    assert draw(named + least, counts_unnamed=True).people == 3
    whole = draw(named + some("shaper", "shaper", "finisher", name=""), counts_unnamed=True)
    assert (whole.people, whole.left_out) == (6, False)
    assert next(row for row in whole.rows if row.role == "shaper").names == ()


SAID = ("plant", "shaper", "finisher")
NAMED = list(product(SAID, (Sight.LEADERS, Sight.NETWORK)))


def side_by_side(named, counted):
    """The maps that somebody of the leadership and somebody of the staff see of the same people."""
    hidden = [Recorded("", (role,), (), only_counted=True) for role in counted]
    for sights in ({Sight.LEADERS, Sight.NETWORK}, {Sight.NETWORK}):
        seen = [
            Recorded(f"Ann {n}" if sight in sights else "", (role,), ())
            for n, (role, sight) in enumerate(named)
        ]
        yield draw(seen + hidden, counts_unnamed=True)


@pytest.mark.parametrize("named", [group for n in range(4) for group in combos(NAMED, n)])
def test_two_readers_together_never_learn_the_role_of_somebody_who_is_only_counted(named):
    """Everything that up to four people may have said who are only counted, beside all groups of up to three others.

    Even to whoever knows all about the others, and how many are only counted, the maps look the same whichever of at
    least two roles somebody has."""
    for many in range(1, 5):
        possible = defaultdict(set)
        for counted in combos(SAID, many):
            possible[tuple(side_by_side(named, counted))] |= set(counted)
        assert all(len(roles) > 1 for roles in possible.values())


def test_a_working_group_counts_only_who_may_be_named_and_tells_of_nobody_else():
    unnamed = some("shaper", "shaper", "shaper", "shaper", name="")
    found = draw(some("plant", "plant", "plant") + unnamed, counts_unnamed=False)
    assert (found.people, found.left_out) == (3, False)


@pytest.fixture
def at(network):
    return lambda name="map", *args: reverse(f"team:{name}", args=[network.code, *args])


@pytest.fixture
def people(network):
    return [factories.PersonFactory(network=network, name=f"Person {letter}") for letter in "ABCDEF"]


def test_names_are_seen_by_those_they_were_given_to(client, network, at, people, manager):
    staff = factories.member_of(network, "network_staff")
    for person, seen_by in zip(people, ["network"] * 3 + ["leaders", "counts", "counts"], strict=True):
        factories.team_result_of(person, "shaper", seen_by=seen_by)
    client.force_login(staff)
    page = client.get(at()).content.decode()
    assert "What 3 people recorded" in page
    assert "Some are not counted here" in page
    assert "not named" not in page
    assert not {"Person D", "Person E", "Person F"} & set(page.replace("<", ",").split(","))
    client.force_login(manager)
    page = client.get(at()).content.decode()
    assert "Person A, Person B, Person C, Person D" in page
    assert "What 4 people recorded" in page
    assert "Some are not counted here" in page
    assert "Person E" not in page
    assert "Never for choosing, appraising or promoting anybody" in page
    assert "registered trade mark" in page


def test_leadership_is_who_has_access_and_leavers_count_no_more(client, network, at, people, manager):
    for number, role in enumerate(["board_member", "clinical_director", "network_staff", "lay_member"]):
        user = factories.member_of(network, role)
        people[number].email = user.email.upper()
        people[number].save()
        factories.team_result_of(people[number])
    client.force_login(manager)
    page = client.get(at() + "?group=leadership").content.decode()
    assert "What 3 people recorded" in page
    people[0].active_to = timezone.localdate() + timedelta(days=9)  # still here
    people[0].save()
    TeamResult.objects.filter(person=people[2]).update(
        seen_by="counts"
    )  # network staff, not of the leadership
    assert "What 3 people recorded" in client.get(at() + "?group=leadership").content.decode()
    TeamResult.objects.filter(person=people[3]).update(top=["specialist"])
    TeamResult.objects.update(seen_by="counts")  # whoever takes the leadership from everybody finds few
    assert "How to begin" in client.get(at() + "?group=leadership").content.decode()
    assert "What 4 people recorded" in client.get(at()).content.decode()
    TeamResult.objects.update(seen_by="network")
    people[0].active_to = date(2026, 1, 2)
    people[0].save()
    assert "How to begin" in client.get(at() + "?group=leadership").content.decode()


def test_own_result_is_recorded_changed_and_withdrawn_and_the_log_names_nobody(client, network, at):
    member = factories.member_of(network, "network_staff")
    client.force_login(member)
    assert "not in the directory yet" in client.get(at("own")).content.decode()
    assert client.post(at("withdraw")).status_code == 404
    factories.PersonFactory(network=network, email=member.email)
    sent = {
        "top": ["plant", "shaper"],
        "least": ["finisher"],
        "seen_by": "counts",
        **boxes("reported_on", date(2026, 1, 5)),
    }
    client.post(at("own"), sent)
    assert TeamResult.objects.get().top == ["plant", "shaper"]
    client.post(at("own"), sent | {"seen_by": "network"})
    assert TeamResult.objects.get().seen_by == "network"
    client.post(at("withdraw"))
    assert not TeamResult.objects.exists()
    lines = AuditEvent.objects.filter(event="team.recorded")
    assert {(line.actor_id, line.object_code, str(line.detail)) for line in lines} == {(None, "", "{}")}
    assert lines.count() == 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"top": []}, "Select your top roles"),
        ({"top": ["plant", "shaper", "finisher", "specialist"]}, "Select 3 top roles at most"),
        ({"least": ["plant"]}, "Plant can’t be a top role and a least preferred one"),
        ({"seen_by": ""}, "Select who may see it"),
        (boxes("reported_on", date(2099, 1, 1)), "must be today or in the past"),
        ({"top": ["=<b>"]}, "is not one of the available choices"),
    ],
)
def test_bad_results_are_refused_in_words(client, network, at, manager, wrong, said):
    factories.PersonFactory(network=network, email=manager.email)
    client.force_login(manager)
    sent = {"top": ["plant"], "seen_by": "counts", **boxes("reported_on", date(2026, 1, 5))}
    assert said in client.post(at("own"), sent | wrong).content.decode()
    assert not TeamResult.objects.exists()


def test_a_manager_names_changes_and_deletes_a_working_group(client, network, at, people, manager):
    client.force_login(manager)
    wrong = client.post(at("group_new"), {"name": "Winter", "people": "Person A\nElsewhere"}).content.decode()
    assert "Line 2: Nobody in your directory" in wrong
    client.post(at("group_new"), {"name": "Winter", "people": "Person A\r\nPerson B"})
    group = network.working_groups.get()
    again = client.post(at("group_new"), {"name": "WINTER", "people": "Person A"}).content.decode()
    assert "There is a working group of this name already" in again
    client.post(at("group_edit", group.pk), {"name": "Winter plan", "people": "Person C"})
    assert [one.name for one in group.people.all()] == ["Person C"]
    for person in people[:4]:
        factories.team_result_of(person)
    group.people.set(people[:4])
    assert "What 4 people recorded" in client.get(at() + f"?group={group.pk}").content.decode()
    client.post(at("group_delete", group.pk))
    assert not network.working_groups.exists()
    assert client.get(at() + "?group=x").status_code == 200


def test_own_data_is_handed_out_moved_and_erased(network, people, manager):
    old = factories.team_result_of(people[0], reported_on=date(2025, 1, 1))
    new = factories.team_result_of(people[1], "shaper")
    group = factories.working_group_of(network, people[1])
    private = {one.heading: one.private for one in personal_data.sections(people[1])}
    assert (private["Team roles"], private["Working groups"]) == (True, False)
    personal_data.move(kept=people[0], merged=people[1], by=manager)
    assert TeamResult.objects.get().pk == new.pk != old.pk
    assert list(group.people.all()) == [people[0]]
    personal_data.erase(person=people[0], by=manager)
    assert not TeamResult.objects.exists()
    assert not group.people.exists()


def test_withdrawing_what_is_not_there_puts_nothing_on_record(people):
    team_actions.withdraw_own(person=people[0])
    assert not AuditEvent.objects.exists()


def test_the_map_as_a_list_has_what_its_reader_sees(client, network, at, people):
    for person, seen_by in zip(people, ["network"] * 3 + ["leaders"] * 3, strict=True):
        factories.team_result_of(
            person, "shaper" if person.name < "Person E" else "finisher", seen_by=seen_by
        )
    client.force_login(factories.member_of(network, "network_staff"))
    assert f'href="{at("map_csv")}" download' in client.get(at()).content.decode()
    said = client.get(at("map_csv")).content.decode()
    assert "Shaper" in said
    assert '4,"Person A, Person B, Person C, 1 not named"' in said
    assert "Person D" not in said
    part = client.get(at("map_csv") + "?group=leadership").content.decode()
    assert part.count("\r\n") == 1
    assert AuditEvent.objects.filter(event="export.made").count() == 2
