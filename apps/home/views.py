from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.core.contributions import network_needs
from apps.networks.access import network_view
from apps.practices.queries import network_profile

from .queries import places_of


@require_safe
def start(request):
    """Where somebody lands: their only network or area at once, else a list to choose from."""
    places = places_of(request.user)
    if len(places) == 1:
        return redirect(places[0].url)
    return render(request, "home/start.html", {"places": places})


@network_view(Permission.VIEW_NETWORK)
@require_safe
def network(request):
    """A network's front page: what needs the reader, then who we are."""
    context = {
        "network": request.network,
        "needs": network_needs(request.network, request.permissions),
        "profile": network_profile(request.network),
    }
    return render(request, "home/network.html", context)


@login_not_required
@require_safe
def health(request):
    """For the platform: answers while the web process and its database work. Says nothing about anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
