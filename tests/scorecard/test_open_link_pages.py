"""A round with one open link on its manager's pages: opening, link and poster, people in the room, results."""

import html
import re
from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.utils import timezone

from apps.reports import snapshot
from apps.scorecard import timing
from apps.surveys import links
from apps.surveys.models import Ballot, Round
from tests import factories
from tests.typed import date_boxes

from .conftest import by_theme

pytestmark = pytest.mark.usefixtures("scorecard")


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def workshop(network) -> Round:
    return factories.round_of(network, title="Away day", way="open", invited=0)


@pytest.fixture
def counted(closed_round):
    """A closed workshop: 30 answers."""

    def make(**fields):
        return closed_round(by_theme(), **{"title": "Away day", "way": "open", "invited": 0} | fields)

    return make


# --- Opening ------------------------------------------------------------------


def test_a_workshop_is_opened_in_four_pages(as_manager, at, network, do_jobs, mailoutbox):
    assert "How do you want to ask?" in text(as_manager.get(at("open")))
    assert as_manager.post(at("open"), {"way": "open"}).url == at("open_when")
    page = as_manager.get(at("open_when"))
    assert "step 2 of 4" in text(page)
    assert page.context["form"]["closes_on"].value()["day"] == timing.workshop_closing(timezone.now()).day
    tomorrow = date_boxes("closes_on", timezone.localdate() + timedelta(days=1))
    as_manager.post(at("open_when"), {"title": "Away day", "hour": "17"} | tomorrow)
    assert "It stands above the questions" in text(as_manager.get(at("open_message")))
    assert as_manager.post(at("open_message"), {"message": "Be frank."}).url == at("open_check")
    check = text(as_manager.get(at("open_check")))
    assert "Nobody is written to" in check
    assert "at least 11 answer" in check
    assert "Invited" not in check

    response = as_manager.post(at("open_check"))
    round_ = network.rounds.get()
    assert response.url == at("round", pk=round_.pk)
    assert (round_.way, round_.invited, round_.breakdown) == ("open", 0, "")
    do_jobs()
    assert not mailoutbox
    assert "Show the link and QR code" in text(as_manager.get(response.url))


def test_choosing_whom_to_ask_is_no_part_of_a_workshop(as_manager, at, people):
    as_manager.post(at("open"), {"way": "open"})
    choice = {"practices": ["none"], "groups": ["gp"], "breakdown": "practice"}
    assert as_manager.post(at("open_who"), choice).url == at("open_when")


def test_changing_the_way_forgets_what_was_chosen_for_the_other(as_manager, at, people, practice, network):
    as_manager.post(at("open"), {"way": "personal"})
    everybody = {
        "practices": ["none", practice.code],
        "groups": ["gp", "nurse", "admin"],
        "breakdown": "practice",
    }
    as_manager.post(at("open_who"), everybody)
    tomorrow = date_boxes("closes_on", timezone.localdate() + timedelta(days=1))
    as_manager.post(at("open_when"), {"title": "Away day", "hour": "17"} | tomorrow)
    assert as_manager.post(at("open"), {"way": "open"}).url == at("open_when")
    as_manager.post(at("open_when"), {"title": "Away day", "hour": "17"} | tomorrow)
    as_manager.post(at("open_message"), {"message": ""})
    as_manager.post(at("open_check"))
    assert (network.rounds.get().way, network.rounds.get().breakdown) == ("open", "")


@pytest.mark.parametrize("way", ["", "both", "open,personal", "\x00"])
def test_a_way_that_is_not_offered_is_refused(as_manager, at, way):
    assert "Select how you want to ask" in text(as_manager.post(at("open"), {"way": way}))
    assert as_manager.get(at("open_when")).url == at("open")


def test_both_ways_at_once_are_one_round(as_manager, at, network):
    assert as_manager.post(at("open"), {"way": ["personal", "open"]}).status_code == 302
    assert not network.rounds.exists()


# --- Link and poster ------------------------------------------------------------


def test_the_link_stands_on_its_page_as_text_and_code(as_manager, at, workshop):
    page = text(as_manager.get(at("share", pk=workshop.pk)))
    address = links.open_address(workshop)
    assert address.partition("://")[2].removesuffix("/") in page
    assert re.search(r"<textarea[^>]* readonly>[^<]*" + re.escape(address), page)
    assert '<path class="qrline"' in page
    assert "about at least 11 people together" in page
    assert "style=" not in page


def test_the_poster_is_one_page_that_says_it_all(as_manager, at, workshop, network):
    response = as_manager.get(at("poster", pk=workshop.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    pdf = pypdf.PdfReader(BytesIO(response.content))
    assert len(pdf.pages) == 1
    said = " ".join(pdf.pages[0].extract_text().split())
    assert links.open_address(workshop).partition("://")[2].removesuffix("/") in said.replace(" ", "")
    assert "without your name" in said
    assert "at least 11 people together" in said


def test_a_new_link_is_asked_about_and_made(as_manager, at, workshop):
    before = links.open_address(workshop)
    assert "Make a new link?" in text(as_manager.get(at("new_link", pk=workshop.pk)))
    response = as_manager.post(at("new_link", pk=workshop.pk), follow=True)
    workshop.refresh_from_db()
    assert "The old one no longer works" in text(response)
    assert links.open_address(workshop) in text(response)
    assert before not in text(response)


@pytest.mark.parametrize("name", ["share", "poster", "new_link", "heads"])
def test_a_round_with_personal_links_has_no_such_page(as_manager, at, open_round, name):
    assert as_manager.get(at(name, pk=open_round.pk)).status_code == 404
    assert as_manager.post(at(name, pk=open_round.pk)).status_code in (404, 405)


# --- People in the room -----------------------------------------------------------


def test_people_in_the_room_are_entered_and_shown(as_manager, at, workshop):
    assert "Enter how many there are" in text(as_manager.get(at("round", pk=workshop.pk)))
    response = as_manager.post(at("heads", pk=workshop.pk), {"heads": "18"}, follow=True)
    assert "Saved how many people were in the room" in text(response)
    workshop.refresh_from_db()
    assert workshop.heads == 18
    assert as_manager.get(at("heads", pk=workshop.pk)).url == at("round", pk=workshop.pk)
    as_manager.post(at("heads", pk=workshop.pk), {"heads": "19"})
    workshop.refresh_from_db()
    assert workshop.heads == 18


@pytest.mark.parametrize(
    ("heads", "words"),
    [("", "Enter how many"), ("0", "1 or more"), ("-3", "1 or more"), ("5001", "5,000 or fewer"),
     ("some", "whole number"), ("9" * 40, "5,000 or fewer"), ("1.5", "whole number"), ("\x00", "whole number")],
)  # fmt: skip
def test_a_head_count_that_is_none_is_refused(as_manager, at, workshop, heads, words):
    page = text(as_manager.post(at("heads", pk=workshop.pk), {"heads": heads}))
    assert words in page
    assert "Error: " in page


def test_the_band_is_of_the_people_in_the_room(as_manager, at, workshop):
    Ballot.objects.bulk_create(Ballot(round=workshop, sealed=b"x") for _ in range(12))
    assert "At least 11 have answered" in text(as_manager.get(at("round", pk=workshop.pk)))
    Round.objects.filter(pk=workshop.pk).update(heads=24)
    page = text(as_manager.get(at("round", pk=workshop.pk)))
    assert "About half have answered" in page
    assert "12" not in re.sub(
        r"<[^>]+>|\d+:\d+|\d+ \w+ 20\d\d", "", page.split("<main")[1].split("</main>")[0]
    )


# --- Every page that speaks of rounds -----------------------------------------------


def test_the_rounds_page_offers_no_reminder(as_manager, at, workshop):
    page = text(as_manager.get(at("round", pk=workshop.pk)))
    assert "One open link" in page
    assert "Reminders sent" not in page
    assert at("remind", pk=workshop.pk) not in page
    response = as_manager.post(at("remind", pk=workshop.pk), follow=True)
    assert "nobody can be reminded" in text(response)
    assert "nobody can be reminded" in text(as_manager.get(at("remind", pk=workshop.pk)))


@pytest.mark.parametrize(
    ("name", "words"),
    [("cancel", "whoever opens the link reads"), ("close", "fewer than 11 people"),
     ("extend", "The link stays the same")],
)  # fmt: skip
def test_what_is_done_to_it_says_what_happens_behind_the_link(as_manager, at, workshop, name, words):
    page = text(as_manager.get(at(name, pk=workshop.pk)))
    assert words in page
    assert "invited" not in page


@pytest.mark.parametrize("state", ["opening", "cancelled", "void"])
def test_states_speak_of_the_link_not_of_invitees(as_manager, at, network, state):
    round_ = factories.round_of(network, way="open", invited=0, state=state)
    page = text(as_manager.get(at("round", pk=round_.pk)))
    assert "invited" not in page
    assert "Invitations" not in page


def test_home_asks_for_the_head_count(as_manager, network, workshop):
    page = text(as_manager.get(f"/networks/{network.code}/"))
    assert "Enter how many people are in the room" in page
    assert "Show the link" in page
    assert "Remind or extend" not in page


def test_lists_say_open_link_where_others_say_how_many_were_invited(as_manager, at, workshop):
    assert "open link" in text(as_manager.get(at("list")))
    assert ",open link," in text(as_manager.get(at("list_csv")))


def test_results_say_where_answers_came_from(as_manager, at, counted):
    round_ = counted(heads=33)
    page = text(as_manager.get(at("results", pk=round_.pk)))
    assert "30 answers by one open link, 33 people in the room" in page
    assert "at least 11 people together" in page
    assert "More answers than people" not in page


def test_more_answers_than_heads_stand_on_page_csv_and_report(as_manager, at, counted, network):
    words = "There are more answers (30) than people in the room (25)"
    round_ = counted(heads=25)
    assert words in text(as_manager.get(at("results", pk=round_.pk)))
    rows = text(as_manager.get(at("results_csv", pk=round_.pk))).splitlines()
    assert len(rows) > 20
    assert all(words in row for row in rows[1:-1])
    made = snapshot.build(network, timezone.localdate().replace(month=12, day=31))
    assert words in made["rounds"][-1]["caution"]
    assert words in made["all_rounds"][-1]["caution"]


def test_a_workshop_is_compared_with_an_earlier_personal_round(as_manager, at, counted, closed_round):
    closed_round(by_theme(), title="Spring", days_ago=100)
    round_ = counted()
    page = text(as_manager.get(at("results", pk=round_.pk)))
    assert "compared with Spring" in page
    assert "One of the two asked a workshop by one open link" in page


def test_two_personal_rounds_say_nothing_of_workshops(as_manager, at, closed_round):
    closed_round(by_theme(), title="Spring", days_ago=100)
    assert "workshop" not in text(as_manager.get(at("results", pk=closed_round(by_theme()).pk)))


def test_too_few_in_the_room_says_what_to_do_next(as_manager, at, network):
    round_ = factories.round_of(network, way="open", invited=0, state="closed")
    page = text(as_manager.get(at("results", pk=round_.pk)))
    assert "Not enough answers to show anything" in page
    assert "Fewer than 11 answered" in page
    assert "by a link for each person" in page
    assert "in the directory" not in page


def test_the_area_sees_nothing_of_it(client, analyst, icb, workshop):
    client.force_login(analyst)
    page = text(client.get(f"/ics/{icb.code}/"))
    assert links.open_address(workshop) not in page
    assert "Away day" not in page
