"""The check-in's questions, as they come with the portal."""

from apps.surveys.models import Kind
from apps.surveys.queries import current_check_in
from apps.surveys.questionnaire import CHECK_IN, parse, shipped

(FIRST,) = shipped(CHECK_IN)


def test_check_in_asks_five_things_in_a_minute():
    definition = parse(FIRST)
    codes = [question.code for question in definition.questions]
    assert codes == ["workload", "someone", "energy", "pride", "belonging"]
    assert definition.minutes == 1
    assert definition.comments == ()
    assert all(len(question.options) == 5 for question in definition.questions)


def test_migration_installs_it(db):
    questionnaire = current_check_in()
    assert (questionnaire.kind, questionnaire.version) == (Kind.CHECK_IN, 1)
    assert questionnaire.content == FIRST
