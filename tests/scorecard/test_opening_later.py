"""Opening a round: later, with reminders, a list brought along, a role, somebody there twice, a test to oneself."""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.core.moments import day as day_words
from apps.core.moments import weekday
from apps.surveys import trials
from apps.surveys.models import Round, Trial
from apps.surveys.opening import enlist
from apps.surveys.timing import closing
from tests.factories import PersonFactory, member_of, practice_in, round_of
from tests.typed import date_boxes

from .test_opening import everybody, next_week

pytestmark = pytest.mark.usefixtures("scorecard")


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def chosen(opener, at, people, practice):
    """A manager who has chosen everybody."""
    opener.post(at("open_who"), everybody(practice))
    return opener


def later(day, hour=9, **changes) -> dict:
    return next_week(start="later", opens_hour=str(hour), **date_boxes("opens_on", day)) | changes


# --- The opening time -----------------------------------------------------------------
def test_a_round_can_open_later_and_be_cancelled_until_then(chosen, at, network, do_jobs):
    day = timezone.localdate() + timedelta(days=2)
    assert chosen.post(at("open_when"), later(day)).url == at("open_message")
    chosen.post(at("open_message"), {"message": ""})
    assert "9am" in text(chosen.get(at("open_check")))
    page = text(chosen.post(at("open_check"), follow=True))

    round_ = network.rounds.get()
    assert (round_.state, round_.opens_at) == ("opening", closing(day, 9))
    assert "The round opens on" in page
    assert "Planned" in page
    assert "every 3s" not in page
    do_jobs()
    assert not mail.outbox
    chosen.post(at("cancel", pk=round_.pk))
    assert network.rounds.get().state == "cancelled"
    do_jobs()
    assert not mail.outbox


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (date_boxes("opens_on", "//"), "Enter an opening date"),
        ({"opens_hour": ""}, "Select an opening time"),
        (date_boxes("opens_on", "1/1/2020"), "Opening date and time must be in the future"),
        (date_boxes("opens_on", "31/12/9999"), "Opening date must be within the next 3 months"),
        ({"start": "never"}, "Select when it opens"),
        ({"opens_hour": "3"}, "not one of the available choices"),
    ],
)
def test_an_opening_time_that_makes_no_sense_is_refused(chosen, at, change, words):
    day = timezone.localdate() + timedelta(days=2)
    assert words in text(chosen.post(at("open_when"), later(day, **change)))


def test_closing_before_opening_is_refused(chosen, at):
    day = timezone.localdate() + timedelta(days=7)
    page = text(chosen.post(at("open_when"), later(day, 18)))
    assert "must be after the round opens" in page


def test_closing_counts_from_the_opening(chosen, at):
    opens, closes = (timezone.localdate() + timedelta(days=days) for days in (80, 100))
    fine = later(opens) | date_boxes("closes_on", closes)
    assert chosen.post(at("open_when"), fine).url == at("open_message")
    too_late = later(opens) | date_boxes("closes_on", opens + timedelta(days=93))
    assert "within 3 months of the opening date" in text(chosen.post(at("open_when"), too_late))


@pytest.mark.parametrize(
    ("now", "day", "opens"),
    [
        (datetime(2026, 3, 27, 12, tzinfo=UTC), "29/3/2026", datetime(2026, 3, 29, 6, tzinfo=UTC)),
        (datetime(2026, 10, 23, 12, tzinfo=UTC), "25/10/2026", datetime(2026, 10, 25, 7, tzinfo=UTC)),
    ],
)
def test_7am_is_7am_in_london_on_days_when_clocks_change(
    chosen, at, network, monkeypatch, do_jobs, now, day, opens
):
    monkeypatch.setattr(timezone, "now", lambda: now)
    closes = date_boxes("closes_on", opens.date() + timedelta(days=14))
    chosen.post(at("open_when"), later(day, 7) | closes)
    chosen.post(at("open_message"), {"message": "", "reminders": ["7", "2"]})
    chosen.post(at("open_check"))
    assert network.rounds.get().opens_at == opens
    for minutes, state in ((-60, "opening"), (-1, "opening"), (0, "open"), (60, "open")):
        monkeypatch.setattr(timezone, "now", lambda m=minutes: opens + timedelta(minutes=m))
        do_jobs()
        assert network.rounds.get().state == state


def test_a_draft_whose_opening_time_passed_opens_at_once(chosen, at, network):
    day = timezone.localdate() + timedelta(days=1)
    chosen.post(at("open_when"), later(day))
    chosen.post(at("open_message"), {"message": ""})
    session, key = chosen.session, f"scorecard.draft:{network.code}"
    session[key] = session[key] | {"opens_at": (timezone.now() - timedelta(hours=1)).isoformat()}
    session.save()
    before = timezone.now()
    chosen.post(at("open_check"))
    assert before < network.rounds.get().opens_at < timezone.now()


def test_the_next_round_is_planned_while_the_last_is_too_near(
    opener, at, people, practice, network, scorecard
):
    closed = timezone.now() - timedelta(days=20)
    round_of(network, questionnaire=scorecard, state="closed", closed_at=closed, answered=30)
    first = timezone.localdate(closed) + timedelta(days=61)
    page = text(opener.get(at("open")))
    assert f"The next can open from {weekday(first)}. You can plan it now" in page
    opener.post(at("open_who"), everybody(practice))
    form = opener.get(at("open_when")).context["form"]
    opens = date(**form["opens_on"].value())
    assert "start" not in form.fields
    assert first <= opens <= first + timedelta(days=2)
    closes = date_boxes("closes_on", opens + timedelta(days=14))
    early = date_boxes("opens_on", first - timedelta(days=1)) | {"opens_hour": "9"}
    assert f"Opening date must be {day_words(first)} or later" in text(
        opener.post(at("open_when"), next_week(**closes, **early))
    )
    in_time = date_boxes("opens_on", opens) | {"opens_hour": "9"}
    assert opener.post(at("open_when"), next_week(**closes, **in_time)).url == at("open_message")
    opener.post(at("open_message"), {"message": ""})
    opener.post(at("open_check"))
    round_ = network.rounds.exclude(state="closed").get()
    assert (round_.state, timezone.localdate(round_.opens_at)) == ("opening", opens)


# --- Reminders ------------------------------------------------------------------------
def test_reminders_are_proposed_ticked_and_kept_as_chosen(chosen, at, network):
    day = timezone.localdate() + timedelta(days=14)
    chosen.post(at("open_when"), next_week(**date_boxes("closes_on", day)))
    form = chosen.get(at("open_message")).context["form"]
    assert form["reminders"].value() == [7, 2]
    chosen.post(at("open_message"), {"message": "", "reminders": ["2"]})
    assert len(chosen.get(at("open_check")).context["reminders"]) == 1
    page = text(chosen.post(at("open_check"), follow=True))
    assert [(one.days_before, one.is_on) for one in network.rounds.get().reminders.all()] == [
        (7, False),
        (2, True),
    ]
    assert page.count("Switch ") == 0 or "Switch on" in page


def test_a_reminder_is_switched_by_a_button_on_the_rounds_page(as_manager, at, open_round):
    due = timezone.now() + timedelta(days=3)
    reminder = open_round.reminders.create(days_before=2, due_at=due)
    address = at("reminder", pk=open_round.pk, reminder=reminder.pk)
    assert "will be sent" in text(as_manager.get(at("round", pk=open_round.pk)))
    assert as_manager.get(address).status_code == 405
    page = text(as_manager.post(address, {"is_on": "0"}, follow=True))
    assert "switched off" in page
    assert "Switch on" in page
    assert "will be sent" in text(as_manager.post(address, {"is_on": "1"}, follow=True))
    open_round.reminders.update(sent_at=timezone.now())
    assert "There is a problem" in text(as_manager.post(address, {"is_on": "0"}, follow=True))


# --- Who ------------------------------------------------------------------------------
def test_people_are_chosen_by_their_role_in_the_portal(opener, at, people, practice, network):
    board = member_of(network, "board_member")
    PersonFactory(
        network=network, practice=practice, staff_group="gp", email=board.email.upper(), name="On Board"
    )
    member_of(network, "lay_member")  # not in the directory
    page = text(opener.get(at("open_who")))
    assert "Board member (1)" in page
    assert "Lay member" not in page
    opener.post(at("open_who"), everybody(practice) | {"roles": ["board_member"]})
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": ""})
    assert "All with a role in this portal" in text(opener.get(at("open_check")))
    opener.post(at("open_check"))
    enlist(network.rounds.get().pk)
    assert list(network.rounds.get().invitations.values_list("person__name", flat=True)) == ["On Board"]


def test_a_role_that_nobody_has_is_refused(opener, at, people, practice):
    assert (
        opener.post(at("open_who"), everybody(practice) | {"roles": ["clinical_director"]}).status_code == 302
    )
    page = opener.get(at("open_check"))
    assert page.status_code == 302  # nobody has a role, so the field is not there and narrows nothing


@pytest.fixture
def bring(opener, at):
    """Paste or upload a list on the way, and press the button of the page that shows what was read."""

    def bring(data) -> str:
        page = opener.post(at("open_list"), data)
        if "parcel" not in page.context:
            return text(page)
        added = opener.post(at("open_listed"), {"parcel": page.context["parcel"]}, follow=True)
        return text(page) + text(added)

    return bring


LIST = """Name,Email,Practice,Staff group
"Zoë O’Neil, Dr",zoe@new.example,Millbrook Surgery,GP
Zoë again,zoe@new.example,Millbrook Surgery,GP
Known Already,KNOWN@practice.example,,Nurse
Wrong Line,no address,,GP
"""


def test_a_list_is_looked_at_then_added_to_directory_and_round(opener, at, bring, practice, network, people):
    known = PersonFactory(network=network, email="known@practice.example", staff_group="nurse")
    seen = bring({"text": LIST})
    for words in (
        "2 people can be asked; 2 lines can’t be used", "has the same email as line 2", "is not an email address",
        "New: added to the directory", "In the directory already: asked", "2 of your list will be asked",
    ):  # fmt: skip
        assert words in seen, words
    zoe = network.people.get(email="zoe@new.example")
    assert (zoe.name, zoe.practice) == ("Zoë O’Neil, Dr", practice)
    opener.post(at("open_who"), {})  # nobody but those of the list
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": ""})
    assert "2 from your own list" in text(opener.get(at("open_check")))
    opener.post(at("open_check"))
    enlist(network.rounds.get().pk)
    assert set(network.rounds.get().invitations.values_list("person", flat=True)) == {zoe.pk, known.pk}


def test_a_list_adds_to_the_people_of_last_time(opener, at, bring, network, people, practice):
    opener.post(at("open_who"), {"practices": [practice.code], "groups": ["gp"]})
    bring({"text": LIST})
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": ""})
    opener.post(at("open_check"))
    assert (
        network.rounds.get().invited == network.people.filter(practice=practice, staff_group="gp").count() + 1
    )


def test_a_list_of_3000_in_windows_encoding_is_added(opener, at, network):
    lines = [f'"Müller, Zoë {n}";zoe{n}@x.example;;GP' for n in range(2990)]
    lines += [lines[0], *(f"No Address {n};;;nurse" for n in range(9))]
    file = SimpleUploadedFile("list.csv", "\r\n".join(lines).encode("cp1252"), "text/csv")
    page = opener.post(at("open_list"), {"file": file})
    assert (page.context["count"], page.context["problems"]) == (2999, 1)
    added = opener.post(at("open_listed"), {"parcel": page.context["parcel"]}, follow=True)
    assert "2,999 of your list will be asked" in text(added)
    assert network.people.filter(name__startswith="Müller, Zoë").count() == 2990
    assert len(opener.session[f"scorecard.draft:{network.code}"]["also"]) == 2999


def test_a_list_that_is_stale_or_another_networks_adds_nobody(opener, at, bring, network):
    page = text(opener.post(at("open_listed"), {"parcel": "x"}, follow=True))
    assert "Nobody was added" in page
    assert "Paste a list or choose a file" in bring({"text": ""})
    assert not network.people.exists()


def test_somebody_under_two_addresses_is_warned_about_before_inviting(opener, at, network, practice, people):
    one = PersonFactory(network=network, practice=practice, staff_group="gp", name="Dr Amina  Khan")
    PersonFactory(network=network, practice=practice, staff_group="admin", name="amina khan")
    PersonFactory(network=network, practice=None, staff_group="gp", name="Jo Bloggs")
    opener.post(at("open_who"), everybody(practice))
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": ""})
    page = opener.get(at("open_check"))
    assert "Is somebody invited twice?" in text(page)
    (same,) = page.context["namesakes"]
    assert {person.name for person in same} == {"amina khan", "Dr Amina  Khan"}
    assert one.email in text(page)
    opener.post(at("open_who"), everybody(practice) | {"leave_out": [one.pk]})
    assert "invited twice" not in text(opener.get(at("open_check")))


def test_one_name_in_two_practices_is_two_people(opener, at, network, practice, people):
    other = practice_in(network, name="Hillside")
    for place in (practice, other):
        PersonFactory(network=network, practice=place, staff_group="gp", name="Ann Lee")
    opener.post(at("open_who"), everybody(practice) | {"practices": [practice.code, other.code]})
    opener.post(at("open_when"), next_week())
    opener.post(at("open_message"), {"message": ""})
    assert not opener.get(at("open_check")).context["namesakes"]


# --- A test to oneself ----------------------------------------------------------------
@pytest.fixture
def tried(chosen, at, do_jobs, manager):
    """The test mail of a manager who stands before the last page."""
    chosen.post(at("open_when"), next_week())
    chosen.post(at("open_message"), {"message": "Please be frank."})
    assert "on its way to" in text(chosen.post(at("open_test"), follow=True))
    do_jobs()
    (letter,) = mail.outbox
    assert letter.to == [manager.email]
    return letter


def test_the_test_is_the_letter_and_opens_nothing(chosen, tried, at, network, manager):
    page = chosen.get(at("open_check"))
    assert tried.subject == f"Test: {page.context['letter'].subject}"
    for words in (
        "Please be frank.",
        "12 people are invited",
        manager.name,
        "takes no answers",
        "about 5 minutes",
    ):
        assert words in tried.body, words
    assert not Round.objects.exists()
    assert AuditEvent.objects.filter(event="round.tried", actor_id=manager.pk).count() == 1


def test_its_link_shows_the_form_and_takes_nothing(client, tried):
    trial = Trial.objects.get()
    trial.asked["area_sees"] = True
    trial.save()
    link = re.search(r"/answer/test/[\w-]+/", tried.body).group()
    client.logout()
    response = client.get(link)
    page = text(response)
    assert "This is a preview" in page
    assert "The area (ICS) sees the average of each theme" in page
    assert "Please be frank." in page
    assert "Submit</button>" not in page
    assert "<form" not in page
    assert client.post(link, {}).status_code == 405
    assert client.get(f"{link[:-6]}xxxxx/").status_code == 404
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_second_test_replaces_the_first_and_goes_after_a_week(chosen, tried, at, client, do_jobs):
    first = re.search(r"/answer/test/[\w-]+/", tried.body).group()
    chosen.post(at("open_test"))
    assert client.get(first).status_code == 404
    assert Trial.objects.count() == 1
    trials.forget_old(timezone.now() + timedelta(days=8))
    assert not Trial.objects.exists()


def test_without_a_draft_no_test_is_sent(opener, at):
    assert opener.post(at("open_test")).url == at("open_who")
    assert not Trial.objects.exists()
