import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey, PublicKey, SealedBox

from apps.surveys import ballot_box, questionnaire
from apps.surveys.ballot_box import EnvelopeDamaged, Opened

DEFINITION = questionnaire.parse(questionnaire.shipped()[0])
ROUND = uuid.uuid4()
KEY = PrivateKey.generate()
PUBLIC = bytes(KEY.public_key)

answer_sets = st.fixed_dictionaries(
    {}, optional={q.code: st.integers(1, len(q.options)) for q in DEFINITION.questions}
)
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=500)
comment_sets = st.fixed_dictionaries({}, optional={p.code: texts for p in DEFINITION.comments})


def seal(answers, comments, ballot_id=None, round_id=ROUND, definition=DEFINITION):
    return ballot_box.seal(
        PUBLIC, definition,
        round_id=round_id, ballot_id=ballot_id or uuid.uuid4(), answers=answers, comments=comments,
    )  # fmt: skip


def open_all(rows):
    return ballot_box.open_all(KEY, DEFINITION, round_id=ROUND, rows=rows)


@settings(deadline=None, max_examples=60)
@given(answer_sets, comment_sets)
def test_what_comes_out_is_what_went_in_at_one_size(answers, comments):
    ballot_id = uuid.uuid4()
    sealed = seal(answers, comments, ballot_id)
    assert len(sealed) == len(seal({}, {}))
    assert open_all([(ballot_id, sealed)]) == [Opened(answers, comments)]


def test_block_travels_inside_at_the_same_size():
    ballot_id = uuid.uuid4()
    sealed = ballot_box.seal(
        PUBLIC, DEFINITION, round_id=ROUND, ballot_id=ballot_id, answers={}, comments={}, block="direct_care"
    )
    assert len(sealed) == len(seal({}, {}))
    assert open_all([(ballot_id, sealed)]) == [Opened({}, {}, "direct_care")]


def test_block_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="too long"):
        ballot_box.seal(
            PUBLIC,
            DEFINITION,
            round_id=ROUND,
            ballot_id=uuid.uuid4(),
            answers={},
            comments={},
            block="x" * 21,
        )


def test_longest_comments_fit():
    ballot_id, longest = uuid.uuid4(), {prompt.code: "𝄞" * 500 for prompt in DEFINITION.comments}
    sealed = seal({}, longest, ballot_id)
    assert len(sealed) == ballot_box.plaintext_size(DEFINITION) + 48
    assert open_all([(ballot_id, sealed)])[0].comments == longest


@pytest.mark.parametrize(
    ("answers", "comments"),
    [
        ({"purpose_why": 0}, {}),
        ({"purpose_why": 6}, {}),
        ({"year_ago:purpose": 4}, {}),
        ({"nonsense": 3}, {}),
        ({}, {"purpose": "x" * 501}),
        ({}, {"nonsense": "x"}),
    ],
)
def test_what_was_not_offered_is_not_sealed(answers, comments):
    with pytest.raises(ValueError):
        seal(answers, comments)


def test_copy_of_an_envelope_is_dropped():
    ballot_id = uuid.uuid4()
    sealed = seal({"purpose_why": 5}, {}, ballot_id)
    assert len(open_all([(ballot_id, sealed), (uuid.uuid4(), sealed)])) == 1


@pytest.mark.parametrize(
    "sealed",
    [
        b"",
        b"x" * 100,
        seal({}, {}, round_id=uuid.uuid4()),
        seal({}, {}, definition=replace(DEFINITION, version=2)),
        seal({}, {})[:-1],
        SealedBox(PublicKey(PUBLIC)).encrypt(b"short"),
        SealedBox(PrivateKey.generate().public_key).encrypt(b"for somebody else"),
    ],
    ids=["empty", "noise", "other round", "other version", "cut", "other size", "other key"],
)
def test_envelope_that_is_not_ours_stops_everything(sealed):
    good = uuid.uuid4()
    with pytest.raises(EnvelopeDamaged):
        open_all([(good, seal({}, {}, good)), (uuid.uuid4(), sealed)])
