"""What a check-in asks."""

import copy
import json

import pytest

from apps.surveys.disclosure import WELLBEING, publish
from apps.surveys.models import Kind
from apps.surveys.queries import current_check_in
from apps.surveys.questionnaire import CHECK_IN, BadQuestionnaire, parse, shipped
from apps.wellbeing import instrument
from apps.wellbeing.queries import questionnaire_for

OLD, LATEST = shipped(CHECK_IN)
PLAIN = {"burnout": False, "bank": [], "comment": False}


def test_check_in_asks_five_things_in_a_minute():
    definition = parse(LATEST)
    codes = [question.code for question in definition.questions]
    assert codes == ["workload", "someone", "energy", "pride", "belonging"]
    assert definition.minutes == 1
    assert definition.comments == ()
    assert all(len(question.options) == 5 for question in definition.questions)


def test_migration_installs_it():
    questionnaire = current_check_in()
    assert (questionnaire.kind, questionnaire.version) == (Kind.CHECK_IN, 2)
    assert questionnaire.content == LATEST


def test_second_version_differs_from_the_first_in_the_burnout_question_alone():
    assert OLD["themes"] == LATEST["themes"]
    asked = [one["optional"]["burnout"]["questions"][0] for one in (OLD, LATEST)]
    assert asked[0] | {"text": ""} == asked[1] | {"text": ""}
    assert (
        asked[1]["text"]["en"]
        == "Overall, based on your definition of burnout, how would you rate your level of burnout?"
    )


def test_burnout_is_coded_so_that_4_and_5_are_not_burnt_out():
    content = instrument.compose(LATEST, **PLAIN | {"burnout": True}, version=1)
    question = parse(content).questions[-1]
    assert (question.last_first, question.own_scale) == (True, True)
    assert question.options[-1].startswith("I enjoy my work")
    # 30 people by the source's scale, 1 to 5; it counts 3 or more as burnt out: 12 of them.
    source = (10, 8, 6, 4, 2)
    figure = publish(source[::-1], WELLBEING)
    assert (figure.high, figure.n) == ((33, 67), 30)
    assert sum(source[2:]) / 30 == 0.4


def test_additions_are_appended_and_the_five_stay_first():
    content = instrument.compose(
        LATEST, burnout=True, bank=["bank_stay", "bank_breaks"], comment=True, version=4
    )
    definition = parse(content)
    assert [one.code for one in definition.questions[5:]] == ["bank_breaks", "bank_stay", "burnout"]
    assert len(definition.comments) == 1
    assert definition.version == 4
    assert parse(LATEST).comments == ()


@pytest.mark.parametrize("bank", [["bank_breaks", "bank_stay", "bank_learn"], ["who_5"]])
def test_no_more_than_two_of_the_bank_and_nothing_else(bank):
    with pytest.raises(BadQuestionnaire):
        instrument.compose(LATEST, **PLAIN | {"bank": bank}, version=1)


def test_bank_keeps_its_own_rules():
    data = json.loads(instrument.BANK.read_text())
    texts = [one["text"]["en"] for group in data["groups"] for one in group["items"]]
    codes = [one["code"] for group in data["groups"] for one in group["items"]]
    assert len(set(texts)) == len(set(codes)) == len(texts)
    assert all(code.startswith("bank_") for code in codes)
    assert all(len(text) <= 80 and not text.endswith(".") for text in texts)
    five = {question.text for question in parse(LATEST).questions}
    assert not five & set(texts)


def test_same_choice_is_the_same_version_and_another_one_a_new_one(network):
    asked = PLAIN | {"bank": ["bank_breaks"]}
    first = questionnaire_for(network, **asked)
    assert (first.pk, first.version, first.network) == (None, 1, network)
    first.save()
    assert questionnaire_for(network, **asked) == first
    other = questionnaire_for(network, **asked | {"burnout": True})
    assert (other.pk, other.version) == (None, 2)
    assert questionnaire_for(network, **PLAIN) == current_check_in()


def test_content_of_the_shipped_version_is_not_touched():
    before = copy.deepcopy(LATEST)
    instrument.compose(LATEST, burnout=True, bank=["bank_stay"], comment=True, version=2)
    assert before == LATEST
