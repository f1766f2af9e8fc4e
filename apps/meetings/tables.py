"""Meetings as tables: page and CSV say the same."""

from django.urls import reverse

from apps.core.moments import moment
from apps.core.table_html import link
from apps.core.tables import Column, Noun, Table, build

MEETINGS = Noun("meeting", "meetings")
PEOPLE = Noun("person", "people")


def when(meeting) -> str:
    return moment(meeting.starts_at)


def asked_words(meeting, invitees) -> str:
    """ "12 people, 5 with a vote; invitations sent"."""
    voters = sum(one.votes for one in invitees)
    votes = f", {voters} with a vote" if voters else ""
    return f"{PEOPLE.count(len(invitees))}{votes}; {'invitations sent' if meeting.called_at else 'not invited yet'}"


def meetings_table(meetings, params, *, network, earlier=False) -> Table:
    def named(meeting):
        return link(meeting.title, reverse("meetings:meeting", args=[network.code, meeting.pk]))

    columns = (
        Column("meeting", "Meeting", lambda one: one.title, named, head=True),
        Column("when", "When", when),
        Column("kind", "Kind", lambda one: one.of_kind.name),
        Column("state", "State", lambda one: one.get_state_display()),
    )
    path = reverse("meetings:earlier" if earlier else "meetings:list", args=[network.code])
    caption = "Earlier meetings" if earlier else "Coming meetings"
    return build(meetings, columns, params, id="meetings", caption=caption, noun=MEETINGS, path=path)
