import copy

import pytest
from django.db import IntegrityError, transaction

from apps.surveys import questionnaire
from apps.surveys.models import Questionnaire
from apps.surveys.questionnaire import BadQuestionnaire
from tests import factories

FIRST, SHIPPED = questionnaire.shipped()


@pytest.fixture
def content():
    return copy.deepcopy(SHIPPED)


def test_shipped_scorecard_has_22_statements_in_four_themes():
    definition = questionnaire.parse(SHIPPED)
    assert [(theme.title, len(theme.questions)) for theme in definition.themes] == [
        ("Purpose", 5), ("Performance", 6), ("Operations", 6), ("Capacity", 5),
    ]  # fmt: skip
    assert definition.themes[0].questions[-1].text == "Practices in our network trust one another"
    assert definition.credit.startswith("Our own wording")
    assert definition.minutes == 5


def test_second_version_asks_the_same_in_the_same_words_and_says_it_plainly_too():
    first, second = (questionnaire.parse(content) for content in (FIRST, SHIPPED))
    asked = [[(one.code, one.text, one.options) for one in each.questions] for each in (first, second)]
    assert asked[0] == asked[1]
    assert all(one.plain and one.plain != one.text for theme in second.themes for one in theme.questions)
    assert not first.has_plain_words


def test_every_theme_asks_about_last_year_and_for_a_comment():
    for theme in questionnaire.parse(SHIPPED).themes:
        assert theme.year_ago.code == f"year_ago:{theme.code}"
        assert theme.year_ago.options == ("Worse", "The same", "Better")
        assert theme.comment.characters == 500


def test_missing_translation_falls_back_to_english(content):
    content["themes"][0]["title"]["cy"] = "Diben"
    welsh = questionnaire.parse(content, "cy")
    assert welsh.themes[0].title == "Diben"
    assert (welsh.themes[0].title.lang, welsh.themes[1].title.lang) == ("", "en")
    assert welsh.themes[1].title == "Performance"
    assert welsh.languages == ("en", "cy")
    assert questionnaire.parse(SHIPPED).languages == ("en",)


@pytest.mark.parametrize("part", ["code", "themes", "scale", "comment_characters"])
def test_missing_part_is_refused(content, part):
    del content[part]
    with pytest.raises(BadQuestionnaire, match=part):
        questionnaire.parse(content)


def test_repeated_code_is_refused(content):
    content["themes"][1]["questions"][0]["code"] = "purpose_why"
    with pytest.raises(BadQuestionnaire, match="purpose_why"):
        questionnaire.parse(content)


def test_installing_again_changes_nothing(scorecard):
    before = list(Questionnaire.objects.values())
    questionnaire.install(Questionnaire)
    assert list(Questionnaire.objects.values()) == before


def test_unused_version_may_be_edited(scorecard):
    unused = Questionnaire.objects.filter(pk=scorecard.pk)
    assert unused.update(content=scorecard.content | {"minutes": 6}) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Questionnaire.objects.update(content={}),
        lambda row: row.save(),
        lambda row: Questionnaire.objects.update(frozen_at=None),
        lambda row: Questionnaire.objects.filter(pk=row.pk)._raw_delete("default"),
    ],
    ids=["update", "save", "thaw", "delete"],
)
def test_used_version_refuses_every_change(ask, scorecard, change):
    ask()
    scorecard.refresh_from_db()
    assert scorecard.frozen_at
    with pytest.raises(IntegrityError, match="was used in a round"), transaction.atomic():
        change(scorecard)


def test_second_round_of_a_frozen_version_can_be_opened(ask, other_network, scorecard):
    ask()
    ask(network=other_network, people=[factories.PersonFactory(network=other_network)])
