"""The doors: every network page stands behind `network_view`, every ICS page behind `ics_view`, every page of the
portal's administration behind `administration_view`."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.permissions import Permission

from .models import permissions_in

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def _door(permission: Permission, load, *, when_closed: bool = False):
    def wrap(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            request.place, request.memberships = load(request, kwargs)
            request.permissions = permissions_in(request.memberships)
            if permission not in request.permissions:
                raise PermissionDenied
            closed = request.place.is_read_only
            if closed and not when_closed and request.method not in SAFE_METHODS:
                raise PermissionDenied(
                    "This network has closed: its records can be read, nothing can be added."
                )
            return view(request, *args, **kwargs)

        inner.permission = permission
        return inner

    return wrap


def _entered(place: str, memberships):
    """The place of somebody's memberships of it, and these; nothing of it exists for who has none."""
    memberships = list(memberships.select_related(place))
    if not memberships:
        raise Http404
    return getattr(memberships[0], place), memberships


def _load_network(request, kwargs):
    found = request.user.network_memberships.current().filter(network__code=kwargs.pop("code"))
    request.network, memberships = _entered("network", found)
    return request.network, memberships


def _load_ics(request, kwargs):
    found = request.user.ics_memberships.current().filter(icb__code=kwargs.pop("code"))
    request.ics, memberships = _entered("icb", found)
    return request.ics, memberships


def _load_portal(request, kwargs):
    return _entered("portal", request.user.portal_memberships.current())


def network_view(permission: Permission, *, when_closed: bool = False):
    """A page at ``/networks/<code>/…``: strangers get 404, members without ``permission`` 403.

    Puts ``request.network`` (also as ``request.place``), ``request.memberships`` (the reader's) and
    ``request.permissions`` in place; a closed network refuses writes except to pages that say ``when_closed``."""
    return _door(permission, _load_network, when_closed=when_closed)


def ics_view(permission: Permission, *, when_closed: bool = False):
    """A page at ``/ics/<code>/…``, as `network_view`; puts ``request.ics`` in place."""
    return _door(permission, _load_ics, when_closed=when_closed)


def administration_view(permission: Permission, *, when_closed: bool = False):
    """A page at ``/administration/…``, as `network_view`; it reaches nothing inside a network."""
    return _door(permission, _load_portal, when_closed=when_closed)
