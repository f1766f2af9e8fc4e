import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.surveys.review import is_shortened, marked, parts_of_names


@given(st.lists(st.text("abc", min_size=1, max_size=3), max_size=12), st.data())
def test_any_words_may_be_left_out(words, data):
    kept = [word for word in words if data.draw(st.booleans())]
    assert is_shortened(" ".join(words), " […] ".join(kept))


@pytest.mark.parametrize("text", ["two one", "one two three", "One two", "one, two", "one two two"])
def test_words_are_not_moved_added_or_changed(text):
    assert not is_shortened("one two", text)


@given(st.text(), st.lists(st.text()))
def test_pieces_together_are_the_text(text, names):
    assert "".join(piece for piece, _ in marked(text, parts_of_names(names))) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ask ANN about it", ["ANN"]),
        ("Lee’s idea", ["Lee’s"]),
        ("announcement, sleeve", []),
        ("Mary-Jane and O'Neil", ["Mary-Jane", "O'Neil"]),
        ("Jo knows", []),
    ],
)
def test_parts_of_names_are_marked(text, found):
    parts = parts_of_names(["Ann Lee", "Mary-Jane O'Neil", "Jo Li"])
    assert [piece for piece, is_name in marked(text, parts) if is_name] == found
