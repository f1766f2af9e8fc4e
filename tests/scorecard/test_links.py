"""Sending somebody a new link: whom, where to, and that nobody learns who answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.mail.tokens import address_mark
from apps.people.actions import mark_left
from apps.people.models import Person
from apps.surveys import links
from apps.surveys.answering import submit
from apps.surveys.models import Invitation, Round
from apps.surveys.opening import open_round as open_real_round
from tests.factories import PersonFactory

REFUSED = "The mail server does not know this address."


@pytest.fixture
def asked(network, manager, scorecard, people, do_jobs):
    round_ = open_real_round(
        network=network, by=manager, questionnaire=scorecard, title="Autumn", message="",
        closes_at=timezone.now() + timedelta(days=7), people=network.people.all(),
    )  # fmt: skip
    do_jobs()
    round_.refresh_from_db()
    return round_


def invitation_of(person):
    return Invitation.objects.get(person=person)


def bounce(person):
    invitation = invitation_of(person)
    Invitation.objects.filter(pk=invitation.pk).update(delivered_to=None)
    job = Job.objects.filter(key=f"invite:{invitation.pk}:{invitation.generation}")
    job.update(state=Job.State.FAILED, error=REFUSED)


def main_of(response) -> str:
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def names(response) -> list[str]:
    return [one.person.name for one in response.context["table"].rows]


@pytest.fixture
def send(as_manager, at, asked):
    def send(person, email=None):
        return as_manager.post(at("renew", pk=asked.pk, person=person.pk), {"email": email or person.email})

    return send


# --- The list -----------------------------------------------------------------------
def test_those_whose_invitation_came_back_stand_first(as_manager, at, asked, people):
    bounce(people[5])
    response = as_manager.get(at("links", pk=asked.pk))
    assert names(response)[:3] == ["Person 05", "Person 00", "Person 01"]
    assert REFUSED in main_of(response)
    page = main_of(as_manager.get(at("round", pk=asked.pk)))
    assert "1 invitation did not arrive" in page
    assert at("renew", pk=asked.pk, person=people[5].pk) in page


def test_somebody_is_found_by_name_or_address(as_manager, at, asked, people):
    Person.objects.filter(pk=people[7].pk).update(name="Zora Quill", email="z.quill@practice.example")
    for words in ("quill zora", "z.quill@practice.example"):
        assert names(as_manager.get(at("links", pk=asked.pk), {"q": words})) == ["Zora Quill"]
    assert "Nobody invited is called so" in main_of(as_manager.get(at("links", pk=asked.pk), {"q": "zzz"}))


def test_nothing_changes_when_somebody_answers(as_manager, at, asked, people):
    def seen():
        where = [at("links", pk=asked.pk), at("renew", pk=asked.pk, person=people[3].pk)]
        return [main_of(as_manager.get(one)).partition("csrfmiddlewaretoken")[0] for one in where]

    before = seen()
    invitation = invitation_of(people[3])
    submit(invitation_id=invitation.pk, generation=1, answers={"purpose_why": 4}, comments={})
    assert seen() == before


def test_the_list_does_not_read_who_answered(as_manager, at, asked, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as captured:
        as_manager.get(at("links", pk=asked.pk))
    assert not [one["sql"] for one in captured.captured_queries if '"answered"' in one["sql"] and "invitation" in one["sql"]]  # fmt: skip # noqa: E501


def test_somebody_who_left_gets_no_new_link(as_manager, at, asked, people, manager, send):
    mark_left(person=people[2], by=manager)
    assert "Has left" in main_of(as_manager.get(at("links", pk=asked.pk), {"q": people[2].name}))
    assert "has left" in main_of(send(people[2]))
    assert invitation_of(people[2]).generation == 1


# --- Sending ------------------------------------------------------------------------
@pytest.mark.parametrize("has_answered", [False, True])
def test_a_new_link_replaces_the_old_one_whoever_answered(
    client, asked, people, send, do_jobs, mailoutbox, has_answered
):
    invitation = invitation_of(people[0])
    old = links.token_of(invitation)
    if has_answered:
        submit(invitation_id=invitation.pk, generation=1, answers={"purpose_why": 4}, comments={})
    mailoutbox.clear()
    response = send(people[0])
    assert response.status_code == 302
    do_jobs()
    (mail,) = mailoutbox
    assert mail.to == [people[0].email]
    invitation.refresh_from_db()
    assert (invitation.generation, invitation.answered) == (2, has_answered)
    assert links.follow(old).state is links.LinkState.REVOKED
    assert links.follow(links.token_of(invitation)).state is links.LinkState.READY
    assert AuditEvent.objects.get(event="round.link_renewed").detail == {}


def test_an_address_is_put_right_and_the_log_says_so(asked, people, send, do_jobs, mailoutbox):
    mailoutbox.clear()
    send(people[1], "right@practice.example")
    do_jobs()
    people[1].refresh_from_db()
    assert people[1].email == "right@practice.example"
    assert [mail.to for mail in mailoutbox] == [["right@practice.example"]]
    assert bytes(invitation_of(people[1]).delivered_to) == address_mark("right@practice.example")
    assert AuditEvent.objects.get(event="round.link_renewed").detail == {"elsewhere": True}
    assert AuditEvent.objects.get(event="person.changed").detail == {"fields": ["email"]}


def test_an_invitation_that_never_arrived_goes_nowhere_else(asked, people, send):
    bounce(people[1])
    send(people[1], "right@practice.example")
    assert AuditEvent.objects.get(event="round.link_renewed").detail == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("person 11", "correct format"),
        ("x@" + "y" * 300 + ".example", "at most 254"),
        ("taken@practice.example", "Somebody else in the directory"),
        ("a@b.example\r\nBcc: all@b.example", "correct format"),
    ],
)
def test_a_wrong_address_changes_nothing(asked, network, people, send, typed, said):
    PersonFactory(network=network, email="taken@practice.example")
    response = send(people[4], typed)
    assert response.status_code == 200
    assert said in main_of(response)
    people[4].refresh_from_db()
    assert people[4].email != typed
    assert invitation_of(people[4]).generation == 1
    assert not AuditEvent.objects.filter(event="round.link_renewed").exists()


def test_only_somebody_invited_gets_one(as_manager, at, asked, network, other_network):
    for person in (PersonFactory(network=network), PersonFactory(network=other_network)):
        assert as_manager.get(at("renew", pk=asked.pk, person=person.pk)).status_code == 404
        assert as_manager.post(at("renew", pk=asked.pk, person=person.pk)).status_code == 404


def test_a_round_that_takes_no_answers_sends_none(as_manager, at, asked, people, send):
    Round.objects.update(closes_at=timezone.now())
    assert as_manager.get(at("links", pk=asked.pk)).url == at("round", pk=asked.pk)
    assert send(people[0]).url == at("round", pk=asked.pk)
    assert invitation_of(people[0]).generation == 1
