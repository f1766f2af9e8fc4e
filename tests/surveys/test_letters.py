"""Invitations and reminders: what they say, whom they reach, and what they leave behind."""

import re
import smtplib
import socket

import pytest
from aiosmtpd.controller import Controller
from django.core import mail

from apps.core import moments
from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.jobs.worker import claim_next, perform
from apps.mail import sending
from apps.people.actions import mark_left
from apps.people.models import Person
from apps.surveys import actions, letters, links, queries
from apps.surveys.links import LinkState
from apps.surveys.models import Invitation

from .conftest import submit, token_of


@pytest.fixture
def open_round(open_round, do_jobs):
    """Everybody has their invitation."""
    do_jobs()
    return open_round


def link_in(body: str) -> str:
    return re.search(r"http://localhost:8000/a/([\w-]+)/", body)[1]


# --- Invitations --------------------------------------------------------------


def test_invitation_says_who_asks_what_for_and_how_long(open_round, manager, people, mailoutbox):
    letter = next(m for m in mailoutbox if m.to == [people[0].email])
    assert letter.subject == "Northern Vale PCN: Autumn scorecard, about 5 minutes"
    assert letter.reply_to == [manager.email]
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    for words in (
        people[0].name, manager.name, "Please be frank.", "about 5 minutes", "at least 8 people", "yours alone",
        "12 people are invited", moments.moment(open_round.closes_at),
    ):  # fmt: skip
        assert words in letter.body


def test_every_letter_holds_a_link_of_its_own_that_works(open_round, mailoutbox):
    tokens = {link_in(letter.body) for letter in mailoutbox}
    assert len(tokens) == 12
    assert {links.follow(token).state for token in tokens} == {LinkState.READY}


def test_names_and_messages_are_not_escaped(ask, network, do_jobs, mailoutbox):
    network.name = "Vale & O'Hara PCN"
    network.save()
    ask(message="1 < 2 & 'so'")
    do_jobs()
    assert "Vale & O'Hara PCN" in mailoutbox[0].subject
    assert "1 < 2 & 'so'" in mailoutbox[0].body


def test_title_with_line_breaks_makes_no_header(ask, do_jobs, mailoutbox):
    ask(title="Autumn\r\nBcc: everybody@practice.example")
    do_jobs()
    assert "\n" not in mailoutbox[0].subject


def test_jobs_name_invitations_and_hold_no_link_or_address(open_round, invitations):
    jobs = Job.objects.filter(kind="surveys.invite")
    assert {job.subject for job in jobs} == {str(invitation.pk) for invitation in invitations}
    everything = str(list(jobs.values()))
    for invitation in invitations:
        assert token_of(invitation) not in everything
        assert invitation.person.email not in everything
        assert invitation.person.name not in everything


def test_person_removed_before_the_letter_gets_none(ask, do_jobs, people, mailoutbox):
    ask()
    people[0].delete()
    do_jobs()
    assert len(mailoutbox) == 11


def test_person_who_left_before_the_letter_gets_none(ask, do_jobs, people, mailoutbox, manager):
    ask()
    mark_left(person=people[0], by=manager)
    do_jobs()
    assert len(mailoutbox) == 11
    assert [people[0].email] not in [letter.to for letter in mailoutbox]


def test_person_who_left_gets_no_new_link(open_round, people, manager):
    mark_left(person=people[0], by=manager)
    people[0].refresh_from_db()
    with pytest.raises(actions.RoundRefused, match="has left"):
        actions.renew_link(round_=open_round, by=manager, person=people[0])


def test_new_link_is_mailed_whether_or_not_they_answered(
    open_round, invitations, manager, do_jobs, mailoutbox
):
    submit(invitations[0])
    mailoutbox.clear()
    for invitation in invitations[:2]:
        actions.renew_link(round_=open_round, by=manager, person=invitation.person)
    do_jobs()
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(i.person.email for i in invitations[:2])
    states = {links.follow(link_in(letter.body)).state for letter in mailoutbox}
    assert states == {LinkState.READY}


# --- Reminders ----------------------------------------------------------------


def test_reminder_reaches_whoever_has_not_answered(open_round, invitations, manager, do_jobs, mailoutbox):
    for invitation in invitations[:5]:
        submit(invitation)
    mailoutbox.clear()
    actions.remind(round_=open_round, by=manager)
    do_jobs()
    assert {letter.to[0] for letter in mailoutbox} == {i.person.email for i in invitations[5:]}
    assert {links.follow(link_in(letter.body)).state for letter in mailoutbox} == {LinkState.READY}


def test_newer_link_is_reminded_whether_or_not_one_was_used(
    open_round, invitations, manager, do_jobs, mailoutbox
):
    for invitation in invitations:
        submit(invitation)
    one = invitations[0]
    actions.renew_link(round_=open_round, by=manager, person=one.person)
    do_jobs()
    mailoutbox.clear()
    actions.remind(round_=open_round, by=manager)
    do_jobs()
    (letter,) = mailoutbox
    assert letter.to == [one.person.email]
    assert "whether or not one was used" in letter.body


def test_reminder_passes_over_leavers_and_tells_nothing_of_it(
    open_round, invitations, manager, do_jobs, mailoutbox
):
    mark_left(person=invitations[0].person, by=manager)
    mailoutbox.clear()
    actions.remind(round_=open_round, by=manager)
    do_jobs()
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(i.person.email for i in invitations[1:])
    assert Job.objects.get(kind="surveys.remind").cursor == str(invitations[-1].pk)


def test_reminder_is_one_job_that_tells_nothing(open_round, invitations, manager, do_jobs):
    for invitation in invitations[:5]:
        submit(invitation)
    before = set(Job.objects.values_list("pk", flat=True))
    actions.remind(round_=open_round, by=manager)
    do_jobs()
    job = Job.objects.exclude(pk__in=before).get()
    assert (job.subject, job.progress, job.error) == (str(open_round.pk), "", "")
    # The last invitation of all, answered or not.
    assert job.cursor == str(invitations[-1].pk)
    assert AuditEvent.objects.get(event="round.reminded").detail == {}


def test_trail_of_a_reminder_is_the_same_whoever_answered(open_round, invitations):
    def trail():
        passed = []
        letters.send_reminders(open_round.pk, after="", passed=passed.append)
        return passed

    before = trail()
    for invitation in invitations[::2]:
        submit(invitation)
    assert trail() == before == [invitation.pk for invitation in invitations]


def test_reminder_goes_on_after_a_failure(open_round, invitations, manager, monkeypatch, mailoutbox):
    mailoutbox.clear()
    actions.remind(round_=open_round, by=manager)
    send, sent = sending.send, []

    def fail_at_the_sixth(**letter):
        if len(sent) == 5:
            sent.append(None)
            raise sending.MailUnavailable("no")
        sent.append(letter["to"])
        send(**letter)

    monkeypatch.setattr(sending, "send", fail_at_the_sixth)
    perform(claim_next())
    job = Job.objects.get(kind="surveys.remind")
    assert (job.state, job.cursor) == (Job.State.QUEUED, str(invitations[4].pk))
    Job.objects.filter(pk=job.pk).update(not_before=job.created_at)
    perform(claim_next())
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(i.person.email for i in invitations)
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


def test_one_reminder_a_day(open_round, manager):
    actions.remind(round_=open_round, by=manager)
    with pytest.raises(actions.RoundRefused, match="went out today"):
        actions.remind(round_=open_round, by=manager)
    open_round.refresh_from_db()
    assert open_round.reminders_sent == 1


def test_reminder_stops_when_the_round_closes(open_round, mailoutbox):
    mailoutbox.clear()
    type(open_round).objects.update(state="closing")
    letters.send_reminders(open_round.pk, after="", passed=lambda pk: None)
    assert mailoutbox == []


# --- A real mail server -------------------------------------------------------


class Postbox:
    """An SMTP server's handler that refuses some addresses."""

    def __init__(self):
        self.refused = {}
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - named by aiosmtpd
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def postbox(settings):
    handler = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield handler
    controller.stop()


def test_invitations_travel_by_smtp(postbox, open_round, people):
    assert sorted(to for [to], _ in postbox.taken) == sorted(person.email for person in people)
    text = postbox.taken[0][1]
    assert "Auto-Submitted: auto-generated" in text
    assert "/a/" in text


def test_refused_address_stops_nobody_else_and_is_said(postbox, ask, people, do_jobs):
    postbox.refused[people[3].email] = "550 No such user"
    round_ = ask()
    do_jobs(expect_failures=True)
    assert len(postbox.taken) == 11
    [undelivered] = queries.undelivered(round_)
    assert undelivered.person == people[3]
    assert undelivered.words == "The mail server refused this address."
    failed = Job.objects.get(state=Job.State.FAILED)
    assert people[3].email not in failed.error


def test_address_not_taken_at_the_moment_is_tried_again(postbox, ask, people, do_jobs):
    postbox.refused[people[3].email] = "450 Try later"
    round_ = ask()
    do_jobs(expect_failures=True)
    job = Job.objects.exclude(error="").get()
    assert job.state == Job.State.QUEUED
    assert queries.undelivered(round_) == []


def test_mended_address_clears_the_list(postbox, ask, people, do_jobs, manager):
    postbox.refused[people[3].email] = "550 No such user"
    round_ = ask()
    do_jobs(expect_failures=True)
    people[3].email = "mended@practice.example"
    people[3].save()
    actions.renew_link(round_=round_, by=manager, person=people[3])
    do_jobs(expect_failures=True)
    assert queries.undelivered(round_) == []


def test_refused_reminder_is_recorded_nowhere(postbox, open_round, people, manager, do_jobs):
    postbox.refused[people[3].email] = "550 No such user"
    actions.remind(round_=open_round, by=manager)
    do_jobs()
    assert len(postbox.taken) == 12 + 11
    assert queries.undelivered(open_round) == []
    assert not Job.objects.exclude(error="").exists()


def test_no_mail_server_means_waiting(settings, ask, do_jobs, postbox):
    settings.EMAIL_PORT = 1
    ask()
    do_jobs(expect_failures=True)
    jobs = Job.objects.filter(kind="surveys.invite")
    assert {job.state for job in jobs} == {Job.State.QUEUED}
    assert {job.error for job in jobs} == {"The mail server can’t be reached at the moment."}


@pytest.mark.parametrize(
    "problem", [smtplib.SMTPServerDisconnected(), smtplib.SMTPDataError(554, b"No"), OSError()]
)
def test_trouble_that_is_not_the_address(monkeypatch, problem):
    def fail(self, **options):
        raise problem

    monkeypatch.setattr(mail.EmailMessage, "send", fail)
    with pytest.raises(sending.MailUnavailable):
        sending.send(to="a@practice.example", subject="s", text="t")


# --- Whose address it is ---------------------------------------------------------------------


def test_reminder_follows_no_change_of_a_delivered_address(open_round, people, manager, do_jobs, mailoutbox):
    """Else whoever keeps the directory could put an own address there and see whether a reminder comes."""
    curious = people[0]
    Person.objects.filter(pk=curious.pk).update(email="manager-in-disguise@practice.example")
    mailoutbox.clear()
    actions.remind(round_=open_round, by=manager)
    do_jobs()
    assert len(mailoutbox) == len(people) - 1
    assert not [mail for mail in mailoutbox if "disguise" in mail.to[0]]


def test_reminder_reaches_a_corrected_address_that_never_had_the_invitation(
    open_round, people, manager, do_jobs, mailoutbox
):
    Invitation.objects.filter(person=people[0]).update(delivered_to=None)
    Person.objects.filter(pk=people[0].pk).update(email="corrected@practice.example")
    mailoutbox.clear()
    actions.remind(round_=open_round, by=manager)
    do_jobs()
    assert "corrected@practice.example" in [mail.to[0] for mail in mailoutbox]


def test_mark_of_the_address_goes_with_the_round(open_round, manager, do_jobs):
    assert not Invitation.objects.filter(delivered_to=None).exists()
    actions.close_now(round_=open_round, by=manager)
    do_jobs()
    assert not Invitation.objects.exclude(delivered_to=None).exists()
