"""The list of rounds, a round's page, and what can be done to it."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.contributions import Reader
from apps.jobs.models import Job
from apps.networks.models import permissions_in
from apps.scorecard import needs as provider
from apps.surveys.models import Ballot, Invitation, Round
from tests.factories import member_of, round_of
from tests.typed import date_boxes

from .conftest import by_theme


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def answered(open_round, people):
    """Give the open round twelve invitations, ``count`` of them answered."""

    def answer(count):
        Invitation.objects.bulk_create(
            Invitation(round=open_round, person=person, answered=n < count) for n, person in enumerate(people)
        )
        Ballot.objects.bulk_create(Ballot(round=open_round, sealed=b"sealed") for _ in range(count))
        Round.objects.filter(pk=open_round.pk).update(invited=len(people))
        return open_round

    return answer


# --- The list ----------------------------------------------------------------------
def test_without_rounds_the_list_teaches_and_offers_one(as_manager, at):
    page = text(as_manager.get(at("list")))

    assert "The scorecard starts a conversation" in page
    assert "Open your first round" in page


def test_who_may_not_open_rounds_is_told_who_can(client, at, board_member):
    client.force_login(board_member)
    page = text(client.get(at("list")))

    assert "Open your first round" not in page
    assert "manager or clinical director can open" in page


def test_closed_network_keeps_its_results_and_opens_no_round(as_manager, at, closed_round, network):
    closed = closed_round(by_theme())
    type(network).objects.filter(pk=network.pk).update(closed_on="2026-01-01")
    page = text(as_manager.get(at("list")))

    assert at("results", pk=closed.pk) in page
    assert at("open") not in page


def test_list_links_results_and_the_running_round(as_manager, at, open_round, closed_round, other_network):
    closed = closed_round(by_theme())
    closed_round(by_theme(), network=other_network, title="Foreign round")
    page = text(as_manager.get(at("list")))

    assert at("results", pk=closed.pk) in page
    assert at("round", pk=open_round.pk) in page
    assert "See the round that is running" in page
    assert "Open a round" not in page
    assert "Foreign round" not in page


def test_list_pages_with_constant_queries(as_manager, at, closed_round, django_assert_max_num_queries):
    for n in range(25):
        closed_round(by_theme(), title=f"Round {n}", days_ago=100 * n + 1)

    with django_assert_max_num_queries(8):
        first = text(as_manager.get(at("list")))
    assert "Round 19" in first
    assert "Round 20" not in first
    assert "Round 20" in text(as_manager.get(at("list"), {"page": 2}))


# --- A round's page ----------------------------------------------------------------
def test_round_page_names_nobody_and_says_no_count_below_eleven(as_manager, at, answered):
    page = text(as_manager.get(at("round", pk=answered(10).pk)))

    assert "Said in words once at least 11 have answered" in page
    assert "Person" not in page


def test_round_page_is_the_same_whoever_and_however_few_answered(as_manager, at, answered, people):
    """With fewer than eleven answers the page doesn't change when one more answers, or another."""
    round_ = answered(3)
    address = at("round", pk=round_.pk)
    before = as_manager.get(address, headers={"HX-Request": "true"}).content
    Invitation.objects.filter(person=people[11]).update(answered=True)
    Invitation.objects.filter(person=people[0]).update(answered=False)
    Ballot.objects.bulk_create(Ballot(round=round_, sealed=b"sealed") for _ in range(7))

    assert as_manager.get(address, headers={"HX-Request": "true"}).content == before


def test_from_eleven_on_turnout_is_said_in_words(as_manager, at, answered):
    page = text(as_manager.get(at("round", pk=answered(11).pk)))

    assert "More than three quarters have answered" in page


def test_round_page_says_whose_invitation_did_not_arrive(as_manager, at, answered):
    round_ = answered(0)
    invitation = Invitation.objects.filter(round=round_).select_related("person").first()
    Job.objects.create(
        kind="surveys.invite",
        subject=str(invitation.pk),
        key=f"invite:{invitation.pk}:1",
        state=Job.State.FAILED,
        error="The mail server refused this address.",
        not_before=timezone.now(),
    )
    page = text(as_manager.get(at("round", pk=round_.pk)))

    assert "1 invitation did not arrive" in page
    assert f"{invitation.person.name}</a>: The mail server refused this address." in page


@pytest.mark.parametrize(
    ("state", "words", "asks_again"),
    [
        ("opening", "is being opened", True),
        ("open", "Open until", False),
        ("closing", "is being counted", True),
        ("closed", "See the results", False),
        ("cancelled", "Everything answered was destroyed", False),
        ("void", "ended without a result", False),
    ],
)
def test_round_page_in_every_state(as_manager, at, open_round, state, words, asks_again):
    closed_at = timezone.now() if state == "closed" else None
    Round.objects.filter(pk=open_round.pk).update(state=state, closed_at=closed_at)
    page = text(as_manager.get(at("round", pk=open_round.pk)))

    assert words in page
    assert ("every 3s" in page) is asks_again


def test_an_open_round_past_its_time_is_being_counted(as_manager, at, open_round):
    Round.objects.filter(pk=open_round.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    page = text(as_manager.get(at("round", pk=open_round.pk)))

    assert "is being counted" in page
    assert at("remind", pk=open_round.pk) not in page


def test_htmx_gets_the_fragment(as_manager, at, open_round):
    page = text(as_manager.get(at("round", pk=open_round.pk), headers={"HX-Request": "true"}))

    assert page.lstrip().startswith("<div id=")
    assert "<html" not in page


def test_round_page_has_a_query_budget(as_manager, at, answered, django_assert_max_num_queries):
    round_ = answered(11)

    with django_assert_max_num_queries(9):
        as_manager.get(at("round", pk=round_.pk))


# --- Acting ------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["remind", "close", "cancel", "extend"])
def test_asking_first_changes_nothing(as_manager, at, open_round, name):
    before = Round.objects.values().get()

    assert as_manager.get(at(name, pk=open_round.pk)).status_code == 200
    assert Round.objects.values().get() == before


def test_cancel_says_that_everything_is_destroyed(as_manager, at, open_round):
    assert "All answers given so far are destroyed" in text(as_manager.get(at("cancel", pk=open_round.pk)))


def test_remind_once_a_day(as_manager, at, open_round):
    address = at("remind", pk=open_round.pk)

    assert "Reminders are on their way" in text(as_manager.post(address, follow=True))
    assert "A reminder went out today already" in text(as_manager.post(address, follow=True))
    assert Round.objects.get().reminders_sent == 1


def test_close_now(as_manager, at, open_round):
    page = text(as_manager.post(at("close", pk=open_round.pk), follow=True))

    assert "It is being counted" in page
    assert Round.objects.get().state == "closing"


def test_cancel_destroys(as_manager, at, answered):
    round_ = answered(5)
    page = text(as_manager.post(at("cancel", pk=round_.pk), follow=True))

    assert "Everything answered was destroyed" in page
    assert not Ballot.objects.exists()
    assert Round.objects.get().state == "cancelled"


def test_extend_keeps_the_round_open_longer(as_manager, at, open_round):
    form = as_manager.get(at("extend", pk=open_round.pk)).context["form"]
    as_manager.post(
        at("extend", pk=open_round.pk), date_boxes("closes_on", form["closes_on"].initial) | {"hour": 17}
    )

    assert Round.objects.get().closes_at > open_round.closes_at + timedelta(days=6)


def test_extend_refuses_an_earlier_time(as_manager, at, open_round):
    day = timezone.localdate() + timedelta(days=1)
    page = text(as_manager.post(at("extend", pk=open_round.pk), date_boxes("closes_on", day) | {"hour": 17}))

    assert "must be later" in page
    assert Round.objects.get().closes_at == open_round.closes_at


@pytest.mark.parametrize("name", ["remind", "close", "cancel"])
def test_what_a_closed_round_refuses_is_said_in_words(as_manager, at, closed_round, name):
    round_ = closed_round(by_theme())
    page = text(as_manager.post(at(name, pk=round_.pk), follow=True))

    assert "There is a problem" in page
    assert Round.objects.get().state == "closed"


@pytest.mark.parametrize("name", ["round", "remind", "close", "cancel", "extend", "results", "results_csv"])
def test_rounds_of_another_network_are_not_found(client, stranger, other_network, open_round, name):
    from django.urls import reverse

    client.force_login(stranger)
    address = reverse(f"scorecard:{name}", args=[other_network.code, open_round.pk])

    assert client.get(address).status_code == 404


# --- The network's front page ------------------------------------------------------
def reader(network, role):
    permissions = permissions_in(member_of(network, role).network_memberships.all())
    return Reader(network, permissions)


def needs(network, role):
    return [need.text for _, need in provider.needs([reader(network, role)])]


def test_a_first_round_is_a_step_for_who_may_open_one(network, open_round):
    def done(role):
        return [step.done for _, step in provider.steps([reader(network, role)])]

    assert (done("manager"), done("board_member")) == ([True], [])
    network.rounds.update(state="cancelled")
    assert done("manager") == [False]


def test_the_front_page_tells_of_the_running_round_and_of_new_results(network, open_round, closed_round):
    closed_round(by_theme())

    assert [words.split(" closes ")[0] for words in needs(network, "manager")] == [
        "Spring round",
        "Results of Autumn round are ready",
    ]
    assert needs(network, "board_member") == needs(network, "network_staff") == []


def test_who_reads_results_is_told_in_a_sentence_what_they_are_and_when_the_next_come(
    network, open_round, closed_round
):
    closed_round(by_theme())
    lay = reader(network, "lay_member")

    ((_, news),) = provider.news([lay])
    assert news.text == "Results of Autumn round"
    assert news.detail.endswith(".")
    ((_, coming),) = provider.coming([lay])
    assert coming.text.startswith("Spring round closes")
    staff = reader(network, "network_staff")
    assert [*provider.news([staff]), *provider.coming([staff])] == []


def test_several_networks_take_as_many_queries_as_one(
    network, other_network, open_round, closed_round, django_assert_max_num_queries
):
    closed_round(by_theme())
    round_of(other_network)
    round_of(other_network, state="closed", title="Other round")
    readers = [reader(network, "manager"), reader(other_network, "manager")]
    with django_assert_max_num_queries(4):
        found = list(provider.needs(readers))
    assert [pk for pk, _ in found].count(other_network.pk) == 2
    with django_assert_max_num_queries(2):
        assert {pk for pk, _ in provider.news(readers)} == {network.pk, other_network.pk}
