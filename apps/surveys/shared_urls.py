"""Addresses of the pages that whoever runs a round has, whatever its kind."""

from django.urls import path

from . import comments_views, invited_views, running_views


def shared_pages(kind: str) -> list:
    """For the addresses of the room that keeps rounds of ``kind``: with a network's code before them."""
    of = {"kind": kind}
    return [
        path("<uuid:pk>/links/", invited_views.links, of, name="links"),
        path("<uuid:pk>/links/<int:person>/", invited_views.renew, of, name="renew"),
        path("<uuid:pk>/link/new/", running_views.new_link, of, name="new_link"),
        path("<uuid:pk>/remind/", running_views.remind, of, name="remind"),
        path("<uuid:pk>/reminders/<int:reminder>/", running_views.reminder, of, name="reminder"),
        path("<uuid:pk>/extend/", running_views.extend, of, name="extend"),
        path("<uuid:pk>/close/", running_views.close, of, name="close"),
        path("<uuid:pk>/cancel/", running_views.cancel, of, name="cancel"),
        path("<uuid:pk>/comments/", comments_views.comments, of, name="comments"),
        path("<uuid:pk>/comments/<uuid:comment>/", comments_views.decide, of, name="decide_comment"),
    ]
