"""The pages of roles: what a manager does on them, and what they say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import Reader, network_coming, network_load, network_needs
from apps.networks.models import permissions_in
from apps.practices.models import Workforce
from apps.roles.models import Appointment, Share
from apps.roles.role_types import all_types
from tests import factories


def url(name, network, *args, **query):
    return reverse(f"roles:{name}", args=[network.code, *args], query=query or None)


def day_of(name, when: date) -> dict:
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_from_a_wish_list_to_a_director(as_manager, network, practice):
    page = text(as_manager.get(url("list", network)))
    assert "Choose the roles you want" in page
    wishes = {"roles": ["clinical_director", "practice_representative", "lay_member"]}
    as_manager.post(url("wishes", network), wishes)
    assert "0 of 3 roles are filled." in text(as_manager.get(url("list", network)))
    person = factories.PersonFactory(network=network, name="Dr Sunniva Okoro")
    post = network.posts.get(role="clinical_director")
    sent = {"person": "sunniva", "share": "whole", "how": "elected", "funded": "2.5"}
    sent |= day_of("start", date(2026, 4, 1))

    answer = as_manager.post(url("appoint", network, post.pk), sent, follow=True)

    assert "Held by Dr Sunniva Okoro. Nobody stands in when they are away." in text(answer)
    assert "2.5 sessions a week funded" in text(answer)
    term = Appointment.objects.get()
    assert (term.person, term.funded) == (person, Decimal("2.5"))
    assert "1 of 3 roles is filled; 1 has nobody to stand in." in text(as_manager.get(url("list", network)))


def test_bad_input_is_said_beside_its_field(as_manager, network):
    factories.PersonFactory(network=network, name="Ann Lee")
    post = factories.post_of(network, "clinical_pharmacist", unit="wte")
    sent = {"person": "Ann Lee", "share": "whole", "funded": "37.5"} | day_of("start", date(2026, 4, 1))

    page = text(as_manager.post(url("appoint", network, post.pk), sent))
    assert '<a href="#id_funded">37.5 looks like hours a week. Full time is 37.5 hours' in page
    page = text(
        as_manager.post(
            url("appoint", network, post.pk), sent | {"funded": "1"} | day_of("last_day", date(2026, 3, 1))
        )
    )
    assert "The last day is before the first day." in page
    page = text(as_manager.post(url("appoint", network, post.pk), {"person": "Nobody", "interests": "x"}))
    for words in ("Nobody in your directory", "Enter the first day", "Enter when they declared it"):
        assert words in page
    assert not Appointment.objects.exists()


def test_a_role_is_chosen_first_and_then_asked_what_it_needs(as_manager, network, practice):
    assert "Choose a role" in text(as_manager.get(url("add", network, role="no such")))
    answer = as_manager.get(url("add", network, role="practice_representative"))
    assert practice.name in text(answer)
    today = day_of("wanted_from", timezone.localdate())
    sent = {"practice": practice.code, "on_board": "on", "votes": "on"} | today
    answer = as_manager.post(url("add", network, role="practice_representative"), sent)
    post = network.posts.get()
    assert answer.url == post.get_absolute_url()
    assert post.votes
    again = as_manager.post(url("add", network, role="practice_representative"), sent)
    assert "has a post of this role already" in text(again)
    assert "Enter what they lead" in text(as_manager.post(url("add", network, role="lead"), today))


def test_a_role_is_changed_moved_and_taken_off_again(as_manager, network):
    post = factories.post_of(network, "paramedic", unit="wte", on_board=False, stage="idea")
    as_manager.post(url("change", network, post.pk), {"title": "Home visits", "funded": "0.8"})
    as_manager.post(url("stage", network, post.pk), {"stage": "advertised"})
    post.refresh_from_db()
    assert (post.title, post.funded, post.stage) == ("Home visits", Decimal("0.8"), "advertised")
    answer = as_manager.post(url("stage", network, post.pk), {"stage": "started"}, follow=True)
    assert "Choose how far it is" in text(answer)
    as_manager.post(url("close", network, post.pk), day_of("day", date(2026, 1, 1)))
    post.refresh_from_db()
    assert post.closed_on == date(2026, 1, 1)
    assert "no longer wants this role" in text(as_manager.get(post.get_absolute_url()))


def test_a_role_added_by_mistake_goes_without_a_trace(as_manager, network):
    today = timezone.localdate()
    post = factories.post_of(network, wanted_from=today, stage_since=today)
    as_manager.post(url("close", network, post.pk), day_of("day", today))
    assert not network.posts.exists()


def test_filters_find_where_it_is_thin(as_manager, network):
    today = timezone.localdate()
    factories.post_of(network, "council")
    ends = factories.post_of(network, "acute")
    factories.appointed_to(ends, last_day=today + timedelta(days=89))
    alone = factories.post_of(network, "chair")
    factories.appointed_to(alone)
    later = factories.post_of(network, "community")
    factories.appointed_to(later, last_day=today + timedelta(days=91))

    for show, name in (("vacant", "Council"), ("ends", "Hospital"), ("cover", "Board chair")):
        page = text(as_manager.get(url("list", network, show=show)))
        assert "1 role found" in page
        assert name in page
    assert "4 roles" in text(as_manager.get(url("list", network, show="x")))
    lines = as_manager.get(url("export", network, show="vacant")).content.decode().splitlines()
    assert len(lines) == 2


def test_a_term_is_changed_and_ended(as_manager, network):
    post = factories.post_of(network, "chair")
    term = factories.appointed_to(post)
    sent = {"person": term.person.name, "share": "job_share"} | day_of("start", term.start)
    as_manager.post(url("term_change", network, term.pk), sent)
    as_manager.post(url("term_end", network, term.pk), day_of("day", date(2026, 3, 31)))
    term.refresh_from_db()
    assert (term.share, term.last_day) == ("job_share", date(2026, 3, 31))
    assert "Vacant since 1 April 2026" in text(as_manager.get(post.get_absolute_url()))
    again = as_manager.post(url("term_end", network, term.pk), day_of("day", date(2027, 3, 31)))
    assert "ends before that day already" in text(again)


def test_the_board_says_whether_it_can_decide(as_manager, network, practice):
    seats = [
        factories.post_of(network, "clinical_director", unit="sessions", votes=True),
        factories.post_of(network, "practice_representative", votes=True, practice=practice),
        factories.post_of(network, "lay_member"),
    ]
    other = factories.practice_in(network, name="Elm Surgery")
    page = text(as_manager.get(url("board", network)))
    assert "0 of 3 seats are filled, 0 of 2 with a vote." in page
    assert f"No seat is wanted yet for {other.name}." in page
    wrong = as_manager.post(url("rule", network), {"quorum": "3"})
    assert "The board has 2 votes" in text(wrong)
    assert "enter that number at most" in text(
        as_manager.post(url("rule", network), {"quorum": "1", "of_practices": "2"})
    )
    as_manager.post(url("rule", network), {"quorum": "2", "of_practices": "1", "with_director": "on"})
    factories.appointed_to(seats[0])
    page = text(as_manager.get(url("board", network)))
    assert "can’t decide anything: one vote and one practice’s vote missing" in page
    factories.appointed_to(seats[1], interests="Owns a pharmacy", declared_on=date(2026, 1, 5))
    page = text(as_manager.get(url("board", network)))
    assert "2 of 3 seats are filled, 2 of 2 with a vote. There are enough votes to decide." in page
    assert (
        "If everybody with a declared interest stood back, one vote and one practice’s vote would be missing"
        in page
    )
    assert "1 person has not declared" in page
    head, *lines = as_manager.get(url("board_csv", network)).content.decode("utf-8-sig").splitlines()
    assert head == "Role,Practice or organisation,Who,Vote,Since,Declared interests"
    assert len(lines) == 3
    assert f"{practice.name}," in lines[1]
    assert lines[1].endswith("Owns a pharmacy (5 January 2026)")


def test_published_figures_are_confirmed_or_corrected(as_manager, network):
    assert "have not been imported yet" in text(as_manager.get(url("confirm", network)))
    for name, group, fte in (
        ("Pharmacist", "Other Direct Patient Care staff", "2.6"),
        ("Other", "Other Direct Patient Care staff", "1"),
        ("Other", "Other Nurses", "5"),
    ):
        Workforce.objects.create(
            network=network, day=date(2026, 6, 30), staff_group=group, role=name, detailed_role=name,
            source="NWRS Staff", fte=fte,
        )  # fmt: skip
    post = factories.post_of(network, "clinical_pharmacist", unit="wte", on_board=False, funded=1)
    factories.appointed_to(post, actual=Decimal("0.8"))
    page = text(as_manager.get(url("confirm", network)))
    assert 'value="2.60"' in page
    assert "Published: 1.00 WTE on 30 June 2026" in page

    as_manager.post(url("confirm", network), {"clinical_pharmacist": "1.8", "other_direct_care": ""})

    figure = network.confirmed_figures.get()
    assert (figure.role, figure.published, figure.wte) == (
        "clinical_pharmacist",
        Decimal("2.6"),
        Decimal("1.8"),
    )
    page = text(as_manager.get(url("pipeline", network)))
    for words in ("1 of 1 post in additional roles is filled.", "2.60", "1.80", "0.80"):
        assert words in page
    bad = as_manager.post(url("confirm", network), {"clinical_pharmacist": "-1"})
    assert "Enter 0 or more" in text(bad)


def test_shared_staff_are_spread_over_practices(as_manager, network):
    one, two = (factories.practice_in(network, name=name, patients=8_000) for name in ("Ash", "Elm"))
    post = factories.post_of(network, "clinical_pharmacist", unit="wte", on_board=False)
    term = factories.appointed_to(post)
    too_much = as_manager.post(url("deploy", network, term.pk), {one.code: "10", two.code: "5"})
    assert "15 sessions a week together" in text(too_much)
    as_manager.post(url("deploy", network, term.pk), {one.code: "2", two.code: "6"})

    page = text(as_manager.get(url("grid", network)))
    assert "8 sessions a week, 0.50 for every 1,000 patients: from 0.25 at Ash to 0.75 at Elm." in page
    lines = as_manager.get(url("grid_csv", network)).content.decode("utf-8-sig").splitlines()
    assert lines == ["Who,Role,Ash,Elm,Together", f"{term.person.name},Clinical pharmacist,2,6,8"]
    as_manager.post(url("deploy", network, term.pk), {one.code: "3"})
    assert list(term.deployments.values_list("practice", "sessions")) == [(one.pk, Decimal(3))]


def test_somebody_starts_step_by_step(as_manager, network):
    today = timezone.localdate()
    post = factories.post_of(network, "paramedic", unit="wte", on_board=False)
    term = factories.appointed_to(post, start=today - timedelta(days=31))
    term.ticks.create(item="welcome", done_on=today - timedelta(days=20))
    as_manager.post(url("start", network, term.pk), {"done": ["welcome", "buddy"]})
    page = text(as_manager.get(url("start", network, term.pk)))
    assert "2 of 10 steps are done, 1 of them by day 30." in page
    as_manager.post(url("start", network, term.pk), {"done": ["buddy"]})
    assert list(term.ticks.values_list("item", flat=True)) == ["buddy"]


def test_a_yearly_review_keeps_what_was_agreed_and_asks_for_nothing_else(
    as_manager, network, client, board_member
):
    post = factories.post_of(network, "chair")
    term = factories.appointed_to(post)
    page = text(as_manager.get(url("review", network, term.pk)))
    assert "their health and their private life belong in no record" in page
    tomorrow = day_of("held_on", timezone.localdate() + timedelta(days=1))
    assert "still to come" in text(as_manager.post(url("review", network, term.pk), tomorrow))
    sent = {"agreed": "Hands on the agenda"} | day_of("held_on", date(2026, 5, 1))
    as_manager.post(url("review", network, term.pk), sent)
    assert "noted already" in text(as_manager.post(url("review", network, term.pk), sent))
    assert "Hands on the agenda" in text(as_manager.get(post.get_absolute_url()))
    client.force_login(board_member)
    assert "Hands on the agenda" not in text(client.get(post.get_absolute_url()))


@pytest.fixture
def reader(network, manager):
    return network, permissions_in(manager.network_memberships.all())


def test_home_says_what_is_vacant_ends_and_is_thin(reader, network):
    today = timezone.localdate()
    factories.post_of(network, "council", wanted_from=date(2026, 1, 1))
    ends = factories.post_of(network, "finance_lead", unit="sessions")
    factories.appointed_to(ends, start=today - timedelta(days=100), last_day=today + timedelta(days=90))
    chair = factories.post_of(network, "chair")
    factories.appointed_to(chair, start=date(2021, 1, 1))
    new = factories.appointed_to(factories.post_of(network, "gp", on_board=False), start=today)

    said = [need.text for need in network_needs.of(*reader)]

    assert "Council partner is vacant since 1 January 2026" in said
    assert any(words.startswith("Finance lead: the term ends on") for words in said)
    assert "2 roles have nobody to stand in" in said
    assert f"{new.person} starts: 0 of 10 steps done" in said
    assert sum(words.startswith("Yearly review with") for words in said) == 1
    assert "A term ends: Finance lead." in [one.text for one in network_coming.of(*reader)]


def test_load_counts_roles_beyond_director_and_manager(network, manager):
    busy = factories.PersonFactory(network=network)
    for role in ("clinical_director", "chair"):
        factories.appointed_to(factories.post_of(network, role, unit=all_types()[role].unit), busy)
    factories.appointed_to(factories.post_of(network, "finance_lead", unit="sessions"))
    factories.appointed_to(factories.post_of(network, "lay_member"), busy, share=Share.DEPUTY)
    reader = Reader(network, permissions_in(manager.network_memberships.all()))

    [load] = [one for one in network_load.of_each([reader])[network.pk] if one.kind == "Roles"]

    assert (load.pieces, load.beyond, load.hands, load.busiest) == (3, 1, 2, 3)
