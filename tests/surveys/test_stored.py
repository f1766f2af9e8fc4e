"""What we store about your answers: for everybody, about a round, naming who answers for it."""

import pytest
from django.urls import reverse

from apps.surveys import actions, links
from tests import factories

from .conftest import close, submit, token_of


def page_of(client, round_) -> str:
    answer = client.get(reverse("surveys:stored", args=[round_.pk]))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    return answer.content.decode()


def test_page_names_who_answers_for_it(client, open_round):
    page = page_of(client, open_round)
    for words in (
        "Invented Lead Surgery",
        "data@lead.example",
        "https://lead.example/privacy",
        "not a legal body",
    ):
        assert words in page


def test_network_that_named_nobody_says_so(client, network):
    network.controller_name = ""
    network.save()
    assert "has not said yet" in page_of(client, factories.round_of(network))


def test_page_says_the_same_before_and_after_answering(client, open_round, invitations):
    before = page_of(client, open_round)
    client.get(f"/a/{token_of(invitations[0])}/")
    submit(invitations[0])
    assert page_of(client, open_round) == before
    assert close(open_round).state == "closed"
    assert "destroyed" in page_of(client, open_round)


@pytest.mark.parametrize("breakdown", ["", "practice", "staff_group"])
def test_page_says_what_is_inside_the_envelope(client, network, breakdown):
    page = page_of(client, factories.round_of(network, breakdown=breakdown))
    assert ("is sealed inside" in page) == bool(breakdown)


def test_form_thanks_and_mails_lead_there(client, open_round, invitations, do_jobs, mailoutbox):
    do_jobs()
    address = links.what_is_stored(open_round)
    assert address in mailoutbox[-1].body
    answer = client.get(f"/a/{token_of(invitations[0])}/", follow=True)
    assert reverse("surveys:stored", args=[open_round.pk]) in answer.content.decode()
    thanks = client.get(reverse("surveys:thanks", args=[open_round.pk])).content.decode()
    assert reverse("surveys:stored", args=[open_round.pk]) in thanks


def test_unknown_round_has_no_page(client, db):
    nobodys = "00000000-0000-4000-8000-000000000000"
    assert client.get(reverse("surveys:stored", args=[nobodys])).status_code == 404


def test_page_asks_once(client, open_round, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_of(client, open_round)


def test_round_needs_somebody_who_answers_for_it(ask, network):
    network.controller_name = ""
    network.save()
    with pytest.raises(actions.RoundRefused, match="data controller"):
        ask()
