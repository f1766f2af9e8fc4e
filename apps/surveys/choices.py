"""What rounds may be: stored by code."""

from django.db import models


class Kind(models.TextChoices):
    SCORECARD = "scorecard", "Network Health Scorecard"
    CHECK_IN = "check_in", "Wellbeing check-in"


class Breakdown(models.TextChoices):
    """By what a round's results are shown apart, besides the whole network: one way, fixed before it opens."""

    NONE = "", "The network as a whole only"
    PRACTICE = "practice", "By practice"
    STAFF_GROUP = "staff_group", "By staff group"


class Way(models.TextChoices):
    """How people come to a round's questions. Never both in one round: a trigger in the database refuses an
    invitation to a round with an open link, and a change of the way."""

    PERSONAL = "personal", "A link for each person, by email"
    OPEN = "open", "One link for everybody in a workshop"


class Alarm(models.TextChoices):
    """Why a round could not be counted; never says how many of anything."""

    DAMAGED = "damaged", "An envelope could not be opened"
    MISMATCH = "mismatch", "The envelopes did not fit the links that were used"
    STUCK = "stuck", "Counting failed again and again"
