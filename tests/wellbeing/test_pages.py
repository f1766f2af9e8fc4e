"""Setting check-ins up, and the pages of those who are asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.jobs.models import Job
from apps.surveys import links, opening
from apps.surveys.models import Invitation, Round
from apps.wellbeing import actions, reach, support
from apps.wellbeing.handlers import check_link
from apps.wellbeing.models import Plan
from apps.wellbeing.queries import plan_of
from tests import factories

WHEN = {"way": "personal", "rhythm": "monthly", "days_open": "7", "breakdown": "staff_group"}
PLACE = {"name": "Our hub", "about": "Somebody who listens", "url": "https://hub.example/"}


def first_day(day) -> dict:
    return {"first_day_day": day.day, "first_day_month": day.month, "first_day_year": day.year}


def soon() -> dict:
    return first_day(timezone.localdate() + timedelta(days=10))


@pytest.fixture
def open_check_in(set_up, staff, manager):
    plan = set_up(burnout=True, comment=False)
    round_ = actions.open_check_in(plan=plan, by=manager)
    opening.prepare(round_.pk)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def respondent(client, open_check_in):
    invitation = Invitation.objects.filter(round=open_check_in).first()
    client.get(reverse("surveys:link", args=[links.token_of(invitation)]))
    return client


# --- Setting up --------------------------------------------------------------------------


def test_three_pages_set_a_series_up(as_manager, at, staff, network, manager):
    assert "Set up check-ins" in as_manager.get(at("index")).text
    assert as_manager.post(at("set_up"), WHEN | soon()).url == at("questions")
    page = as_manager.get(at("questions")).text
    assert "WHO-5" in page
    assert "Maslach" in page
    asked = {"burnout": "on", "bank": ["bank_breaks", "bank_stay"]}
    assert as_manager.post(at("questions"), asked).url == at("set_up_check")
    page = as_manager.get(at("set_up_check")).text
    assert "12 people" in page
    assert "I get the breaks I am due" in page
    assert as_manager.post(at("set_up_check")).url == at("index")
    plan = plan_of(network)
    assert (plan.burnout, plan.bank, plan.comment) == (True, ["bank_breaks", "bank_stay"], False)
    assert (plan.series.breakdown, plan.reviewer, plan.asker) == ("staff_group", manager, manager)
    assert "Opens next" in as_manager.get(at("index")).text


def test_nobody_sets_up_twice(as_manager, at, set_up):
    set_up()
    assert as_manager.post(at("set_up"), WHEN | soon()).url == at("index")
    assert as_manager.post(at("set_up_check")).url == at("set_up")
    assert Plan.objects.count() == 1


def test_pages_out_of_order_lead_back(as_manager, at):
    for name in ("questions", "set_up_check", "rhythm"):
        assert as_manager.get(at(name)).url == at("set_up")
    assert as_manager.get(at("end")).url == at("index")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"way": "open"}, "can’t tell practices or staff groups apart"),
        ({"rhythm": "weekly"}, "Select how often you ask"),
        ({"days_open": "60"}, "Select for how long each is open"),
        ({"first_day_year": "2020"}, "The day must be today or later"),
        ({"first_day_year": "2090"}, "The day must be within the next 6 months"),
        ({"first_day_day": ""}, "The day must include a day"),
    ],
)
def test_what_makes_no_sense_is_said(as_manager, at, changes, words):
    assert words in as_manager.post(at("set_up"), WHEN | soon() | changes).text


def test_two_of_the_bank_at_most(as_manager, at, set_up):
    set_up()
    three = {"bank": ["bank_breaks", "bank_stay", "bank_learn"]}
    assert "Select 2 statements at most" in as_manager.post(at("questions"), three).text
    assert "Select statements of the list only" in as_manager.post(at("questions"), {"bank": ["who_5"]}).text


def test_questions_change_from_the_next_one_on(as_manager, at, set_up, network, director):
    set_up()
    assert "from the next check-in on" in as_manager.get(at("questions")).text
    as_manager.post(at("questions"), {"comment": "on", "reviewer": director.pk})
    plan = plan_of(network)
    assert (plan.comment, plan.reviewer) == (True, director)


def test_network_without_data_controller_is_led_to_name_one(as_manager, at, network):
    type(network).objects.filter(pk=network.pk).update(controller_name="")
    assert "Name the data controller" in as_manager.get(at("set_up")).text


def test_rhythm_skip_and_end(as_manager, at, set_up, network):
    plan = set_up()
    day = plan.next_opens_on
    as_manager.post(at("skip"))
    plan.refresh_from_db()
    assert plan.next_opens_on == day + timedelta(weeks=4)
    as_manager.post(at("rhythm"), {"rhythm": "quarterly", "days_open": "5"} | soon())
    plan.refresh_from_db()
    assert (plan.rhythm, plan.days_open) == ("quarterly", 5)
    as_manager.post(at("end"))
    assert plan_of(network) is None


def test_pauses_are_added_and_removed(as_manager, at, network):
    ends = {f"{part}_{name}": value for part in ("first", "last") for name, value in
            (("day", "3"), ("month", "8"), ("year", "2099"))}  # fmt: skip
    assert (
        "Days without check-ins" in as_manager.post(at("pauses"), {"name": "Summer"} | ends, follow=True).text
    )
    pause = network.check_in_pauses.get()
    back = {"last_year": "2098"}
    assert "must not be before" in as_manager.post(at("pauses"), {"name": "Summer"} | ends | back).text
    as_manager.post(at("pause_remove", pk=pause.pk))
    assert not network.check_in_pauses.exists()


def test_no_more_pauses_than_there_is_room_for(as_manager, at, network, manager):
    day = timezone.localdate()
    for n in range(actions.MOST_PAUSES):
        actions.add_pause(network=network, by=manager, name=str(n), first=day, last=day)
    with pytest.raises(actions.CheckInsRefused):
        actions.add_pause(network=network, by=manager, name="One more", first=day, last=day)


# --- Support -----------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["http://hub.example/", "hub", "javascript:alert(1)", "ftp://hub.example"])
def test_support_that_is_not_https_is_refused(as_manager, at, network, url):
    assert "There is a problem" in as_manager.post(at("support"), PLACE | {"url": url}).text
    assert not network.support_links.exists()


def test_support_is_looked_at_by_a_worker_and_seen_in_the_preview(as_manager, at, network, monkeypatch):
    as_manager.post(at("support"), PLACE)
    link = network.support_links.get()
    assert "being looked at" in as_manager.get(at("preview")).text
    monkeypatch.setattr(reach, "problem_with", lambda url: "It answers with error 404")
    check_link(type("Claim", (), {"subject": str(link.pk)}))
    page = as_manager.get(at("preview")).text
    assert "May not be reached:" in page
    assert "error 404" in page
    monkeypatch.setattr(reach, "problem_with", lambda url: "")
    as_manager.post(at("support_check"))
    check_link(type("Claim", (), {"subject": str(link.pk)}))
    assert "May not be reached" not in as_manager.get(at("preview")).text
    assert Job.objects.filter(kind="wellbeing.check_link", subject=str(link.pk)).count() in (1, 2)


def test_what_was_found_of_an_old_address_is_not_said_of_the_new_one(network, manager, monkeypatch):
    link = actions.save_link(network=network, by=manager, **PLACE)

    def slow(url):
        actions.save_link(network=network, by=manager, link=link, **PLACE | {"url": "https://new.example/"})
        return "It answers with error 404"

    monkeypatch.setattr(reach, "problem_with", slow)
    check_link(type("Claim", (), {"subject": str(link.pk)}))
    link.refresh_from_db()
    assert (link.checked_at, link.problem) == (None, "")


def test_only_five_places_of_ones_own(as_manager, at, network, manager):
    for n in range(support.MOST_OWN):
        actions.save_link(network=network, by=manager, **PLACE | {"name": str(n)})
    assert "There is room for 5" in as_manager.post(at("support"), PLACE).text
    link = network.support_links.first()
    as_manager.post(at("support_edit", pk=link.pk), PLACE | {"name": "Renamed"})
    link.refresh_from_db()
    assert link.name == "Renamed"
    as_manager.post(at("support_remove", pk=link.pk))
    assert network.support_links.count() == support.MOST_OWN - 1


def test_anothers_place_is_not_there(as_manager, at, other_network):
    link = other_network.support_links.create(name="Theirs", url="https://hub.example/")
    assert as_manager.get(at("support_edit", pk=link.pk)).status_code == 404
    assert as_manager.post(at("support_remove", pk=link.pk)).status_code == 404


# --- Answering ---------------------------------------------------------------------------


def test_support_and_where_to_turn_stand_before_and_after(respondent, open_check_in, network):
    network.support_links.create(name="Our hub", url="https://hub.example/")
    for page in ("answer", "thanks"):
        text = respondent.get(reverse(f"surveys:{page}", args=[open_check_in.pk])).text
        for words in ("Nobody watches this for emergencies.", "call 999", "Samaritans", "Our hub"):
            assert words in text
        assert "scorecard" not in text.lower()


def test_answers_are_sent_without_any_comment_box(respondent, open_check_in):
    url = reverse("surveys:answer", args=[open_check_in.pk])
    page = respondent.get(url)
    assert "<textarea" not in page.text
    assert page.text.index("I enjoy my work") < page.text.index("I feel completely burned out")
    body = f"check={page.context['check']}&workload=2&burnout=5"
    sent = respondent.post(url, body, content_type="application/x-www-form-urlencoded")
    assert sent.url == reverse("surveys:thanks", args=[open_check_in.pk])
    again = respondent.get(sent.url).text
    assert "Your answers are sealed" in again
    forged = respondent.post(url, body + "&comment-work=x", content_type="application/x-www-form-urlencoded")
    assert forged.status_code == 403


def test_notices_speak_of_a_check_in(respondent, open_check_in, manager):
    Round.objects.filter(pk=open_check_in.pk).update(closes_at=timezone.now())
    text = respondent.get(reverse("surveys:answer", args=[open_check_in.pk])).text
    assert "The check-in has closed" in text
    assert "Nobody watches this for emergencies" in text
    assert "scorecard" not in text.lower()


def test_what_is_stored_says_that_nobody_outside_sees_it(respondent, open_check_in):
    text = respondent.get(reverse("surveys:stored", args=[open_check_in.pk])).text
    assert "medians" not in text
    assert "headline" not in text
    assert "the statements in words, and what will be done, of the network as a whole" in text
    assert "If you opt out" in text


def test_area_never_sees_a_check_in_live(set_up, staff, network, manager):
    network.sharing.create(what="show", since=timezone.now(), by=manager)
    assert not actions.open_check_in(plan=set_up(), by=manager).area_sees


# --- Running -----------------------------------------------------------------------------


def test_manager_sees_no_count_and_may_cancel(as_manager, at, open_check_in):
    page = as_manager.get(at("check_in", pk=open_check_in.pk)).text
    assert "12 people" in page
    assert "Said in words once at least 11 have" in page
    as_manager.post(at("cancel", pk=open_check_in.pk))
    open_check_in.refresh_from_db()
    assert open_check_in.state == "cancelled"


def test_practice_managers_pass_the_link_on(client, at, set_up, network, manager, practice):
    round_ = actions.open_check_in(plan=set_up(way="open"), by=manager)
    opening.prepare(round_.pk)
    client.force_login(factories.practice_manager_of(network, practice))
    assert "pass its link on" in client.get(reverse("home:network", args=[network.code])).text
    page = client.get(at("share", pk=round_.pk)).text
    assert "How is work for you?" in page
    assert "Nobody watches this for emergencies" in page
    poster = client.get(at("poster", pk=round_.pk))
    assert poster.headers["Content-Type"] == "application/pdf"
    Round.objects.filter(pk=round_.pk).update(closes_at=timezone.now())
    assert client.get(at("share", pk=round_.pk)).status_code == 404


def test_personal_check_in_has_no_link_to_pass_on(as_manager, at, open_check_in):
    assert as_manager.get(at("share", pk=open_check_in.pk)).status_code == 404


def test_home_says_when_it_closes_and_opens_and_why_it_waits(as_manager, open_check_in, network):
    Plan.objects.update(problem="Nobody can be invited.")
    text = as_manager.get(reverse("home:network", args=[network.code])).text
    assert "The next check-in waits" in text
    assert f"{open_check_in.title} closes." in text
    assert "The next wellbeing check-in opens." in text
