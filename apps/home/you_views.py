"""What somebody has and may do in a network for themselves."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.core import contributions
from apps.networks.access import network_view
from apps.people.queries import own_entry


@network_view(Permission.ENTER_NETWORK)
@require_safe
def you(request):
    """One's entry, what one holds, and the ways to everything that is one's own."""
    person = own_entry(request.network, request.user)
    context = {
        "person": person,
        "holds": contributions.person_holdings.of([person.pk]).get(person.pk, []) if person else [],
        "access": [NETWORK_ROLES[one.role].name for one in request.memberships if one.role in NETWORK_ROLES],
        "reads": Permission.VIEW_NETWORK in request.permissions,
    }
    return render(request, "home/you.html", context)
