"""Events and their sign-ups as tables: page and CSV say the same."""

from django.urls import reverse

from apps.core.moments import moment
from apps.core.table_html import link, tag
from apps.core.tables import Column, Noun, Sorting, Table, build

from .event_queries import place_of
from .models import SignUp

EVENTS = Noun("event", "events")
PEOPLE = Noun("person", "people")
PLACES = Noun("practice or organisation", "practices and organisations")
ROLES = Noun("kind of work", "kinds of work")
CAME = {True: "Yes", False: "No", None: ""}


def event_columns(network) -> tuple[Column, ...]:
    def named(meeting):
        return link(meeting.title, reverse("meetings:event", args=[network.code, meeting.pk]))

    return (
        Column("event", "Event", lambda one: one.title, named, order=("title",), head=True),
        Column("when", "When", lambda one: moment(one.starts_at), order=("starts_at",)),
        Column("kind", "Kind", lambda one: one.of_kind.name),
        Column("signed_up", "Signed up", lambda one: one.signed_up, numeric=True),
        Column("came", "Came", lambda one: one.came if one.is_ended else "", numeric=True),
    )


def events_table(events, params, *, network) -> Table:
    columns = event_columns(network)
    sorting = Sorting.of(columns, params, default="-when")
    return build(
        sorting.apply(events), columns, params, id="events", caption="Events", noun=EVENTS, sorting=sorting,
        path=reverse("meetings:events", args=[network.code]),
        csv=reverse("meetings:events_csv", args=[network.code]),
    )  # fmt: skip


def _cover(row: SignUp):
    if row.cover == SignUp.Cover.NEEDED:
        return tag("Needs cover", "yellow")
    return cover_words(row)


def cover_words(row: SignUp) -> str:
    by = f", by {row.cover_by}" if row.cover_by else ""
    return f"{row.get_cover_display()}{by}"


SIGN_UP_CSV = (
    Column("name", "Name", lambda row: row.name, head=True),
    Column("place", "Practice or organisation", place_of),
    Column("role", "What they do", lambda row: row.get_role_display()),
    Column("cover", "Cover", cover_words, _cover),
    Column("came", "Came", lambda row: CAME[row.came]),
)


def sign_ups_table(rows, params, *, network, meeting, keeps: bool) -> Table:
    def change(row):
        return link(
            "Change", reverse("meetings:sign_up", args=[network.code, meeting.pk, row.pk]), hidden=row.name
        )

    columns = (*SIGN_UP_CSV, Column("change", "Change", cell=change, hidden=True)) if keeps else SIGN_UP_CSV
    at = [network.code, meeting.pk]
    return build(
        rows, columns, params, id="sign-ups", caption="Who signed up", noun=PEOPLE,
        path=reverse("meetings:event", args=at), csv=reverse("meetings:sign_ups_csv", args=at),
    )  # fmt: skip


def counts_table(lines, params, *, id: str, title: str, noun: Noun, path: str, begun: bool) -> Table:
    """Of practices or roles: how many signed up, came once it has ``begun``, and still need cover."""
    columns = (
        Column("name", title, lambda line: line.name, head=True),
        Column("signed_up", "Signed up", lambda line: line.signed_up, numeric=True),
        Column("came", "Came", lambda line: line.came if begun else "", numeric=True),
        Column("cover", "Need cover", lambda line: line.need_cover or "", numeric=True),
    )
    return build(
        lines, columns, params, id=id, caption=f"By {title.lower()}", noun=noun, path=path, is_start=True
    )
