"""Shares as people say them."""

# Each share is the end of its words; the words are as coarse as a turnout may be while a round runs.
_SHARES = (
    (0.2, "fewer than a fifth have answered"),
    (0.29, "about a quarter have answered"),
    (0.42, "about a third have answered"),
    (0.58, "about half have answered"),
    (0.71, "about two thirds have answered"),
    (0.8, "about three quarters have answered"),
)


def share_answered(answered: int, invited: int) -> str:
    """About how many of ``invited`` answered, in words: "about two thirds have answered"."""
    share = answered / invited
    return next((words for end, words in _SHARES if share < end), "more than three quarters have answered")
