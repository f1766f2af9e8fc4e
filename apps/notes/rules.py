"""The numbers of anonymous notes, each with its reason. No Django."""

from datetime import date, timedelta

# As long as a comment: enough to say something, short enough for every envelope to have the size of the longest.
CHARACTERS = 500
ANSWER_CHARACTERS = 1000
# Notes are delivered together: a note alone on a day would belong to whoever was seen typing that day.
TOGETHER = 3
# Fewer than that wait for one fixed weekday (Monday). A week counted from the first of them would need its time.
WEEKLY_ON = 0
# In the morning, so that what arrives is seen the same day, and never minutes after it was written.
HOUR = 7
# What may wait for delivery at once, counted from envelopes alone: whoever floods a network stops after this many
# until the next delivery, and nobody has to be told apart for it.
MOST_WAITING = 30
MOST_WAITING_EVERYWHERE = 1000
# Long enough to see an answer and what came of it at the yearly meeting; then the words serve nobody any more.
KEPT = timedelta(days=365)
# How long a page says that notes were lost.
LOSS_IS_TOLD = timedelta(days=60)


def is_due(waiting: int, today: date) -> bool:
    """Whether ``waiting`` notes are delivered on ``today``."""
    return waiting >= TOGETHER or (waiting > 0 and today.weekday() == WEEKLY_ON)
