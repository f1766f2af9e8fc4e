"""The two doors: every network page stands behind `network_view`, every ICS page behind `ics_view`."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.permissions import Permission

from .models import Network, permissions_in

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def _door(permission: Permission, load):
    def wrap(view):
        @wraps(view)
        def inner(request, code, *args, **kwargs):
            place, memberships = load(request, code)
            request.permissions = permissions_in(memberships)
            if permission not in request.permissions:
                raise PermissionDenied
            if isinstance(place, Network) and place.is_read_only and request.method not in SAFE_METHODS:
                raise PermissionDenied(
                    "This network has closed: its records can be read, nothing can be added."
                )
            return view(request, *args, **kwargs)

        inner.permission = permission
        return inner

    return wrap


def _load_network(request, code):
    memberships = list(
        request.user.network_memberships.current().filter(network__code=code).select_related("network")
    )
    if not memberships:
        raise Http404
    request.network = memberships[0].network
    return request.network, memberships


def _load_ics(request, code):
    memberships = list(request.user.ics_memberships.current().filter(icb__code=code).select_related("icb"))
    if not memberships:
        raise Http404
    request.ics = memberships[0].icb
    return request.ics, memberships


def network_view(permission: Permission):
    """A page at ``/networks/<code>/…``: strangers get 404, members without ``permission`` 403.

    Puts ``request.network`` and ``request.permissions`` in place; a closed network refuses writes."""
    return _door(permission, _load_network)


def ics_view(permission: Permission):
    """A page at ``/ics/<code>/…``, as `network_view`; puts ``request.ics`` in place."""
    return _door(permission, _load_ics)
