"""A workshop's big screen: what the room sees from the link to the last result."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.scorecard import slides
from apps.scorecard.models import Workshop
from apps.surveys import links, opening
from apps.surveys.models import Ballot, Round
from apps.surveys.questionnaire import YEAR_AGO
from tests import factories

from .conftest import NOBODY, SPLIT, by_theme

pytestmark = pytest.mark.usefixtures("scorecard")
HTMX = {"HX-Request": "true"}


def text(response) -> str:
    return html.unescape(response.content.decode())


def words(response) -> str:
    """Of its main part alone, without markup."""
    main = re.search(r'<div id="screen".*</footer>', text(response), re.DOTALL).group()
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL).split())


@pytest.fixture
def workshop(network) -> Round:
    return factories.round_of(network, title="Away day", way="open", invited=0, heads=18)


@pytest.fixture
def counted(closed_round):
    def make(counts=None, **fields):
        values = {"title": "Away day", "way": "open", "invited": 0} | fields
        return closed_round(counts or by_theme(), **values)

    return make


def answer(round_, times: int) -> None:
    Ballot.objects.bulk_create(Ballot(round=round_, sealed=b"x") for _ in range(times))


# --- While people answer ------------------------------------------------------------


def test_the_screen_shows_the_link_and_nothing_of_the_portal(as_manager, at, workshop):
    response = as_manager.get(at("screen", pk=workshop.pk))
    page = text(response)
    assert "How do you see Northern Vale PCN today?" in page
    assert links.open_address(workshop).partition("://")[2].removesuffix("/") in page
    assert '<path class="qrline"' in page
    assert "portal-header" not in page
    assert "Scorecard" not in words(response)
    assert "about at least 11 people together" in page


@pytest.mark.parametrize(("answered", "said"), [(10, "once at least 11 have"), (12, "About two thirds")])
def test_only_the_band_is_said_of_how_many_answered(as_manager, at, workshop, answered, said):
    answer(workshop, answered)
    shown = words(as_manager.get(at("screen", pk=workshop.pk)))
    assert said in shown
    assert f" {answered} " not in shown


def test_the_time_left_is_on_the_page_without_a_script(as_manager, at, workshop):
    closes = timezone.now() + timedelta(minutes=12, seconds=30)
    Round.objects.filter(pk=workshop.pk).update(closes_at=closes)
    page = text(as_manager.get(at("screen", pk=workshop.pk)))
    left = re.search(r'data-left="(\d+)"[^>]*>(\d+):(\d\d)<', page)
    assert 700 < int(left[1]) <= 750
    assert int(left[2]) * 60 + int(left[3]) == int(left[1])
    assert "Refresh</a></p></noscript>" in page


def test_asking_again_sends_only_the_live_part(as_manager, at, workshop):
    url = at("screen", pk=workshop.pk)
    shows = re.search(r'hx-get="([^"]+at=[^"]+)"', as_manager.get(url).content.decode())[1]
    response = as_manager.get(shows, headers=HTMX)
    assert response.content.decode().strip().startswith('<dl id="live"')
    assert "HX-Retarget" not in response
    assert "qrline" not in text(response)


def test_when_the_time_is_up_the_whole_screen_changes(as_manager, at, workshop):
    url = at("screen", pk=workshop.pk)
    shows = re.search(r'hx-get="([^"]+at=[^"]+)"', as_manager.get(url).content.decode())[1]
    Round.objects.filter(pk=workshop.pk).update(closes_at=timezone.now())
    response = as_manager.get(shows, headers=HTMX)
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#screen", "outerHTML")
    assert "Counting…" in text(response)


@pytest.mark.parametrize(
    ("state", "said"),
    [("opening", "We begin in a moment"), ("closing", "Counting…"), ("cancelled", "was cancelled"),
     ("void", "could not be opened"), ("closed", "Not enough answers to show anything")],
)  # fmt: skip
def test_every_state_has_its_words(as_manager, at, network, state, said):
    round_ = factories.round_of(network, way="open", invited=0, state=state)
    assert said in words(as_manager.get(at("screen", pk=round_.pk)))


def test_too_few_says_what_to_do_next_and_never_how_few(as_manager, at, network):
    round_ = factories.round_of(network, way="open", invited=0, state="closed")
    shown = words(as_manager.get(at("screen", pk=round_.pk)))
    assert "Fewer than 11 of us answered" in shown
    assert "can’t be opened again" in shown
    assert "by a link for each person" in shown
    assert "Next" not in shown.replace("Next time", "")


def test_trouble_while_counting_is_said_calmly(as_manager, at, network):
    alarm = {"alarm": "damaged", "alarmed_at": timezone.now()}
    round_ = factories.round_of(network, way="open", invited=0, state="closing", **alarm)
    assert "Nothing is lost" in words(as_manager.get(at("screen", pk=round_.pk)))


# --- Who may, and what is refused -----------------------------------------------------


@pytest.mark.parametrize("name", ["screen", "reveal", "facilitate", "notes"])
def test_a_round_with_personal_links_has_no_screen(as_manager, at, open_round, name):
    response = as_manager.get(at(name, pk=open_round.pk), follow=True)
    assert response.redirect_chain[-1][0] == at("round", pk=open_round.pk)
    assert "This one has personal links" in text(response)


def test_another_networks_round_is_not_there(client, stranger, other_network, at, workshop):
    client.force_login(stranger)
    own = at("screen", pk=workshop.pk).replace(workshop.network.code, other_network.code)
    assert client.get(own).status_code == 404
    assert client.get(at("screen", pk=workshop.pk)).status_code == 404


# --- Reveal ---------------------------------------------------------------------------


def test_reveal_asks_and_says_no_number(as_manager, at, workshop):
    answer(workshop, 9)
    few = words(as_manager.get(at("reveal", pk=workshop.pk)))
    assert "It may be too early" in few
    assert "9" not in few.replace("2026", "")
    answer(workshop, 3)
    enough = words(as_manager.get(at("reveal", pk=workshop.pk)))
    assert "About two thirds have answered" in enough
    assert "too early" not in enough
    assert "12" not in enough
    workshop.refresh_from_db()
    assert workshop.state == "open"


def test_reveal_closes_and_counts(as_manager, at, network, manager, scorecard, do_jobs):
    round_ = opening.open_round(
        network=network,
        by=manager,
        questionnaire=scorecard,
        title="Away day",
        message="",
        closes_at=timezone.now() + timedelta(days=1),
        way="open",
    )
    do_jobs()
    response = as_manager.post(at("reveal", pk=round_.pk))
    assert response.url == at("screen", pk=round_.pk)
    assert "Counting…" in text(as_manager.get(response.url))
    assert as_manager.post(at("reveal", pk=round_.pk)).url == response.url  # pressed twice, or by two
    assert Job.objects.filter(kind="surveys.close").count() == 1
    do_jobs()
    assert "Not enough answers" in text(as_manager.get(response.url))
    assert as_manager.post(at("reveal", pk=round_.pk)).url == response.url
    assert as_manager.get(at("reveal", pk=round_.pk)).url == response.url


@pytest.mark.parametrize("state", ["opening", "closed", "cancelled"])
def test_reveal_out_of_turn_changes_nothing(as_manager, at, network, state):
    round_ = factories.round_of(network, way="open", invited=0, state=state)
    assert as_manager.post(at("reveal", pk=round_.pk)).url == at("screen", pk=round_.pk)
    assert Round.objects.get(pk=round_.pk).state == state


def test_reveal_after_the_time_was_up_is_no_second_closing(as_manager, at, workshop):
    Round.objects.filter(pk=workshop.pk).update(closes_at=timezone.now())
    assert as_manager.get(at("reveal", pk=workshop.pk)).url == at("screen", pk=workshop.pk)
    assert as_manager.post(at("reveal", pk=workshop.pk)).url == at("screen", pk=workshop.pk)
    assert "Counting…" in words(as_manager.get(at("screen", pk=workshop.pk)))
    assert not AuditEvent.objects.filter(event="round.close_asked").exists()


# --- One at a time ----------------------------------------------------------------------


def test_slides_go_through_everything_in_the_order_of_the_questionnaire(scorecard):
    stops = slides.outline(scorecard.definition)
    assert [stop.number for stop in stops] == list(range(1, len(stops) + 1))
    assert stops[0].kind == "whole"
    assert stops[1].code == "purpose"
    assert stops[2].code == "purpose_why"
    assert [stop.code for stop in stops if stop.question] == [
        one.code for one in scorecard.definition.questions
    ]


def test_every_slide_of_a_round_opens_with_its_figures(as_manager, at, counted):
    round_ = counted(by_theme(capacity=SPLIT, operations=NOBODY))
    for stop in slides.outline(round_.definition):
        response = as_manager.get(at("screen_slide", pk=round_.pk, number=stop.number))
        shown = words(response)
        assert response.status_code == 200
        if stop.question:
            assert stop.question.text in shown
        if stop.theme and stop.theme.code == "operations" and not stop.code.startswith(YEAR_AGO):
            assert "Not shown, to protect people" in shown
        else:
            assert "portal-drawing" in text(response)


def test_a_question_is_its_bars_its_mean_and_how_many_answered(as_manager, at, counted):
    response = as_manager.get(at("screen_slide", pk=counted().pk, number=3))
    assert "4.2 of 5 on average · 30 answers" in words(response)
    assert "1: 0%, 2: 3%, 3: 13%, 4: 40%, 5: 43%" in text(response)


def test_then_and_now_stand_side_by_side(as_manager, at, counted, closed_round):
    closed_round(by_theme(purpose=SPLIT), title="Spring", days_ago=100)
    round_ = counted()
    assert "Spring: 3.0, likely up" in words(as_manager.get(at("screen_slide", pk=round_.pk, number=2)))
    assert "Since Spring: Purpose likely up" in words(as_manager.get(at("screen", pk=round_.pk)))


def test_what_too_few_answers_cannot_say_is_said(as_manager, at, counted, closed_round):
    closed_round(by_theme(purpose=(1, 2, 3, 4, 2)), title="Spring", days_ago=100)
    shown = words(as_manager.get(at("screen_slide", pk=counted().pk, number=3)))
    assert "Spring: 3.3, too few answers to say whether it changed" in shown


@pytest.mark.parametrize("number", ["0", "28000", "99999999", "-1", "x"])
def test_a_slide_that_is_not_there(as_manager, at, counted, number):
    round_ = counted()
    assert as_manager.get(f"{at('screen', pk=round_.pk)}{number}/").status_code == 404
    response = as_manager.post(at("screen_show", pk=round_.pk), {"number": number})
    assert response.status_code == 404
    assert not Workshop.objects.exists()


def test_a_slide_of_a_round_that_is_open_leads_to_the_screen(as_manager, at, workshop):
    slide = at("screen_slide", pk=workshop.pk, number=3)
    assert as_manager.get(slide).url == at("screen", pk=workshop.pk)
    as_manager.post(at("screen_show", pk=workshop.pk), {"number": "3"})
    assert not Workshop.objects.exists()


def test_moving_the_screen_moves_it_for_everybody(client, as_manager, at, counted):
    round_ = counted()
    shows = re.search(r'hx-get="([^"]+at=[^"]+)"', text(as_manager.get(at("screen", pk=round_.pk))))[1]
    assert as_manager.get(shows, headers=HTMX).status_code == 204
    assert as_manager.post(at("screen_show", pk=round_.pk), {"number": "3"}).url == at("screen", pk=round_.pk)
    moved = as_manager.get(shows, headers=HTMX)
    assert moved["HX-Retarget"] == "#screen"
    assert "I could tell a new colleague" in text(moved)
    assert "I could tell a new colleague" in text(as_manager.get(at("facilitate", pk=round_.pk)))
    back = as_manager.post(at("screen_show", pk=round_.pk), {"number": "4", "page": "facilitate"})
    assert back.url == at("facilitate", pk=round_.pk)


def test_more_answers_than_heads_are_said_to_the_room(as_manager, at, counted):
    shown = words(as_manager.get(at("screen", pk=counted(heads=25).pk)))
    assert "There are more answers (30) than people in the room (25)" in shown


def test_a_network_that_has_closed_can_still_read_its_slides(as_manager, at, counted, network):
    round_ = counted()
    type(network).objects.filter(pk=network.pk).update(closed_on="2026-01-01")
    response = as_manager.get(at("screen", pk=round_.pk))
    assert at("screen_slide", pk=round_.pk, number=2) in text(response)
    assert "<form" not in text(response).partition("</footer>")[0]
    assert as_manager.post(at("screen_show", pk=round_.pk), {"number": "2"}).status_code == 403


@pytest.mark.parametrize("name", ["screen", "facilitate"])
def test_a_screen_that_asks_every_few_seconds_asks_little(
    as_manager, at, counted, name, django_assert_max_num_queries
):
    round_ = counted()
    url = re.search(r'hx-get="([^"]+at=[^"]+)"', text(as_manager.get(at(name, pk=round_.pk))))[1]
    with django_assert_max_num_queries(8):
        assert as_manager.get(url, headers=HTMX | {"X-Background": "true"}).status_code == 204
