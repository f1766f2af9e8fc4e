"""Where somebody is logged in, as a table: their own few devices, neither sorted nor downloaded."""

from django.urls import reverse

from apps.core.moments import stamp
from apps.core.table_html import post_button
from apps.core.tables import Column, Noun

SESSIONS = Noun("device", "devices")


def session_columns(token: str) -> tuple[Column, ...]:
    """With a way to log each out but this one; ``token`` is CSRF's."""

    def log_out(one):
        if one.is_this:
            return "This device"
        return post_button(
            "Log out",
            reverse("account:session_end", args=[one.pk]),
            token,
            hidden=f"{one.device}, since {stamp(one.since)}",
        )

    return (
        Column("device", "Device", lambda one: one.device, head=True),
        Column("since", "Since", lambda one: stamp(one.since)),
        Column("seen", "Last used", lambda one: "Now" if one.is_this else stamp(one.seen)),
        Column("end", "Log out", cell=log_out, hidden=True),
    )
