"""Saying what will be done after a check-in: one response, a warning about names, a mail to everybody invited."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core import contributions
from apps.core.models import AuditEvent
from apps.mail import sending
from apps.wellbeing import letters, outcomes, responding
from apps.wellbeing.models import Override, Plan, Response
from tests import factories

SAID = {
    "heard": "Mondays are too much.",
    "will": "We open a second line on Mondays.",
    "leads": "Person Number 1",
    "by_when": timezone.localdate() + timedelta(days=30),
}


@pytest.fixture
def typed():
    day = SAID["by_when"]
    boxes = {"by_when_day": day.day, "by_when_month": day.month, "by_when_year": day.year}
    return {name: value for name, value in SAID.items() if name != "by_when"} | boxes


@pytest.fixture
def post(client, network, manager):
    client.force_login(manager)

    def post(round_, data):
        return client.post(reverse("wellbeing:respond", args=[network.code, round_.pk]), data)

    return post


def text(response) -> str:
    return " ".join(response.content.decode().split())


def events(network) -> list[str]:
    return list(AuditEvent.objects.filter(network_code=network.code).values_list("event", flat=True))


def test_response_is_looked_at_before_it_is_sent(post, check_in, series, typed):
    said = text(post(check_in(series=series), typed))
    assert "Send this response?" in said
    assert "3 people by email" in said
    assert not Response.objects.exists()


def test_response_is_sent_to_everybody_invited_and_stands_with_the_results(
    post, client, network, check_in, series, typed, do_jobs
):
    round_ = check_in(series=series)
    left, gone = network.people.all()[:2]
    factories.PersonFactory(network=network)  # joined since: was not invited
    network.people.filter(pk=gone.pk).update(active_to=timezone.localdate())
    response = post(round_, typed | {"send": "yes"})
    do_jobs()
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        network.people.active().filter(pk__in=series.people).values_list("email", flat=True)
    )
    assert left.email in [one.to[0] for one in mail.outbox]
    assert "We will:\n\nWe open a second line on Mondays." in mail.outbox[0].body
    assert "nobody knows who answered" in mail.outbox[0].body
    assert "We open a second line on Mondays." in text(client.get(response.url))
    assert "wellbeing.response_sent" in events(network)


def test_log_holds_no_word_of_a_response(post, network, check_in, series, typed):
    post(check_in(series=series), typed | {"send": "yes"})
    line = AuditEvent.objects.get(network_code=network.code, event="wellbeing.response_sent")
    assert line.detail == {}


def test_response_with_a_name_of_the_directory_is_warned_about_before_sending(post, network, check_in, typed):
    factories.PersonFactory(network=network, name="Dr Ifeoma Castellane")
    round_ = check_in()
    named = typed | {"heard": "Ask Castellane about Mondays."}
    assert "<strong>Castellane</strong>" in text(post(round_, named))
    unread = text(post(round_, named | {"send": "yes"}))
    assert "Error: Send this response?" in unread
    assert "Tick that you have read the warning about names" in unread
    assert not Response.objects.exists()
    post(round_, named | {"send": "yes", "named": "on"})
    assert Response.objects.get().heard == "Ask Castellane about Mondays."


def test_name_of_somebody_who_left_is_warned_about(network):
    factories.PersonFactory(network=network, name="Oriel Vantongeren", active_to=timezone.localdate())
    assert responding.names_in(network, ["oriel said so"]) == ["oriel"]


def test_whoever_leads_may_be_named(network):
    factories.PersonFactory(network=network, name="Oriel Vantongeren")
    assert responding.names_in(network, ["Oriel asks each team"], besides=["Oriel Vantongeren"]) == []


def test_going_back_keeps_what_was_written(post, check_in, typed):
    said = text(post(check_in(), typed | {"change": "yes"}))
    assert "Mondays are too much.</textarea>" in said
    assert "Look at it once more" in said


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"heard": " "}, "Enter what you heard"),
        ({"will": "x" * 1001}, "What you will do must be 1,000 characters or fewer"),
        ({"leads": ""}, "Enter who leads on it"),
        ({"by_when_year": "2020"}, "By when must be today or later"),
        ({"by_when_year": "2099"}, "By when must be within a year"),
        ({"by_when_day": "32"}, "By when must be a real date"),
    ],
)
def test_bad_input(post, check_in, typed, wrong, words):
    assert words in text(post(check_in(), typed | wrong | {"send": "yes"}))
    assert not Response.objects.exists()


def test_there_is_one_response(manager, check_in):
    round_ = check_in()
    responding.respond(round_=round_, by=manager, **SAID)
    with pytest.raises(responding.ResponseRefused, match="one for each"):
        responding.respond(round_=round_, by=manager, **SAID)


def test_too_few_answers_have_no_response(manager, check_in):
    with pytest.raises(responding.ResponseRefused, match="no figures"):
        responding.respond(round_=check_in(answered=None), by=manager, **SAID)


def test_page_of_a_check_in_with_too_few_answers_is_not_there(post, check_in, typed):
    assert post(check_in(answered=None), typed).status_code == 404


def test_closed_network_responds_no_more(manager, network, check_in):
    round_ = check_in()
    type(network).objects.filter(pk=network.pk).update(closed_on=timezone.localdate())
    with pytest.raises(responding.ResponseRefused, match="has closed"):
        responding.respond(round_=round_, by=manager, **SAID)


def test_sending_shows_results_that_waited(manager, check_in):
    round_ = check_in(released_at=None)
    responding.respond(round_=round_, by=manager, **SAID)
    round_.refresh_from_db()
    assert round_.released_by_id == manager.pk


def test_mail_goes_on_where_it_stopped(monkeypatch, manager, network, check_in, series, do_jobs):
    """The mail server goes away after the first mail: nobody is written to twice."""
    responding.respond(round_=check_in(series=series), by=manager, **SAID)
    plain, sent = sending.send, []

    def once(**message):
        if len(sent) == 1:
            sent.append("")
            raise sending.MailUnavailable("The mail server can’t be reached at the moment.")
        sent.append(message["to"])
        plain(**message)

    monkeypatch.setattr(letters.sending, "send", once)
    do_jobs(expect_failures=True)
    network_jobs_due()
    do_jobs(expect_failures=True)
    assert sorted(filter(None, sent)) == sorted(network.people.values_list("email", flat=True))


def network_jobs_due():
    from apps.jobs.models import Job

    Job.objects.filter(state=Job.State.QUEUED).update(not_before=timezone.now())


def test_refused_address_stops_nobody_elses_mail(monkeypatch, manager, network, check_in, series, do_jobs):
    responding.respond(round_=check_in(series=series), by=manager, **SAID)
    refused, plain = network.people.first().email, sending.send

    def send(**message):
        if message["to"] == refused:
            raise sending.AddressRefused("The mail server refused this address.")
        plain(**message)

    monkeypatch.setattr(letters.sending, "send", send)
    do_jobs()
    assert len(mail.outbox) == 2


# --- Going on without -------------------------------------------------------------------------------------------


def test_check_ins_wait_while_the_last_two_have_no_response(network, check_in):
    check_in(33)
    assert outcomes.waiting_for_response(network) is None
    latest = check_in(3)
    assert outcomes.waiting_for_response(network) == latest


def test_one_response_to_either_is_enough(network, check_in):
    first, _ = check_in(33), check_in(3)
    factories.response_to(first)
    assert outcomes.waiting_for_response(network) is None


def test_check_in_with_too_few_answers_asks_for_no_response(network, check_in):
    check_in(63)
    check_in(33, answered=None)
    assert outcomes.waiting_for_response(network) is None


def test_going_on_without_asks_for_a_reason_and_is_recorded(client, network, manager, check_in):
    check_in(33)
    latest = check_in(3)
    client.force_login(manager)
    url = reverse("wellbeing:go_on", args=[network.code])
    assert "Enter why the next check-in should open" in text(client.post(url, {"reason": " "}))
    assert not Override.objects.exists()
    client.post(url, {"reason": "The board meets on Friday."})
    assert Override.objects.get().round == latest
    line = AuditEvent.objects.get(event="wellbeing.wait_overridden")
    assert (line.actor_id, line.object_code, line.detail) == (manager.pk, str(latest.pk), {})
    assert outcomes.waiting_for_response(network) is None
    assert client.get(url).status_code == 404


def test_going_on_holds_for_one_check_in(network, manager, check_in):
    check_in(63)
    check_in(33)
    responding.go_on(network=network, by=manager, reason="The board meets on Friday.")
    check_in(3)
    assert outcomes.waiting_for_response(network) is not None


def test_going_on_where_nothing_waits_is_refused(network, manager):
    with pytest.raises(responding.ResponseRefused):
        responding.go_on(network=network, by=manager, reason="Why not.")


# --- On the home page ----------------------------------------------------------------------------------------


def needs_of(network, role) -> str:
    needs = contributions.network_needs.of(network, NETWORK_ROLES[role].permissions)
    return " ".join(f"{need.text}. {need.detail}" for need in needs)


@pytest.mark.parametrize("role", ["clinical_director", "manager"])
def test_overdue_response_is_on_the_home_page_of_director_and_manager(network, check_in, role):
    check_in(15, title="September")
    assert "Overdue: say what you heard in September" in needs_of(network, role)


def test_board_is_asked_for_no_response(network, check_in):
    check_in(15)
    assert needs_of(network, "board_member") == ""


def test_response_that_was_sent_is_owed_no_more(network, check_in):
    factories.response_to(check_in(15))
    assert "say what you heard" not in needs_of(network, "manager")


@pytest.fixture
def plan(network, series):
    return Plan.objects.create(network=network, series=series, rhythm="monthly", days_open=7)


def test_nothing_waits_where_nothing_opens_by_itself(network, check_in):
    check_in(33)
    check_in(3)
    assert "Check-ins wait" not in needs_of(network, "manager")


def test_check_ins_that_wait_are_on_the_home_page(client, network, manager, check_in, plan):
    check_in(33)
    check_in(3)
    client.force_login(manager)
    home = text(client.get(reverse("wellbeing:index", args=[network.code])))
    assert "say why the next should open without" in home
    assert "Check-ins wait: no new one opens by itself" in needs_of(network, "manager")


def test_news_say_what_was_heard_and_what_will_be_done(network, check_in):
    factories.response_to(check_in())
    (news,) = contributions.network_news.of(network, NETWORK_ROLES["board_member"].permissions)
    assert news.detail.startswith("Over two thirds of us")
    assert news.detail.endswith("We will: We open a second phone line.")


def test_news_wait_for_the_release(network, check_in):
    check_in(released_at=None)
    assert contributions.network_news.of(network, NETWORK_ROLES["board_member"].permissions) == []


def test_ending_says_that_nobody_could_be_mailed_any_more(client, post, network, series, check_in, manager):
    plan = Plan.objects.create(network=network, series=series, rhythm="monthly", days_open=7)
    round_ = check_in(series=series)
    client.force_login(manager)
    ending = reverse("wellbeing:end", args=[network.code])
    assert reverse("wellbeing:respond", args=[network.code, round_.pk]) in text(client.get(ending))
    client.post(ending)
    plan.refresh_from_db()
    assert plan.ended_at
    page = text(client.get(reverse("wellbeing:respond", args=[network.code, round_.pk])))
    assert "Nobody will be mailed: the check-ins were ended" in page


def test_ending_after_the_response_warns_of_nothing(client, network, series, check_in, manager):
    Plan.objects.create(network=network, series=series, rhythm="monthly", days_open=7)
    factories.response_to(check_in(series=series))
    client.force_login(manager)
    assert "Respond first" not in text(client.get(reverse("wellbeing:end", args=[network.code])))
