"""Paper slips: how many there are, their codes, answering by one, and that nobody learns which were used."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.middleware import is_answer_address, is_key_address
from apps.demo.clock import at
from apps.jobs.models import Job
from apps.mail import tokens
from apps.people.actions import change_person
from apps.surveys import actions, blocks, keyring, links, opening, slips
from apps.surveys.actions import RoundRefused
from apps.surveys.models import Ballot, Breakdown, Invitation, Round
from tests import factories

from .conftest import close, submit

CODE_PAGE = "/s/"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WRONG = "This code is not right"


@pytest.fixture
def on_paper(network, practice):
    """Three without an address at a practice, one elsewhere, and one who left."""
    factories.PersonFactory(network=network, email="", active_to=timezone.localdate())
    elsewhere = factories.PersonFactory(network=network, email="")
    return [*factories.PersonFactory.create_batch(3, network=network, practice=practice, email=""), elsewhere]


@pytest.fixture
def round_with_slips(ask, network, people, on_paper, do_jobs) -> Round:
    round_ = ask(people=network.people.all(), slips=True, breakdown=Breakdown.PRACTICE)
    do_jobs()
    round_.refresh_from_db()
    return round_


@pytest.fixture
def slip(round_with_slips):
    return slips_of(round_with_slips).order_by("-block").first()


def slips_of(round_):
    return Invitation.objects.filter(round=round_, is_slip=True)


def type_code(client, code):
    return client.post(CODE_PAGE, urlencode({"code": code}), content_type="application/x-www-form-urlencoded")


def answer(client, invitation, **fields):
    data = {"check": tokens.form_check(links.token_of(invitation)), "purpose_why": "4", **fields}
    page = reverse("surveys:answer", args=[invitation.round_id])
    return client.post(page, urlencode(data), content_type="application/x-www-form-urlencoded")


# --- How many -----------------------------------------------------------------------
def test_as_many_slips_as_people_without_an_address(round_with_slips, practice, mailoutbox):
    assert (round_with_slips.invited, round_with_slips.slips) == (16, 4)
    assert sorted(slips_of(round_with_slips).values_list("block", "person", "answered", "delivered_to")) == [
        (practice.code, None, False, None)
    ] * 3 + [(blocks.NO_PRACTICE, None, False, None)]
    assert len(mailoutbox) == 12
    assert all("16 people are invited, 4 of them by a paper slip" in mail.body for mail in mailoutbox)
    assert slips.counts(round_with_slips) == {practice.name: 3, "The network and its partners": 1}


def test_none_unless_asked_for(ask, network, people, on_paper):
    round_ = ask(people=network.people.all())
    assert (round_.invited, round_.slips) == (12, 0)
    assert not slips_of(round_).exists()


def test_slips_say_no_practice_where_none_is_shown_apart(ask, network, people, on_paper):
    round_ = ask(people=network.people.all(), slips=True)
    assert set(slips_of(round_).values_list("block", flat=True)) == {""}
    assert slips.counts(round_) == {}


def test_a_round_of_slips_alone(ask, on_paper, do_jobs, mailoutbox):
    round_ = ask(people=on_paper, slips=True)
    do_jobs()
    round_.refresh_from_db()
    assert (round_.state, round_.invited, mailoutbox) == ("open", 4, [])


def test_nobody_at_all_is_refused(ask, on_paper):
    with pytest.raises(RoundRefused, match="Nobody can be invited"):
        ask(people=on_paper)


def test_a_slip_can_have_no_person_and_a_person_no_block(round_with_slips, slip, people):
    for wrong in ({"person": people[0]}, {"is_slip": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.filter(pk=slip.pk).update(**wrong)


def test_an_address_given_meanwhile_invites_nobody_twice(
    round_with_slips, on_paper, manager, do_jobs, mailoutbox
):
    change_person(person=on_paper[0], by=manager, email="new@practice.example")
    with pytest.raises(RoundRefused, match="was not invited"):
        actions.renew_link(round_=round_with_slips, by=manager, person=on_paper[0])
    actions.remind(round_=round_with_slips, by=manager)
    do_jobs()
    assert not [mail for mail in mailoutbox if mail.to == ["new@practice.example"]]
    assert slips_of(round_with_slips).count() == 4


def test_no_job_knows_a_slip(round_with_slips, manager, do_jobs):
    actions.remind(round_=round_with_slips, by=manager)
    do_jobs()
    ids = {str(pk) for pk in slips_of(round_with_slips).values_list("pk", flat=True)}
    assert not Job.objects.filter(subject__in=ids).exists()


# --- Codes ------------------------------------------------------------------------------
def test_a_code_is_three_groups_of_five_without_lookalikes(slip):
    groups = slips.code_of(slip).split("-")
    assert [len(group) for group in groups] == [5, 5, 5]
    assert set("".join(groups)) <= set(ALPHABET)


def test_every_code_is_found_however_it_is_typed(round_with_slips):
    for one in slips_of(round_with_slips):
        code = slips.code_of(one)
        lookalikes = code.replace("0", "o").replace("1", "l")
        for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n", lookalikes,
                      code.replace("-", "–")):  # fmt: skip
            assert slips.find(typed) == one


def test_a_code_with_one_wrong_character_is_not_found(slip):
    code = slips.code_of(slip).replace("-", "")
    for place, symbol in enumerate(code):
        other = ALPHABET[(ALPHABET.index(symbol) + 1) % 32]
        assert slips.find(code[:place] + other + code[place + 1 :]) is None


def test_a_code_made_with_another_key_is_not_found(slip, settings):
    code = slips.code_of(slip)
    settings.LINK_KEY = "another-key-of-at-least-forty-characters-000"
    assert slips.code_of(slip) != code
    assert slips.find(code) is None


def test_a_persons_link_has_no_code(round_with_slips):
    person = Invitation.objects.filter(round=round_with_slips, is_slip=False).first()
    assert slips.find(slips.code_of(person)) is None


@pytest.mark.parametrize(
    "typed",
    ["", "-", "x", "7K2QD-M4X9B", "!" * 15, "٣" * 15, "ß" * 15, "0" * 15, "Z" * 15, "\x00" * 15, "A" * 5000],
)
def test_what_is_no_code_is_not_found(db, client, typed):
    assert slips.find(typed) is None
    response = type_code(client, typed)
    assert response.status_code == 200
    assert response.context["form"].errors["code"]


def test_of_two_slips_that_begin_alike_the_right_one_is_found(round_with_slips, slip):
    twin = Invitation.objects.create(
        id=slip.pk.__class__(int=slip.pk.int ^ 1), round=round_with_slips, is_slip=True
    )
    assert slips.code_of(twin)[:5] == slips.code_of(slip)[:5]
    assert (slips.find(slips.code_of(twin)), slips.find(slips.code_of(slip))) == (twin, slip)


def test_finding_a_code_is_one_query(slip, django_assert_num_queries):
    with django_assert_num_queries(1):
        slips.find(slips.code_of(slip))


# --- Answering by slip ------------------------------------------------------------------------
def test_a_typed_code_opens_the_form_and_counts_once(client, round_with_slips, slip, practice):
    response = type_code(client, slips.code_of(slip))
    page = reverse("surveys:answer", args=[round_with_slips.pk])
    assert (response.status_code, response.url) == (302, page)
    cookie = response.cookies["answer"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (page, True, "Lax")
    assert "4 of them by a paper slip" in client.get(page).content.decode()
    assert answer(client, slip).url == reverse("surveys:thanks", args=[round_with_slips.pk])
    slip.refresh_from_db()
    assert slip.answered is True
    again = type_code(client, slips.code_of(slip))
    assert client.get(again.url).status_code == 409
    assert Ballot.objects.count() == 1


def test_the_scanned_link_is_the_same_slip(client, round_with_slips, slip, settings):
    path = links.address(slip).removeprefix(settings.PORTAL_URL)
    assert client.get(path).url == reverse("surveys:answer", args=[round_with_slips.pk])
    assert links.follow(links.token_of(slip)).block == slip.block


def test_a_slip_counts_for_the_practice_it_was_handed_out_in(round_with_slips, slip, practice):
    slip = slips_of(round_with_slips).filter(block=practice.code).first()
    assert links.follow(links.token_of(slip)).block == practice.code


def test_the_code_page_knows_nobody_and_leaves_no_trace(client, manager, slip):
    client.force_login(manager)
    response = client.get(CODE_PAGE)
    assert manager.name not in response.content.decode()
    assert (response["Referrer-Policy"], response["Cache-Control"]) == ("no-referrer", "no-store")
    assert not response.cookies
    for address in (CODE_PAGE, CODE_PAGE.rstrip("/")):  # it is typed as it is printed
        assert is_answer_address(address)
        assert is_key_address(address)
    sent_on = client.get("/s")
    assert (sent_on.url, sent_on["Cache-Control"]) == (CODE_PAGE, "no-store")
    assert not is_answer_address("/static/x")


def test_a_wrong_code_tells_nothing_and_comes_back_to_be_mended(client, slip):
    code = slips.code_of(slip)
    wrong_end = code[:-1] + ("A" if code[-1] != "A" else "B")
    wrong_start = ("A" if code[0] != "A" else "B") + code[1:]
    pages = []
    for typed in (wrong_end, wrong_start):
        response = type_code(client, typed)
        assert not response.cookies
        pages.append(response.content.decode().replace(typed, ""))
        assert typed in response.content.decode()
        assert WRONG in pages[-1]
    assert pages[0] == pages[1]


def test_a_broken_form_is_asked_for_again(client, slip):
    url = CODE_PAGE
    assert client.post(url, {"code": slips.code_of(slip)}).context["form"].errors  # as files are sent
    assert client.post(url, "{}", content_type="application/json").context["form"].errors
    assert type_code(client, "A" * 200_000).context["form"].errors


def test_a_slip_of_another_round_is_no_way_into_this_one(
    client, round_with_slips, slip, other_network, scorecard
):
    factories.PersonFactory.create_batch(2, network=other_network, email="")
    other = opening.open_round(
        network=other_network, by=factories.member_of(other_network, "manager"), questionnaire=scorecard,
        title="Other", message="", closes_at=timezone.now() + timedelta(days=3),
        people=other_network.people.all(), slips=True,
    )  # fmt: skip
    opening.enlist(other.pk)
    foreign = slips_of(other).first()
    type_code(client, slips.code_of(slip))
    page = reverse("surveys:answer", args=[round_with_slips.pk])
    client.cookies["answer"] = links.token_of(foreign)
    client.cookies["answer"]["path"] = page
    assert client.get(page).status_code == 403
    assert answer(client, slip).status_code == 403
    assert not Ballot.objects.exists()


# --- The end --------------------------------------------------------------------------------------
def test_the_count_includes_slips(round_with_slips, practice):
    for invitation in Invitation.objects.filter(round=round_with_slips):
        submit(invitation, block=links.follow(links.token_of(invitation)).block)
    assert close(round_with_slips).answered == 16
    assert not Invitation.objects.exclude(answered=None, person=None, block="").exists()
    assert slips_of(round_with_slips).count() == 4


def test_an_answer_without_its_slip_stops_the_count(round_with_slips, slip):
    submit(slip)
    Invitation.objects.filter(pk=slip.pk).delete()
    with pytest.raises(Exception, match="does not match"):
        close(round_with_slips)
    assert keyring.kept() == {round_with_slips.pk}


@pytest.mark.parametrize(
    ("end", "status", "words"),
    [("cancel", 410, "was cancelled"), ("close", 200, "Not enough answers to show anything")],
)
def test_a_slip_of_an_ended_round_says_so(
    client, round_with_slips, slip, manager, do_jobs, end, status, words
):
    if end == "cancel":
        actions.cancel_round(round_=round_with_slips, by=manager)
        do_jobs()
        assert not slips_of(round_with_slips).exclude(answered=None, block="").exists()
    else:
        close(round_with_slips)
    response = client.get(type_code(client, slips.code_of(slip)).url, follow=True)
    assert response.status_code == status
    assert words in response.content.decode()


def test_a_slip_of_long_ago_is_an_unknown_code(client, round_with_slips, slip, do_jobs):
    from apps.surveys.closing import forget_links

    close(round_with_slips)
    with at(timezone.now() + timedelta(days=60)):
        forget_links()
    assert WRONG in type_code(client, slips.code_of(slip)).content.decode()
