"""The pages of the questions that a network asks besides the scorecard, and of those that its area offers."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.surveys import asking, own
from apps.surveys.models import Round
from apps.surveys.own import Own
from apps.surveys.queries import current_offer, latest_of
from tests import factories
from tests.typed import date_boxes

from .conftest import AGREE, LOW, by_theme

pytestmark = pytest.mark.usefixtures("scorecard")
HUB, PARKING = "The new hub works for my team", "There is enough parking at our sites"


def text(response) -> str:
    return html.unescape(response.content.decode())


def edition(place) -> str:
    last = latest_of(place)
    return own.edition(last.own if last else ())


def texts(place) -> list[str]:
    last = latest_of(place)
    return [one.text for one in last.own] if last else []


def code(statement: str) -> str:
    return Own(statement).code


@pytest.fixture
def mine(network):
    return lambda name, **kwargs: reverse(f"scorecard:own:{name}", kwargs={"code": network.code, **kwargs})


@pytest.fixture
def areas(icb):
    return lambda name, **kwargs: reverse(f"area_questions:{name}", kwargs={"code": icb.code, **kwargs})


@pytest.fixture
def lead(client, icb):
    somebody = factories.analyst_of(icb, "ics_lead")
    client.force_login(somebody)
    return somebody


@pytest.fixture
def save(as_manager, network, mine):
    """Send in the form that adds a question."""

    def save(statement=HUB, **fields):
        return as_manager.post(mine("add"), {"text": statement, "edition": edition(network)} | fields)

    return save


@pytest.fixture
def offered(icb):
    somebody = factories.analyst_of(icb, "ics_lead")
    for statement in (PARKING, HUB):
        factories.own_question_of(icb, somebody, statement)
    return asking.offer(icb=icb, by=somebody, edition=edition(icb))


# --- Of a network ----------------------------------------------------------------------------------------------


def test_empty_page_says_what_it_is_for(as_manager, mine):
    page = text(as_manager.get(mine("list")))
    assert "up to five statements beside the scorecard’s 22" in page
    assert "Write a question" in page


def test_a_question_is_written_and_listed(as_manager, network, mine, save):
    response = save(help="The one at the station.", plain="The hub is good for us", welsh="Quo wadden nos")
    assert response.url == mine("list")
    page = text(as_manager.get(mine("list")))
    for words in (
        HUB,
        "The one at the station.",
        "The hub is good for us",
        "Quo wadden nos",
        "1 of 5",
        "A draft",
    ):
        assert words in page
    assert latest_of(network).own == (
        Own(HUB, "The one at the station.", "The hub is good for us", "Quo wadden nos"),
    )


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("", "Enter a statement"),
        (" \n ", "Enter a statement"),
        ("x" * 121, "Statement must be 120 characters or fewer"),
        ("We finish what we start", "The scorecard asks this already"),
        ("\x00", "Null characters are not allowed"),
    ],
)
def test_bad_statements_are_refused_with_the_reason(save, network, statement, words):
    response = save(statement, help="Kept")
    assert response.status_code == 200
    assert words in text(response)
    assert "Kept" in text(response)
    assert texts(network) == []


def test_same_statement_twice_and_a_sixth_are_refused(as_manager, save, network, mine):
    save()
    assert "You ask this already" in text(save("the NEW hub works for my team"))
    for n in range(4):
        save(f"Statement {n}")
    assert "room for 5" in text(save("A sixth"))
    assert len(texts(network)) == 5
    page = text(as_manager.get(mine("list")))
    assert "Write another question" not in page
    assert "There is room for 5" in page


def test_lines_become_one_and_markup_stays_text(as_manager, save, network, mine):
    save("Two\r\n  lines <b>bold</b>")
    assert texts(network) == ["Two lines <b>bold</b>"]
    for page in (mine("list"), mine("preview"), mine("edit", question=code("Two lines <b>bold</b>"))):
        assert "<b>bold" not in as_manager.get(page).content.decode()


def test_naming_somebody_of_the_directory_asks_once_more(save, network):
    factories.PersonFactory(network=network, name="Grace Hopper")
    response = save("Hopper’s team answers the phone")
    assert "“Hopper’s” is a name in your directory" in text(response)
    assert texts(network) == []
    assert save("Hopper’s team answers the phone", sure="on").status_code == 302
    assert texts(network) == ["Hopper’s team answers the phone"]


def test_names_are_looked_for_in_explanations_too(save, network):
    factories.PersonFactory(network=network, name="Grace Hopper")
    assert "“Grace”" in text(save(help="Think of Grace."))


def test_question_is_changed_moved_and_removed(as_manager, save, network, mine):
    save(HUB)
    save(PARKING)
    response = as_manager.get(mine("edit", question=code(HUB)))
    assert HUB in text(response)
    new = {"text": "The hub works", "edition": edition(network)}
    assert as_manager.post(mine("edit", question=code(HUB)), new).url == mine("list")
    assert texts(network) == ["The hub works", PARKING]
    act = {"do": "up", "edition": edition(network)}
    as_manager.post(mine("act", question=code(PARKING)), act)
    assert texts(network) == [PARKING, "The hub works"]
    act = {"do": "remove", "edition": edition(network)}
    assert "is removed" in text(as_manager.post(mine("act", question=code(PARKING)), act, follow=True))
    assert texts(network) == ["The hub works"]


@pytest.mark.parametrize("do", ["", "sideways", "\x00"])
def test_other_acts_do_nothing(as_manager, save, network, mine, do):
    save()
    as_manager.post(mine("act", question=code(HUB)), {"do": do, "edition": edition(network)})
    assert texts(network) == [HUB]


def test_of_two_managers_at_once_the_second_keeps_what_was_typed(as_manager, save, network, mine, director):
    save(HUB)
    before = edition(network)
    asking.change(place=network, by=director, edition=before, code=code(HUB), question=Own("The hub works"))
    response = as_manager.post(mine("edit", question=code(HUB)), {"text": "My words", "edition": before})
    page = text(response)
    assert "Somebody else changed these questions" in page
    assert "My words" in page
    assert "The hub works" in page
    assert texts(network) == ["The hub works"]
    act = as_manager.post(
        mine("act", question=code("The hub works")), {"do": "remove", "edition": before}, follow=True
    )
    assert "Somebody else changed these questions" in text(act)
    assert texts(network) == ["The hub works"]


def test_another_networks_draft_is_not_there(as_manager, mine, other_network, stranger):
    factories.own_question_of(other_network, stranger, PARKING)
    assert as_manager.get(mine("edit", question=code(PARKING))).status_code == 404
    assert as_manager.post(mine("act", question=code(PARKING)), {"do": "remove"}).status_code == 404
    assert as_manager.get(mine("version", version=1)).status_code == 404
    assert texts(other_network) == [PARKING]


def test_preview_shows_the_form_and_sends_nothing(as_manager, save, mine):
    save(plain="The hub is good for us", welsh="Quo wadden nos")
    page = text(as_manager.get(mine("preview")))
    assert "A preview." in page
    assert page.index("Theme 4 of 5") < page.index("Theme 5 of 5") < page.index(HUB)
    assert "<form" not in page
    assert "The hub is good for us" not in page
    assert "The hub is good for us" in text(as_manager.get(mine("preview"), {"show": "en-plain"}))
    assert "Quo wadden nos" in text(as_manager.get(mine("preview"), {"show": "cy"}))
    assert as_manager.get(mine("preview"), {"show": "fr"}).status_code == 200


def test_a_version_that_was_asked_can_still_be_looked_at(as_manager, save, network, mine):
    save()
    last = latest_of(network)
    factories.round_of(network, questionnaire=last, title="Spring")
    last.frozen_at = "2026-01-01T00:00Z"
    last.save(update_fields=["frozen_at"])
    assert "Asked in “Spring”" in text(as_manager.get(mine("list")))
    save(PARKING)
    assert PARKING not in text(as_manager.get(mine("version", version=1)))
    assert PARKING in text(as_manager.get(mine("version", version=2)))


def test_closed_network_shows_its_questions_and_takes_none(as_manager, save, network, mine):
    save()
    network.closed_on = "2026-01-01"
    network.save(update_fields=["closed_on"])
    page = text(as_manager.get(mine("list")))
    assert HUB in page
    assert "Write another" not in page
    assert "Remove" not in page
    assert save(PARKING).status_code == 403


def test_list_asks_the_same_few_queries_however_many_there_are(
    as_manager, save, mine, django_assert_max_num_queries
):
    for n in range(5):
        save(f"Statement {n}")
    with django_assert_max_num_queries(12):
        as_manager.get(mine("list"))
    with django_assert_max_num_queries(10):
        as_manager.get(mine("preview"))


# --- On the way to a round -------------------------------------------------------------------------------------


@pytest.fixture
def drafted(opener, at, people):
    everybody = {"practices": ["none", people[0].practice.code], "groups": ["gp", "nurse", "admin"]}
    closes = date_boxes("closes_on", timezone.localdate() + timedelta(days=7))
    opener.post(at("open_who"), everybody)
    opener.post(at("open_when"), {"title": "Spring", "hour": "17"} | closes)
    opener.post(at("open_message"), {"message": "Please be frank."})
    return opener


def test_check_page_says_how_many_are_our_own_and_the_round_asks_them(drafted, at, save, network, mine):
    assert "none of your own" in text(drafted.get(at("open_check")))
    save()
    page = drafted.get(at("open_check"))
    assert "1 of your own" in text(page)
    assert mine("preview") in text(page)
    assert "You are opening a round" in text(drafted.get(mine("list")))
    drafted.post(at("open_check"), {"asked": page.context["edition"]})
    round_ = Round.objects.get()
    assert [one.text for one in round_.definition.own] == [HUB]
    assert round_.questionnaire.frozen_at


def test_check_page_notices_that_questions_were_changed_meanwhile(drafted, at, save, network):
    page = drafted.get(at("open_check"))
    save()
    response = drafted.post(at("open_check"), {"asked": page.context["edition"]})
    assert "Your own questions were changed in the meantime" in text(response)
    assert not Round.objects.exists()
    assert drafted.post(at("open_check"), {"asked": response.context["edition"]}).status_code == 302


def test_results_show_them_one_by_one_without_a_mean(as_manager, at, save, network, closed_round):
    save()
    save(PARKING)
    asked = latest_of(network)
    closed_round(by_theme(), title="Winter", days_ago=290)
    closed_round(by_theme(own=LOW), title="Spring", days_ago=190, questionnaire=asked)
    round_ = closed_round(by_theme(own=AGREE), title="Summer", questionnaire=asked)
    page = text(as_manager.get(at("results", pk=round_.pk)))
    assert f"{own.TITLE}: we mostly agree with all 2 questions" in page
    means = page[page.index("Where we are strong") : page.index('id="theme-1"')]
    assert own.TITLE not in means
    changed = page[page.index('id="changed"') :]
    assert own.TITLE not in changed[: changed.index("Question by question")]
    row = changed[changed.index(HUB) :]
    assert "likely up" in row[: row.index("</tr>")]
    page = text(as_manager.get(at("results", pk=network.rounds.get(title="Spring").pk)))
    assert "compared with Winter" in page
    row = page[page.index("Question by question") :]
    assert HUB not in row[: row.index("</details>")]


# --- What the area offers --------------------------------------------------------------------------------------


def test_network_takes_in_what_it_selects(as_manager, network, mine, offered):
    page = text(as_manager.get(mine("list")))
    assert f"Offered by {network.icb.name}" in page
    chosen = {"offer": offered.pk, "edition": edition(network), "codes": [code(PARKING)]}
    assert as_manager.post(mine("take"), chosen).url == mine("list")
    assert texts(network) == [PARKING]
    page = text(as_manager.get(mine("list")))
    assert "From the area" in page
    chosen |= {"edition": edition(network), "codes": [code(HUB)]}
    as_manager.post(mine("take"), chosen)
    assert "You ask all of them already" in text(as_manager.get(mine("list")))


def test_home_page_says_that_the_area_offers_questions(as_manager, network, mine, offered, board_member):
    home = reverse("home:network", args=[network.code])
    page = text(as_manager.get(home))
    assert f"Questions offered by {network.icb.name}" in page
    assert mine("list") in page
    as_manager.force_login(board_member)
    assert "Questions offered" not in text(as_manager.get(home))


@pytest.mark.parametrize("codes", [[], ["own_000000000000"], ["\x00"]])
def test_nothing_or_something_else_is_not_taken(as_manager, network, mine, offered, codes):
    chosen = {"offer": offered.pk, "edition": edition(network), "codes": codes}
    response = as_manager.post(mine("take"), chosen)
    assert "There is a problem" in text(response)
    assert texts(network) == []


def test_withdrawn_while_the_manager_looks_at_it(as_manager, icb, network, mine, offered, lead, manager):
    as_manager.force_login(manager)
    chosen = {"offer": offered.pk, "edition": edition(network), "codes": [code(PARKING)]}
    asking.withdraw(icb=icb, by=lead)
    assert "withdrawn or replaced" in text(as_manager.post(mine("take"), chosen, follow=True))
    factories.own_question_of(icb, lead, "A third")
    asking.offer(icb=icb, by=lead, edition=edition(icb))
    assert "withdrawn or replaced" in text(as_manager.post(mine("take"), chosen, follow=True))
    assert texts(network) == []


def test_nothing_is_taken_beyond_the_room(as_manager, save, network, mine, offered):
    for n in range(4):
        save(f"Statement {n}")
    both = {"offer": offered.pk, "edition": edition(network), "codes": [code(PARKING), code(HUB)]}
    assert "room for 5" in text(as_manager.post(mine("take"), both, follow=True))
    save("A fifth")
    assert "Remove one to make room" in text(as_manager.get(mine("list")))


def test_lead_writes_previews_offers_and_withdraws(client, lead, icb, areas):
    assert "Nothing is offered" in text(client.get(areas("list")))
    client.post(areas("add"), {"text": PARKING, "edition": edition(icb)})
    page = text(client.get(areas("list")))
    assert "Draft" in page
    assert "Offer these" in page
    assert PARKING in text(client.get(areas("preview")))
    done = client.post(areas("offer"), {"edition": edition(icb)}, follow=True)
    assert "1 question offered to the area’s networks since" in text(done)
    client.post(areas("add"), {"text": HUB, "edition": edition(icb)})
    assert [one.text for one in current_offer(icb).questionnaire.own] == [PARKING]
    page = text(client.get(areas("list")))
    assert page.index("Draft") < page.index(HUB) < page.index("Offered now")
    assert "Nothing is offered now" in text(client.post(areas("withdraw"), follow=True))
    assert current_offer(icb) is None


def test_what_changed_meanwhile_is_not_offered(client, lead, icb, areas):
    before = edition(icb)
    factories.own_question_of(icb, lead, PARKING)
    assert "Somebody else changed" in text(client.post(areas("offer"), {"edition": before}, follow=True))
    assert current_offer(icb) is None


def test_lead_is_told_nothing_of_who_asks_them(client, lead, icb, areas, network, manager, offered):
    before = without_tokens(client.get(areas("list")))
    asking.take_in(
        network=network, by=manager, edition=edition(network), offer=offered.pk, codes=[code(PARKING)]
    )
    assert without_tokens(client.get(areas("list"))) == before


def without_tokens(response) -> str:
    """Neither the token of its forms, nor how long the log in lasts by the second."""
    changing = r'name="csrfmiddlewaretoken" value="[^"]*"|data-(idle|longest)="\d+"'
    return re.sub(changing, "", text(response))
