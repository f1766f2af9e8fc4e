"""What a network asks besides the scorecard, and what its area offers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.surveys import asking, ballot_box, own
from apps.surveys.asking import QuestionsChanged, QuestionsRefused
from apps.surveys.models import Offer, Questionnaire
from apps.surveys.opening import RoundRefused
from apps.surveys.own import Own
from apps.surveys.queries import current_offer, current_questionnaire, latest_of
from tests import factories

PARKING = Own(
    "There is enough parking at our sites", help="Cars and bicycles.", plain="I find a place to park"
)
HUB = Own("The new hub works for my team")


@pytest.fixture
def lead(icb):
    return factories.analyst_of(icb, "ics_lead")


def edition(place) -> str:
    last = latest_of(place)
    return own.edition(last.own if last else ())


@pytest.fixture
def write(network, manager, scorecard):
    def write(*questions, place=network, by=manager):
        for question in questions:
            asking.add(place=place, by=by, edition=edition(place), question=question)
        return latest_of(place)

    return write


@pytest.fixture
def offered(icb, lead, write):
    write(PARKING, HUB, place=icb, by=lead)
    return asking.offer(icb=icb, by=lead, edition=edition(icb))


def texts(place) -> list[str]:
    return [one.text for one in latest_of(place).own]


def test_own_questions_come_after_the_whole_scorecard(network, scorecard, write):
    kept = write(PARKING, HUB)
    assert [theme.code for theme in kept.definition.themes] == [
        "purpose", "performance", "operations", "capacity", "own",
    ]  # fmt: skip
    assert kept.definition.questions[: len(scorecard.definition.questions)] == scorecard.definition.questions
    assert [one.text for one in kept.definition.own] == [PARKING.text, HUB.text]
    assert (kept.definition.own[0].help, kept.definition.own[0].plain) == (PARKING.help, PARKING.plain)
    assert kept.definition.own[0].options == scorecard.definition.questions[0].options
    assert current_questionnaire(network) == kept
    assert current_questionnaire() == scorecard


def test_a_network_without_own_questions_asks_the_scorecard(network, other_network, scorecard, write):
    write(HUB)
    assert current_questionnaire(other_network) == scorecard
    asking.remove(place=network, by=None, edition=edition(network), code=HUB.code)
    assert current_questionnaire(network) == scorecard


def test_more_than_two_take_a_minute_longer(scorecard, write):
    assert write(PARKING, HUB).definition.minutes == scorecard.definition.minutes
    assert write(Own("A third")).definition.minutes == scorecard.definition.minutes + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "1 to 120"),
        ("x" * 121, "1 to 120"),
        ("Practices in our network trust one another", "asks this already"),
        ("practices in our network, trust ONE another.", "asks this already"),
        ("My practice would recognise the network's priorities as its own", "asks this already"),
        ("The new hub works for my team!", "You ask this already"),
    ],
)
def test_what_is_refused(write, network, text, words):
    write(HUB)
    with pytest.raises(QuestionsRefused, match=words):
        write(Own(text))
    assert texts(network) == [HUB.text]


def test_sixth_question_is_refused(write, network):
    write(*(Own(f"Statement {n}") for n in range(5)))
    with pytest.raises(QuestionsRefused, match="room for 5"):
        write(HUB)
    assert len(texts(network)) == 5


def test_order_can_be_changed_and_ends_at_the_ends(network, manager, write):
    write(PARKING, HUB)
    for code, up, after in (
        (HUB.code, True, [HUB, PARKING]),
        (HUB.code, True, [HUB, PARKING]),
        (HUB.code, False, [PARKING, HUB]),
        (HUB.code, False, [PARKING, HUB]),
        ("own_unknown", True, [PARKING, HUB]),
    ):
        asking.move(place=network, by=manager, edition=edition(network), code=code, up=up)
        assert texts(network) == [one.text for one in after]


def test_of_two_managers_at_once_the_second_is_told(network, manager, write):
    write(PARKING)
    before = edition(network)
    asking.add(place=network, by=manager, edition=before, question=HUB)
    for act in (
        lambda: asking.remove(place=network, by=manager, edition=before, code=PARKING.code),
        lambda: asking.add(place=network, by=manager, edition=before, question=Own("Another")),
    ):
        with pytest.raises(QuestionsChanged):
            act()
    assert texts(network) == [PARKING.text, HUB.text]


def test_each_change_is_recorded_without_its_words(network, manager, write):
    write(PARKING)
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.actor_id, event.network_code) == (
        "questions.changed",
        manager.pk,
        network.code,
    )
    assert event.detail == {"what": "added", "count": 1}


def test_used_version_stays_and_a_change_makes_a_new_draft(ask, network, manager, write):
    used = write(PARKING)
    round_ = ask(questionnaire=used)
    write(HUB)
    used.refresh_from_db()
    round_.refresh_from_db()
    assert used.frozen_at
    assert [one.text for one in round_.definition.own] == [PARKING.text]
    draft = latest_of(network)
    assert (draft.version, draft.frozen_at) == (used.version + 1, None)
    assert texts(network) == [PARKING.text, HUB.text]
    with pytest.raises(IntegrityError, match="was used"), transaction.atomic():
        Questionnaire.objects.filter(pk=used.pk).update(content={})


def test_same_words_keep_their_code(ask, network, manager, write):
    used = write(PARKING, HUB)
    ask(questionnaire=used)
    asking.change(
        place=network,
        by=manager,
        edition=edition(network),
        code=HUB.code,
        question=Own("The hub works for us"),
    )
    asking.remove(place=network, by=manager, edition=edition(network), code=PARKING.code)
    write(Own(PARKING.text, help="Another help"))
    codes = [one.code for one in latest_of(network).definition.own]
    assert codes[1] == used.definition.own[0].code
    assert codes[0] not in [one.code for one in used.definition.own]


def test_a_round_follows_a_new_version_of_the_scorecard(ask, network, scorecard, write):
    kept = write(PARKING)
    newer = Questionnaire.objects.create(
        code="scorecard", version=scorecard.version + 1, kind=scorecard.kind,
        content=scorecard.content | {"version": scorecard.version + 1, "minutes": 4},
    )  # fmt: skip
    current = current_questionnaire(network)
    assert (current.pk, current.base, current.definition.minutes) == (None, newer, 4)
    round_ = ask(questionnaire=current)
    round_.refresh_from_db()
    assert round_.questionnaire.own == (PARKING,)
    assert round_.questionnaire.version == kept.version + 1
    assert round_.questionnaire.frozen_at


def test_round_is_refused_where_questions_changed_in_the_meantime(ask, write):
    read = write(PARKING)
    write(HUB)
    with pytest.raises(RoundRefused, match="changed in the meantime"):
        ask(questionnaire=read)


def test_another_networks_or_areas_questions_are_refused(ask, icb, lead, other_network, write):
    theirs = write(PARKING, place=other_network)
    areas = write(PARKING, place=icb, by=lead)
    for questionnaire in (theirs, areas):
        with pytest.raises(RoundRefused, match="not this network’s"):
            ask(questionnaire=questionnaire)


def test_rounds_are_60_days_apart_whatever_is_asked_besides(ask, network, write):
    ask(questionnaire=write(PARKING))
    network.rounds.update(state="closed", closed_at=timezone.now() - timedelta(days=59))
    with pytest.raises(RoundRefused, match="60 days apart"):
        ask(questionnaire=write(HUB))


def test_envelopes_of_one_questionnaire_are_of_one_size(write):
    definition = write(PARKING, HUB).definition
    size = ballot_box.plaintext_size(definition)
    without = current_questionnaire().definition
    assert size == ballot_box.plaintext_size(without) + 2


# --- What an area offers ---------------------------------------------------------------------------------------


def test_offer_freezes_what_is_offered_and_the_next_change_is_a_draft(icb, lead, offered, write):
    write(Own("A third"), place=icb, by=lead)
    assert [one.text for one in current_offer(icb).questionnaire.own] == [PARKING.text, HUB.text]
    asking.offer(icb=icb, by=lead, edition=edition(icb))
    assert len(current_offer(icb).questionnaire.own) == 3
    offered.refresh_from_db()
    assert offered.withdrawn_at
    assert Offer.objects.filter(withdrawn_at=None).count() == 1


def test_nothing_or_the_same_again_is_not_offered(icb, lead, offered):
    with pytest.raises(QuestionsRefused, match="offered already"):
        asking.offer(icb=icb, by=lead, edition=edition(icb))
    with pytest.raises(QuestionsChanged):
        asking.offer(icb=icb, by=lead, edition="")
    other = factories.IcbFactory()
    with pytest.raises(QuestionsRefused, match="at least one"):
        asking.offer(icb=other, by=lead, edition=own.edition(()))


def test_withdrawn_questions_can_be_offered_again(icb, lead, offered):
    asking.withdraw(icb=icb, by=lead)
    asking.withdraw(icb=icb, by=lead)
    assert current_offer(icb) is None
    assert AuditEvent.objects.filter(event="questions.withdrawn").count() == 1
    assert asking.offer(icb=icb, by=lead, edition=edition(icb)).questionnaire == offered.questionnaire


def test_a_network_takes_one_and_then_all(network, manager, offered, write):
    write(HUB)
    for codes, asked in (
        ([PARKING.code], [HUB.text, PARKING.text]),
        ([PARKING.code, HUB.code], [HUB.text, PARKING.text]),
    ):
        asking.take_in(network=network, by=manager, edition=edition(network), offer=offered.pk, codes=codes)
        assert texts(network) == asked
    mine, theirs = latest_of(network).own
    assert (mine.area, theirs.area) == ("", network.icb.code)
    assert theirs.as_asked == PARKING


def test_taking_counts_within_the_five(network, manager, offered, write):
    write(*(Own(f"Statement {n}") for n in range(4)))
    both = [PARKING.code, HUB.code]
    with pytest.raises(QuestionsRefused, match="room for 5"):
        asking.take_in(network=network, by=manager, edition=edition(network), offer=offered.pk, codes=both)
    assert len(texts(network)) == 4


def test_withdrawn_while_a_manager_takes_it_in(icb, lead, network, manager, offered, write):
    write(HUB)
    asking.withdraw(icb=icb, by=lead)
    with pytest.raises(QuestionsRefused, match="withdrawn or replaced"):
        asking.take_in(
            network=network, by=manager, edition=edition(network), offer=offered.pk, codes=[PARKING.code]
        )
    assert texts(network) == [HUB.text]


def test_what_was_taken_stays_when_the_area_withdraws(icb, lead, network, manager, offered):
    asking.take_in(
        network=network, by=manager, edition=edition(network), offer=offered.pk, codes=[PARKING.code]
    )
    asking.withdraw(icb=icb, by=lead)
    assert texts(network) == [PARKING.text]
    changed = Own("There is enough parking", help="Cars.")
    asking.change(place=network, by=manager, edition=edition(network), code=PARKING.code, question=changed)
    assert latest_of(network).own == (changed,)
