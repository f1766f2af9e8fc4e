"""The time log: one's own for oneself, sums for the others, what is funded against what was worked."""

import threading
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from apps.core import contributions
from apps.core.models import AuditEvent
from apps.demo.clock import at as at_moment
from apps.people import merging, personal_data
from apps.roles import leading_hooks, time_actions, time_queries
from apps.roles.models import Appointment, MonthLogged, Post, Unit
from apps.roles.time_rules import KINDS, first_of, quarter_of, settled_quarters
from tests import factories
from tests.factories import PersonFactory

NOTHING = dict.fromkeys(KINDS, "")


@pytest.fixture
def at(network):
    return lambda name, **keys: reverse(f"roles:{name}", kwargs={"code": network.code, **keys})


@pytest.fixture
def me(network, director):
    return PersonFactory(network=network, name=director.name, email=director.email)


@pytest.fixture
def as_director(client, director):
    client.force_login(director)
    return client


def row(network, month, user=None, *, leads=False, **sessions):
    return MonthLogged.objects.create(
        network=network,
        user=user or factories.UserFactory(),
        month=month,
        leads=leads,
        who=uuid.uuid4(),
        **sessions,
    )


def test_a_month_is_written_shown_to_oneself_and_recorded_nowhere(as_director, at, network, director, me):
    month = first_of(timezone.localdate())

    page = as_director.post(
        at("time"), NOTHING | {"meetings": "2.5", "people": "1"}, follow=True
    ).content.decode()

    assert "Only you can see it." in page
    mine = MonthLogged.objects.get()
    assert (mine.user, mine.person, mine.month, mine.leads, mine.total) == (
        director,
        me,
        month,
        True,
        Decimal("3.5"),
    )
    assert not AuditEvent.objects.exists()
    as_director.post(at("time"), NOTHING)
    assert not MonthLogged.objects.exists()


def test_nobody_else_sees_ones_own_time(client, at, network, director, me, manager):
    row(network, first_of(timezone.localdate()), director, meetings=Decimal("17.3"))
    PersonFactory(network=network, email=manager.email)
    client.force_login(manager)

    for page in (at("time"), at("spread"), reverse("people:data", args=[network.code, me.pk])):
        assert "17.3" not in client.get(page).content.decode().split("<main")[1]


def test_ones_own_address_on_somebodys_entry_opens_nothing_of_theirs(
    client, at, network, director, me, manager
):
    """Whoever keeps the directory could write it there."""
    time_actions.log_month(
        network=network,
        by=director,
        person=me,
        month=first_of(timezone.localdate()),
        sessions={"meetings": Decimal("17.3")},
    )
    me.email = manager.email
    me.save()
    client.force_login(manager)

    for page in (at("time"), reverse("people:own", args=[network.code])):
        assert "17.3" not in client.get(page).content.decode().split("<main")[1]


def test_somebody_without_an_entry_is_told_what_to_do(as_director, at, director):
    assert f"ask whoever manages the network to add you with {director.email}" in as_director.get(
        at("time")
    ).content.decode().replace("\n", " ")
    assert as_director.post(at("time"), {"meetings": "2"}).status_code == 200
    assert not MonthLogged.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("many", "Enter a number of sessions"),
        ("-1", "Sessions can’t be less than 0"),
        ("61", "A month has at most 60 sessions"),
        ("0.25", "Enter tenths of a session"),
        ("1e9", "A month has at most 60 sessions"),
        ("NaN", "Enter a number of sessions"),
    ],
)
def test_impossible_sessions_are_refused(as_director, at, me, typed, words):
    assert words in as_director.post(at("time"), NOTHING | {"meetings": typed}).content.decode()
    assert not MonthLogged.objects.exists()


def test_two_kinds_of_forty_are_more_than_a_month(as_director, at, me):
    page = as_director.post(at("time"), NOTHING | {"meetings": "40", "people": "40"}).content.decode()

    assert "two on every working day" in page


def test_a_settled_month_can_be_written_no_more(network, director, me):
    with pytest.raises(time_actions.MonthClosed):
        time_actions.log_month(
            network=network, by=director, person=me, month=date(2026, 1, 1), sessions={"meetings": 1}
        )


def test_a_month_that_settles_while_its_form_is_open_is_refused_in_words(as_director, at, me, monkeypatch):
    monkeypatch.setattr(time_actions, "open_months", lambda today: [])

    page = as_director.post(at("time"), NOTHING | {"meetings": "1"}, follow=True).content.decode()

    assert "can’t be filled in any more" in page


@pytest.mark.django_db(transaction=True)
def test_two_windows_write_one_row(network, director, me):
    start, month = threading.Barrier(2), first_of(timezone.localdate())

    def write(sessions):
        start.wait()
        try:
            time_actions.log_month(network=network, by=director, person=me, month=month, sessions=sessions)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=({"meetings": number},)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert MonthLogged.objects.get().total in (1, 2)


# --- Sums ----------------------------------------------------------------------------------
@pytest.fixture
def quarter():
    return settled_quarters(timezone.localdate(), 1)[0]


def test_sums_are_shown_of_five_and_to_everybody_alike(client, at, network, quarter, board_member):
    for number in range(4):
        row(network, quarter, leads=number < 2, meetings=4, change=4)
    client.force_login(board_member)
    assert "Not shown, to protect people" in client.get(at("spread")).content.decode()

    row(network, first_of(quarter, 2), meetings=4, change=4)
    page = client.get(at("spread")).content.decode()

    assert "About 40 sessions that at least 5 people logged" in page
    assert "60%" in page
    (load,) = contributions.network_load.of(network, frozenset())
    assert (load.pieces, load.beyond, load.hands) == (10, 6, 0)


def test_sums_of_a_quarter_that_can_still_be_written_are_shown_to_nobody(network):
    for _ in range(6):
        row(network, first_of(timezone.localdate()), meetings=4)

    assert all(one.sums is None for one in time_queries.quarters([network.pk])[network.pk])


def test_quarters_of_many_networks_take_one_query(network, django_assert_num_queries):
    others = [factories.NetworkFactory().pk for _ in range(3)]
    with django_assert_num_queries(1):
        time_queries.quarters([network.pk, *others])


def test_erasing_somebody_takes_their_open_months_and_changes_no_sum_that_was_shown(
    network, quarter, director, me
):
    for _ in range(4):
        row(network, quarter, meetings=5)
    mine = [
        row(network, month, director, person=me, meetings=5)
        for month in (quarter, first_of(timezone.localdate()))
    ]
    before = time_queries.quarters([network.pk])

    personal_data.erase(person=me, by=director)

    assert time_queries.quarters([network.pk]) == before
    settled = MonthLogged.objects.get(pk=mine[0].pk)
    assert (settled.user, settled.person) == (None, None)
    assert not MonthLogged.objects.filter(pk=mine[1].pk).exists()


def test_time_moves_with_a_merge_and_is_handed_out_to_oneself_only(network, quarter, director, me):
    row(network, quarter, director, person=me, meetings=5)
    twin = PersonFactory(network=network, name="Twin", email="")

    kept = merging.merge(network=network, by=director, kept=twin, merged=me)

    (section,) = [one for one in leading_hooks.sections(kept) if one.rows]
    assert (section.heading, section.private) == ("Time log", True)


# --- Funded and worked ---------------------------------------------------------------------
def appoint(network, person, **fields):
    post = Post.objects.create(
        network=network, role="clinical_director", unit=fields.pop("unit", Unit.SESSIONS), funded=fields.pop("of_post"),
        stage_since=date(2025, 1, 1), wanted_from=date(2025, 1, 1),
    )  # fmt: skip
    return Appointment.objects.create(post=post, person=person, start=date(2025, 1, 1), **fields)


def test_what_was_worked_stands_beside_what_is_funded(as_director, at, network, director, me):
    appoint(network, me, of_post=Decimal("2"))
    today = timezone.localdate()
    row(network, first_of(today), director, person=me, meetings=40)
    assert "Once a month that you logged is over" in as_director.get(at("time")).content.decode()

    row(network, date(2026, 2, 1), director, person=me, meetings=12)
    page = as_director.get(at("time")).content.decode()

    assert "funded for <strong>2.0</strong> sessions a week" in page
    assert "you worked <strong>3.0</strong> a week: 1.0 more than is funded" in page


def test_whole_time_equivalents_are_ten_sessions_and_an_appointments_own_figure_counts_first(network, me):
    appoint(network, me, of_post=Decimal("1.0"), unit=Unit.WTE, funded=Decimal("0.5"))

    assert time_queries.funded_against_logged(me, []).funded == Decimal("5.0")
    assert time_queries.funded_against_logged(PersonFactory(network=network), []) is None


def test_the_months_of_last_quarter_are_offered_for_two_weeks(client, at, network, director, me):
    start = quarter_of(timezone.localdate())
    with at_moment(timezone.now().replace(month=start.month, day=5)):
        client.force_login(director)
        page = client.get(at("time")).content.decode()
    last = first_of(start, -1)
    assert f"?month={last:%Y-%m}" in page
