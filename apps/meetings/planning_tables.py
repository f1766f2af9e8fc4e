"""Who is asked, and the meetings of a series, as tables."""

from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from apps.core.moments import clock, weekday
from apps.core.table_html import link
from apps.core.tables import Column, Noun, Table, build

from .models import Invitee

PEOPLE = Noun("person", "people")
MEETINGS = Noun("meeting", "meetings")


def name(invitee: Invitee) -> str:
    return invitee.person.name if invitee.person else "Somebody who was erased"


def told(invitee: Invitee) -> str:
    """Whether their invitation is out."""
    if invitee.person is None or invitee.person.has_left:
        return "Has left"
    if not invitee.person.email:
        return "No email address: tell them yourself"
    if invitee.sent_sequence is None:
        return "On its way" if invitee.meeting.called_at else "Not yet"
    return "Sent"


def asked_table(meeting, params, *, network, may_keep: bool) -> Table:
    rows = meeting.invitees.select_related("person", "practice", "meeting").order_by("person__name", "pk")

    def take_off(one):
        url = reverse("meetings:ask_no_more", args=[network.code, meeting.pk, one.pk])
        hidden = format_html('<span class="nhsuk-u-visually-hidden"> {}</span>', name(one))
        return format_html('<a href="{}">Take\N{NO-BREAK SPACE}off{}</a>', url, hidden)

    columns = [
        Column("name", "Name", name, head=True),
        Column("role", "Asked as", lambda one: one.role or "By name"),
        Column("practice", "Practice", lambda one: one.practice.name if one.practice else ""),
        Column("vote", "Vote", lambda one: "Yes" if one.votes else ""),
        Column("told", "Invited by mail", told),
    ]
    if may_keep and not (meeting.is_ended or meeting.is_cancelled):
        columns.append(Column("off", "Change", cell=take_off, hidden=True))
    path = reverse("meetings:people", args=[network.code, meeting.pk])
    return build(rows, columns, params, id="asked", caption="Who is asked", noun=PEOPLE, path=path)


def series_table(series, params, *, network) -> Table:
    """Those to come, the next one first, then those that were, the last one first."""

    def on(meeting):
        return link(weekday(meeting.starts_at), reverse("meetings:meeting", args=[network.code, meeting.pk]))

    columns = (
        Column("on", "Day", lambda one: weekday(one.starts_at), on, head=True),
        Column("at", "Begins", lambda one: clock(one.starts_at)),
        Column("state", "State", lambda one: one.get_state_display()),
        Column("called", "Invitations", lambda one: "Sent" if one.called_at else "Not yet"),
    )
    soonest = Case(When(starts_at__gte=timezone.now(), then="starts_at")).asc(nulls_last=True)
    path = reverse("meetings:series", args=[network.code, series.pk])
    return build(
        series.meetings.order_by(soonest, "-starts_at", "-pk"), columns, params, id="meetings", caption="Meetings",
        noun=MEETINGS, path=path, size=25,
    )  # fmt: skip
