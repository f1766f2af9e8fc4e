"""What is published depends on each question's histogram and on nothing that ties answers to one another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.surveys import questionnaire
from apps.surveys.ballot_box import Opened
from apps.surveys.closing import kept_comments, tabulate
from apps.surveys.disclosure import publish

DEFINITION = questionnaire.parse(questionnaire.shipped()[0])
CODES = [question.code for question in DEFINITION.questions]


def published(people) -> dict:
    return {code: publish(counts).to_json() for code, counts in tabulate(DEFINITION, people).items()}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 45), st.randoms(use_true_random=False))
def test_permuting_a_questions_answers_among_people_changes_nothing(number, random):
    def answer(question):
        return random.choice([None, *range(1, len(question.options) + 1)])

    columns = {question.code: [answer(question) for _ in range(number)] for question in DEFINITION.questions}

    def people():
        rows = ({code: column[i] for code, column in columns.items()} for i in range(number))
        return [
            Opened({code: answer for code, answer in row.items() if answer is not None}, {}) for row in rows
        ]

    before = published(people())
    for column in columns.values():
        random.shuffle(column)
    assert published(people()) == before


def test_changing_one_answer_can_change_a_figure():
    people = [Opened({CODES[0]: 3}, {})] * 20
    assert published(people) != published([*people[1:], Opened({CODES[0]: 5}, {})])


def test_dont_know_and_skipped_look_the_same():
    assert published([Opened({}, {})] * 12) == published([])


def test_comments_of_ten_people_are_not_kept_however_many_they_wrote():
    talkative = Opened({}, {theme.code: "words" for theme in DEFINITION.themes})
    assert kept_comments([talkative] * 10 + [Opened({}, {})] * 30) == []
    assert len(kept_comments([talkative] * 11)) == 44


def test_comments_are_shuffled():
    people = [Opened({}, {"purpose": f"comment {i}"}) for i in range(40)]
    kept = kept_comments(people)
    assert sorted(kept) == sorted(("purpose", f"comment {i}") for i in range(40))
    assert kept != [("purpose", f"comment {i}") for i in range(40)]


def test_theme_is_kept_only_where_eleven_commented_on_it():
    people = [Opened({}, {"purpose": "a", "capacity": "b"})] * 10 + [Opened({}, {"purpose": "a"})]
    assert set(kept_comments(people)) == {("purpose", "a"), ("", "b")}
