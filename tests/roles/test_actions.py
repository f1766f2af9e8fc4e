"""Posts and terms: what is written, and what is refused with words that help."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.core.models import AuditEvent
from apps.practices.models import PracticeMembership
from apps.roles import actions
from apps.roles.models import Appointment, Share, Stage
from apps.roles.queries import seats
from apps.roles.rules import Refused
from tests import factories

START = date(2024, 4, 1)
NAMES = ("Aoife O’Connor-Śliwińska", "X" * 120)


@pytest.fixture
def post(network):
    return factories.post_of(network, "clinical_director", unit="sessions")


@pytest.fixture
def person(network):
    return factories.PersonFactory(network=network, staff_group="nurse")


def appoint(post, manager, person=None, start=START, **fields):
    person = person or factories.PersonFactory(network=post.network)
    return actions.appoint(post=post, by=manager, person=person, start=start, **fields)


def refused(**fields):
    return pytest.raises(Refused, **fields)


def test_a_nurse_becomes_director_and_it_is_on_record(post, person, manager):
    appoint(post, manager, person, funded=Decimal(2), how="elected")

    [seat] = seats(post.network.posts.all())
    assert [one.person for one in seat.holders] == [person]
    assert seat.lacks_cover
    assert not seat.is_vacant
    post.refresh_from_db()
    assert post.stage == Stage.STARTED
    assert AuditEvent.objects.get().event == "roles.appointed"


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_spelling_are_said_back(post, manager, name):
    appoint(post, manager, factories.PersonFactory(network=post.network, name=name))

    with refused(match=name):
        appoint(post, manager, start=START + timedelta(days=1))


def test_two_directors_at_once_are_refused_also_in_two_posts(post, manager):
    appoint(post, manager, last_day=date(2026, 3, 31))
    second = factories.post_of(post.network, "clinical_director", unit="sessions")

    for other in (post, second):
        with refused(match="End that term first, or say that both share"):
            appoint(other, manager, start=date(2026, 3, 31))
    with refused():
        appoint(second, manager, start=date(2025, 1, 1), share=Share.JOB_SHARE)
    assert appoint(post, manager, start=date(2026, 4, 1))


def test_two_share_a_post_and_cover_one_another(post, manager):
    for _ in range(2):
        appoint(post, manager, share=Share.JOB_SHARE)

    [seat] = seats(post.network.posts.all())
    assert len(seat.holders) == 2
    assert not seat.lacks_cover


def test_a_deputy_gives_cover_and_nobody_deputises_for_themselves(post, person, manager):
    appoint(post, manager, person)
    with refused(match="is in this role"):
        appoint(post, manager, person, share=Share.DEPUTY)
    appoint(post, manager, share=Share.DEPUTY)

    assert not seats(post.network.posts.all())[0].lacks_cover


def test_seats_of_two_practices_may_be_held_at_once(network, practice, manager):
    for one in (practice, factories.practice_in(network)):
        post = actions.add_post(
            network=network, by=manager, role="practice_representative", practice=one, wanted_from=START
        )
        appoint(post, manager)
    with refused(match="has a post of this role already"):
        actions.add_post(
            network=network, by=manager, role="practice_representative", practice=one, wanted_from=START
        )


@pytest.mark.parametrize(
    ("role", "amount", "words"),
    [
        ("clinical_pharmacist", "37.5", "37.5 looks like hours a week. .* enter 1."),
        ("clinical_pharmacist", "18.75", "enter 0.5."),
        ("clinical_pharmacist", "75.5", "1 is full time"),
        ("clinical_pharmacist", "-1", "Enter 0 or more"),
        ("clinical_director", "20", "A session is half a day"),
        ("lay_member", "1", "not counted"),
    ],
)
def test_hours_are_no_whole_time_equivalents(network, manager, role, amount, words):
    with refused(match=words):
        actions.add_post(network=network, by=manager, role=role, wanted_from=START, funded=Decimal(amount))
    unit = actions.role_type(role).unit
    post = factories.post_of(network, role, unit=unit)
    with refused(match=words):
        appoint(post, manager, funded=Decimal(amount))


def test_a_term_can_not_run_backwards(post, manager):
    with refused(match="The last day is before the first day"):
        appoint(post, manager, last_day=START - timedelta(days=1))
    term = appoint(post, manager)
    for change in (
        lambda: actions.end_term(term=term, by=manager, last_day=START - timedelta(days=1)),
        lambda: actions.change_term(term=term, by=manager, start=START, last_day=date(2020, 1, 1)),
    ):
        with refused():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.update(last_day=date(2020, 1, 1))


def test_the_database_refuses_a_second_open_term_beside_the_actions(post, manager):
    appoint(post, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.appointed_to(post)


def test_nobody_is_appointed_before_their_practice_joined(network, manager):
    practice = factories.PracticeFactory(name="Harbour Surgery")
    PracticeMembership.objects.create(
        practice=practice, network=network, start=date(2025, 4, 1), end=date(2026, 4, 1)
    )
    seat = factories.post_of(network, "practice_representative", practice=practice)
    words = "Harbour Surgery joined Northern Vale PCN on 1 April 2025"
    with refused(match=words):
        appoint(seat, manager)
    with refused(match=words):
        of_it = factories.PersonFactory(network=network, practice=practice)
        appoint(factories.post_of(network, "lay_member"), manager, of_it)
    with refused(match="was not a member"):
        appoint(seat, manager, start=date(2026, 4, 1))
    assert appoint(seat, manager, start=date(2025, 4, 1))


def test_nobody_is_appointed_before_the_role_or_the_network_was_there(network, manager):
    gp = factories.post_of(network, "gp", unit="wte")
    with refused(match="exists since 1 October 2024"):
        appoint(gp, manager)
    network.opened_on = date(2025, 1, 1)
    network.save()
    with refused(match="The network opened on 1 January 2025"):
        appoint(gp, manager, start=date(2024, 12, 1))


def test_nobody_of_another_network_is_appointed(post, other_network, manager):
    with refused(match="directory"):
        appoint(post, manager, factories.PersonFactory(network=other_network))


def test_a_term_is_handed_over_to_the_deputy(post, manager):
    term = appoint(post, manager, last_day=date(2027, 3, 31))
    deputy = appoint(post, manager, share=Share.DEPUTY)

    actions.hand_over(term=term, to=deputy.person, by=manager, on=date(2026, 6, 30))

    term.refresh_from_db()
    follower = Appointment.objects.exclude(pk=term.pk).get(share=Share.WHOLE)
    assert term.last_day == date(2026, 6, 30)
    assert (follower.person, follower.start, follower.last_day) == (
        deputy.person,
        date(2026, 7, 1),
        date(2027, 3, 31),
    )
    assert seats(post.network.posts.all(), date(2026, 7, 1))[0].deputies == ()


def test_a_term_that_is_left_to_nobody_is_a_vacancy_from_the_day_after(post, manager):
    term = appoint(post, manager)
    actions.hand_over(term=term, to=None, by=manager, on=date(2026, 6, 30))

    assert seats(post.network.posts.all(), date(2026, 8, 1))[0].vacant_since == date(2026, 7, 1)


def test_a_post_is_closed_only_when_nobody_holds_it(post, manager):
    term = appoint(post, manager)
    with refused(match="Somebody holds this role"):
        actions.close_post(post=post, by=manager, on=date(2026, 1, 1))
    actions.end_term(term=term, by=manager, last_day=date(2025, 12, 31))
    actions.close_post(post=post, by=manager, on=date(2026, 1, 1))

    post.refresh_from_db()
    assert seats(post.network.posts.all(), date(2026, 1, 1)) == []
    with refused(match="no longer wants"):
        appoint(post, manager, start=date(2026, 2, 1))


def test_the_stage_of_a_vacancy_moves_and_that_of_a_held_post_does_not(network, manager):
    post = factories.post_of(network, "paramedic", unit="wte", stage=Stage.IDEA)
    actions.set_stage(post=post, by=manager, stage=Stage.ADVERTISED)
    with refused(match="Appoint somebody"):
        actions.set_stage(post=post, by=manager, stage=Stage.STARTED)
    appoint(post, manager)
    with refused(match="Somebody holds"):
        actions.set_stage(post=post, by=manager, stage=Stage.OFFERED)


def test_wishes_become_a_seat_each_and_one_for_every_practice(network, practice, manager):
    factories.practice_in(network)
    wishes = ["clinical_director", "practice_representative", "lay_member"]

    assert actions.add_wishes(network=network, by=manager, roles=wishes) == 4
    assert actions.add_wishes(network=network, by=manager, roles=wishes) == 0
    assert network.posts.filter(votes=True).count() == 3
