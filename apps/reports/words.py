"""The standing texts of a report. They go into its snapshot, so that an old one stays as it was.

Dates of a snapshot are ISO texts; `day` and `month` say them."""

from datetime import date

from apps.core import moments


def day(iso: str) -> str:
    """ "2026-03-01" as "1 March 2026"."""
    return moments.day(date.fromisoformat(iso))


def short_day(iso: str) -> str:
    """ "2026-03-01" as "1 Mar 2026"."""
    return moments.short_day(date.fromisoformat(iso))


def month(iso: str) -> str:
    return moments.month(date.fromisoformat(iso))


def year_title(year: dict) -> str:
    return f"{month(year['start'])} to {month(year['end'])}"


CAVEATS = (
    (
        "People speak for themselves",
        "The scorecard is what people in the network say. It starts a conversation and measures "
        "nothing from outside.",
    ),
    (
        "Not the same people each time",
        "Those who answered one round may not have answered the other. A change can mean new "
        "minds as well as changed ones.",
    ),
    (
        "Small numbers move easily",
        "With 20 people, one answer is 5 percentage points. Read the direction before the decimals.",
    ),
    (
        "Practices come and go",
        "Figures are for the practices that were members on the day given. The data tables say since when.",
    ),
    (
        "A year is short",
        "It is too early to tell most effects on patients’ health. The report says what was done "
        "and what people think of it.",
    ),
)

GLOSSARY = (
    (
        "Additional roles",
        "Staff that a network may be reimbursed for, such as pharmacists and paramedics (ARRS); they often work for "
        "several practices.",
    ),
    (
        "Check-in",
        "A few very short questions about how work is, asked of all staff every month or so.",
    ),
    (
        "Clinical director",
        "The clinician who leads the network and answers for its agreement.",
    ),
    (
        "Deprivation score",
        "Index of Multiple Deprivation of the places where a practice’s patients live. A higher "
        "score means more deprivation.",
    ),
    (
        "Integrated care board",
        "The NHS body that plans and pays for services in an area; with its partners, the "
        "integrated care system.",
    ),
    (
        "List size",
        "How many patients are registered with a practice or with all practices of a network.",
    ),
    (
        "Mean",
        "The average of the answers on the scale from 1 to 5.",
    ),
    (
        "Member practice",
        "A general practice that has signed the network agreement.",
    ),
    (
        "Network",
        "A primary care network: general practices that work together for the people of their area.",
    ),
    (
        "Objective",
        "Something the network set out to reach in a year from April to March, with how it would see that it did.",
    ),
    (
        "Round",
        "One run of the scorecard: everybody is asked, answers come in until it closes, then "
        "results are shown.",
    ),
    (
        "Scorecard",
        "The Network Health Scorecard: 22 questions on how well the network works together, in four themes.",
    ),
    (
        "Session",
        "Half a working day.",
    ),
    (
        "Theme",
        "A group of scorecard questions: purpose, performance, operations or capacity.",
    ),
    (
        "Whole-time equivalent (WTE)",
        "1.0 is somebody who works 37.5 hours a week, or several people who do so together.",
    ),
)

PROTECTION = (
    "Answers are sealed when they are sent and counted only when a round has closed. A figure is "
    "shown only where at least 8 people answered, in more detail only where more did; where it is "
    "not shown, the report says so. No page, export or count says who answered or what one person "
    "said."
)

SCORING = (
    "Each statement is answered from 1 (not at all) to 5 (completely). A theme’s score is the mean "
    "of the means of its published questions. “Don’t know” and skipped questions are left out. "
    "Differences between rounds under 0.3 are called no clear change."
)
