"""Opening a round, page by page."""

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from apps.scorecard import draft as drafts
from apps.scorecard import timing
from apps.scorecard.forms import DEFAULT_MESSAGE, LISTED
from apps.surveys.links import what_is_stored
from apps.surveys.models import Round
from apps.surveys.opening import enlist
from apps.surveys.timing import closing
from tests.factories import PersonFactory, practice_in
from tests.typed import date_boxes

pytestmark = pytest.mark.usefixtures("scorecard")
EVERYBODY = {"practices": ["none"], "groups": ["gp", "nurse", "admin"]}


def everybody(practice):
    return EVERYBODY | {"practices": ["none", practice.code]}


def next_week(**changes):
    day = timezone.localdate() + timedelta(days=7)
    return {"title": "Spring 2027", "hour": "17"} | date_boxes("closes_on", day) | changes


@pytest.fixture
def drafted(opener, at, people, practice):
    """A manager who has answered every page and stands before the last one."""
    opener.post(at("open_who"), everybody(practice))
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": "Please be frank."})
    return opener


def text(response) -> str:
    return html.unescape(response.content.decode())


# --- The journey -------------------------------------------------------------------
def test_everybody_with_an_address_is_preselected(opener, at, people, practice):
    page = text(opener.get(at("open_who")))

    assert "Everyone is selected: 12 people with an email address" in page
    assert "1 person has no email address" in page
    assert page.count("checked") == 6  # 2 places, 3 staff groups, and results as a whole
    assert f"{practice.name} (8)" in page
    assert "The network and its partners (4, and 1 without email)" in page


def test_a_round_opens_with_every_page_left_as_it_was(opener, at, people, practice, network, manager):
    assert opener.post(at("open_who"), everybody(practice)).url == at("open_when")
    page = opener.get(at("open_when"))
    form = page.context["form"]
    day = timing.usual_closing(timezone.now()).date()
    assert (form["title"].value(), form["hour"].value()) == (timing.season(timezone.localdate()), 17)
    assert form["closes_on"].value() == {"day": day.day, "month": day.month, "year": day.year}
    answers = {"title": form["title"].value(), "hour": 17} | date_boxes("closes_on", day)
    assert opener.post(at("open_when"), answers).url == at("open_message")
    assert html.escape(DEFAULT_MESSAGE) in opener.get(at("open_message")).content.decode()
    assert opener.post(at("open_message"), {"message": DEFAULT_MESSAGE}).url == at("open_check")
    page = text(opener.get(at("open_check")))
    assert "12 people" in page
    assert "All staff groups" in page

    response = opener.post(at("open_check"))
    round_ = network.rounds.get()
    assert response.url == at("round", pk=round_.pk)
    assert (round_.invited, round_.opened_by_id, round_.message) == (12, manager.pk, DEFAULT_MESSAGE)
    assert round_.closes_at == closing(day, 17)
    assert opener.get(at("open_when")).url == at("open")  # the draft is forgotten


def test_practices_groups_and_names_narrow_who_is_invited(opener, at, people, practice, network):
    first = network.people.filter(practice=practice, staff_group="gp").order_by("name").first()
    choice = {"practices": [practice.code], "groups": ["gp", "nurse"], "leave_out": [first.pk]}
    opener.post(at("open_who"), choice)
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": ""})
    page = text(opener.get(at("open_check")))

    assert practice.name in page
    assert "GP, Nurse" in page
    assert "1 left out by name" in page
    opener.post(at("open_check"))
    enlist(network.rounds.get().pk)
    invited = network.rounds.get().invitations.values_list("person__name", flat=True)
    assert sorted(invited) == ["Person 01", "Person 03", "Person 04", "Person 06", "Person 07"]


def test_changing_an_answer_comes_back_to_the_check_page_with_the_choice_kept(drafted, at, practice):
    as_before = drafted.get(at("open_who")).content.decode()
    assert as_before.count("checked") == 6
    assert drafted.post(at("open_who"), EVERYBODY).url == at("open_check")
    assert drafted.get(at("open_who")).content.decode().count("checked") == 5


def test_results_by_practice_are_chosen_told_and_kept(drafted, at, network):
    drafted.post(at("open_who"), EVERYBODY | {"breakdown": "practice"})
    page = drafted.get(at("open_check"))

    assert "By practice" in text(page)
    assert "of a practice only about at least 11" in page.context["letter"].text
    drafted.post(at("open_check"))
    assert network.rounds.get().breakdown == "practice"


def test_a_breakdown_that_is_not_offered_is_refused(drafted, at):
    page = drafted.post(at("open_who"), EVERYBODY | {"breakdown": "email"})
    assert "Select how results are shown" in text(page)


@pytest.mark.parametrize("name", ["open_when", "open_message", "open_check"])
def test_a_later_page_sends_back_to_the_first(opener, at, name):
    assert opener.get(at(name)).url == at("open_who")
    assert opener.post(at(name)).url == at("open_who")


def test_the_preview_is_the_invitation_that_is_sent(drafted, at, network, do_jobs, monkeypatch):
    page = drafted.get(at("open_check"))
    letter = page.context["letter"]
    assert "Please be frank." in letter.text
    drafted.post(at("open_check"))
    do_jobs()

    sent = next(message for message in mail.outbox if "Person 00" in message.body)
    link = next(line for line in sent.body.splitlines() if line.startswith("http"))
    assert sent.subject == letter.subject
    stands_for = {
        "Person 00": "[their name]",
        f"{link}reminders/": "[a page of their own with a button]",
        link: "[their own link]",
        what_is_stored(network.rounds.get()): "[the page about this round]",
    }
    body = sent.body
    for words, stand_in in stands_for.items():
        body = body.replace(words, stand_in)
    assert body.strip() == letter.text


def test_the_draft_holds_no_names(drafted, at):
    stored = str(dict(drafted.session))

    assert "Person" not in stored
    assert "@" not in stored


def test_the_draft_belongs_to_one_network(rf, network, other_network):
    request = rf.get("/")
    request.session, request.network = {}, network
    drafts.keep(request, drafts.Draft(practices=["none"]))
    request.network = other_network

    assert drafts.load(request) == drafts.Draft()


# --- What is refused ---------------------------------------------------------------
def test_with_an_empty_directory_it_says_what_to_do_first(opener, at):
    page = text(opener.get(at("open_who")))

    assert "Nobody can be invited yet" in page
    assert "Add people" in page


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"groups": ["gp"]}, "Select at least one practice"),
        ({"practices": ["none"]}, "Select at least one staff group"),
        ({"practices": ["none"], "groups": ["management"]}, "not one of the available choices"),
        ({"practices": ["FOREIGN"], "groups": ["gp"]}, "not one of the available choices"),
        (
            {"practices": ["none"], "groups": ["gp"], "leave_out": ["999999"]},
            "not one of the available choices",
        ),
        ({"practices": ["none"], "groups": ["gp"], "leave_out": ["x"]}, "not one of the available choices"),
    ],
)
def test_who_says_what_is_wrong(opener, at, people, other_network, choice, words):
    PersonFactory(network=other_network, practice=practice_in(other_network, code="FOREIGN"))

    assert words in text(opener.post(at("open_who"), choice))


def test_who_refuses_a_choice_that_nobody_is_in(opener, at, network, practice):
    PersonFactory(network=network, practice=practice, staff_group="gp")
    PersonFactory(network=network, staff_group="admin")

    page = text(opener.post(at("open_who"), {"practices": ["none"], "groups": ["gp"]}))
    assert "Nobody is in both" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Enter a name for the round"),
        ({"title": "T" * 81}, "at most 80 characters"),
        (date_boxes("closes_on", "//"), "Enter a closing date"),
        (date_boxes("closes_on", "31/2/2027"), "Closing date must be a real date"),
        (date_boxes("closes_on", "1/1/2020"), "must be in the future"),
        (date_boxes("closes_on", "31/12/9999"), "within the next 3 months"),
        ({"hour": "3"}, "not one of the available choices"),
        ({"hour": ""}, "Select a closing time"),
    ],
)
def test_when_says_what_is_wrong(opener, at, people, practice, change, words):
    opener.post(at("open_who"), everybody(practice))
    page = text(opener.post(at("open_when"), next_week(**change)))

    assert words in page
    assert "Error: " in page


def test_when_reads_a_date_as_people_write_it(opener, at, people, practice):
    opener.post(at("open_who"), everybody(practice))
    day = timezone.localdate() + timedelta(days=10)

    typed = date_boxes("closes_on", f"{day:%d/%B/%Y}")
    assert opener.post(at("open_when"), next_week(**typed)).url == at("open_message")


@pytest.mark.parametrize(
    ("today", "day", "closes"),
    [
        (datetime(2026, 3, 20, 9, tzinfo=UTC), "29/3/2026", datetime(2026, 3, 29, 16, tzinfo=UTC)),
        (datetime(2026, 10, 20, 9, tzinfo=UTC), "25/10/2026", datetime(2026, 10, 25, 17, tzinfo=UTC)),
    ],
)
def test_5pm_is_5pm_in_london_on_days_when_clocks_change(
    opener, at, people, practice, monkeypatch, today, day, closes
):
    opener.post(at("open_who"), everybody(practice))
    monkeypatch.setattr(timezone, "now", lambda: today)
    opener.post(at("open_when"), next_week(**date_boxes("closes_on", day)))

    (stored,) = (value for key, value in opener.session.items() if key.startswith("scorecard.draft"))
    assert datetime.fromisoformat(stored["closes_at"]) == closes


def test_a_message_of_1501_characters_is_too_long(opener, at, people, practice):
    opener.post(at("open_who"), everybody(practice))
    opener.post(at("open_when"), next_week())

    assert "at most 1500 characters" in text(opener.post(at("open_message"), {"message": "x" * 1501}))


def test_a_running_round_refuses_another_with_the_reason(drafted, at, open_round, network):
    page = text(drafted.post(at("open_check")))

    assert "A round is running already" in page
    assert "There is a problem" in page
    assert network.rounds.count() == 1


def test_a_round_within_60_days_is_refused_with_the_reason(drafted, at, closed_round, network):
    closed_round(lambda code: (1, 1, 1) if code.startswith("year") else (1, 1, 1, 1, 1), days_ago=59)
    page = text(drafted.post(at("open_check")))

    assert "at least 60 days apart" in page
    assert network.rounds.count() == 1


def test_somebody_who_leaves_before_sending_is_not_invited(drafted, at, network):
    network.people.filter(name="Person 03").update(active_to=timezone.localdate())
    drafted.post(at("open_check"))

    assert network.rounds.get().invited == 11


def test_few_people_are_cautioned_about(opener, at, network):
    PersonFactory(network=network, staff_group="gp")
    opener.post(at("open_who"), {"practices": ["none"], "groups": ["gp"]})
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": ""})

    assert "That may be too few" in text(opener.get(at("open_check")))


def test_it_is_said_before_the_first_page_that_a_round_cannot_open(
    as_manager, at, people, practice, open_round
):
    for response in (as_manager.get(at("open")), as_manager.post(at("open"), everybody(practice))):
        assert "A round can’t open now" in text(response)
        assert "A round is running already" in text(response)


# --- Size --------------------------------------------------------------------------
def test_large_directories_choose_by_practice_and_group_only(opener, at, network, practice):
    for n in range(LISTED + 1):
        PersonFactory(network=network, practice=practice, name=f"Somebody {n}")
    page = text(opener.get(at("open_who")))

    assert "Leave out single people" not in page
    assert opener.post(at("open_who"), {"practices": [practice.code], "groups": ["gp"]}).url == at(
        "open_when"
    )


def test_queries_do_not_grow_with_people(drafted, at, network, practice, django_assert_max_num_queries):
    PersonFactory.create_batch(60, network=network, practice=practice)

    with django_assert_max_num_queries(10):
        drafted.get(at("open_who"))
    with django_assert_max_num_queries(10):
        drafted.get(at("open_check"))
    assert not Round.objects.exists()
