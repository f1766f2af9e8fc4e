"""Offers to lead and courses done, as tables."""

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from apps.core.moments import day
from apps.core.table_html import link, post_button, quiet, tag
from apps.core.tables import Column, Noun

OFFERS, COURSES = Noun("offer", "offers"), Noun("course", "courses")


def _place(row) -> str:
    person = row.person
    return (person.practice and person.practice.name) or person.organisation or "The network"


def offers(network) -> tuple[Column, ...]:
    def respond(offer):
        address = reverse("roles:answer", args=[network.code, offer.pk])
        return link(
            "Change answer" if offer.answered_at else "Answer", address, hidden=f"the offer of {offer.person}"
        )

    return (
        Column("area", "Would like to lead", cell=_area, head=True, breaks=True),
        Column("who", "Who", lambda offer: offer.person.name, breaks=True),
        Column("place", "Where", _place),
        Column("since", "Offered on", lambda offer: day(timezone.localdate(offer.created_at))),
        Column("answer", "Answer", cell=_answer, breaks=True),
        Column("respond", "Answer it", cell=respond, hidden=True),
    )


OFFERS_CSV = (
    Column("area", "Would like to lead", lambda offer: offer.area),
    Column("note", "In their words", lambda offer: offer.note),
    Column("who", "Who", lambda offer: offer.person.name),
    Column("place", "Where", _place),
    Column("since", "Offered on", lambda offer: day(timezone.localdate(offer.created_at))),
    Column("answer", "Answer", lambda offer: offer.answer if offer.answered_at else ""),
)


def _area(offer):
    return format_html("{}<br>{}", offer.area, quiet(offer.note)) if offer.note else offer.area


def _answer(offer):
    return offer.answer if offer.answered_at else tag("Waits", "yellow")


COURSES_CSV = (
    Column("name", "Course", lambda course: course.name, head=True, breaks=True),
    Column("who", "Who", lambda course: course.person.name, breaks=True),
    Column("place", "Where", _place),
    Column("day", "Finished on", lambda course: day(course.done_on)),
)


def courses(request) -> tuple[Column, ...]:
    code, token = request.network.code, get_token(request)

    def remove(course):
        address = reverse("roles:course_remove", args=[code, course.pk])
        return post_button("Remove", address, token, hidden=f"{course.name} of {course.person}")

    if request.network.is_read_only:
        return COURSES_CSV
    return (*COURSES_CSV, Column("remove", "Remove", cell=remove, hidden=True))
