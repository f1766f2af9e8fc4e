"""Which chapters a report has, in which order and under which titles. No Django.

Rooms tell what stands in them (`core.chapters`); those marked as written come from `parts`, and the others of the
report's own from the snapshot. A chapter without anything to tell is left out, its place stays here."""

# By the code under which rooms register; the titles go into a snapshot, so that an old one keeps its own.
TITLES = {
    "foreword": "Foreword",
    "for_residents": "Our year in plain words",
    "accounted": "What we promised last year",
    "network": "The network and its practices",
    "purpose": "Why we work together",
    "objectives": "What we set out to do",
    "leadership": "How we lead and share the work",
    "board": "The board",
    "scorecard": "The scorecard",
    "acted": "What we did about it",
    "comparison": "Beside networks like ours",
    "maturity": "How far we have come",
    "wellbeing": "Wellbeing",
    "meetings": "Meetings, decisions and actions",
    "people": "People and posts",
    "money": "Money",
    "partners": "Partners",
    "services": "Services",
    "inequalities": "Inequalities: need, action, measure",
    "residents": "What residents said and what changed",
    "stories": "Two things that got better",
    "looking_back": "What went well, what was hard",
    "next": "Keep, adapt, stop",
    "commitments": "What we commit to next year",
    "asks": "What we ask of our area",
    "library": "What others can use",
}
# Made of the snapshot itself and not told by a room.
OWN = ("network", "scorecard", "acted", "wellbeing")
# Each of these begins a page: it is read by itself, or a part of the report begins with it.
OPENERS = frozenset({"foreword", "for_residents", "network"})
# Pages of prose, set larger.
PROSE = frozenset({"foreword", "for_residents"})
