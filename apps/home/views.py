from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.core import contributions
from apps.networks.access import ics_view, network_view
from apps.people.queries import directory, reach_of
from apps.practices.queries import network_profile

from .area import area_states
from .queries import places_of, waiting_in

PAGE = 20
SOME = 10  # of a practice's people, on its manager's front page


@require_safe
def start(request):
    """Where somebody lands: their only network or area at once, else all of them with what waits there."""
    places = places_of(request.user)
    if len(places) == 1:
        return redirect(places[0].url)
    page = Paginator(waiting_in(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "home/start.html", {"page": page})


@network_view(Permission.ENTER_NETWORK)
@require_safe
def network(request):
    """A network's front page: what needs the reader, then who we are. Practice managers get their practice's."""
    if Permission.VIEW_NETWORK not in request.permissions:
        return _practice(request)
    about = request.network, request.permissions
    needs = contributions.network_needs.of(*about)
    steps = [] if request.network.is_read_only else contributions.network_steps.of(*about)
    told = {need.url for need in needs}
    context = {
        "network": request.network,
        "needs": needs,
        "steps": steps if not all(step.done for step in steps) else [],
        "steps_done": sum(step.done for step in steps),
        "tasks": [_task(step) for step in steps],
        "coming": contributions.network_coming.of(*about),
        "news": [news for news in contributions.network_news.of(*about) if news.url not in told],
        "acts": bool(steps),
        "profile": network_profile(request.network),
    }
    return render(request, "home/network.html", context)


def _task(step) -> dict:
    """As components/task_list.html takes it."""
    state = {"status": "Done"} if step.done else {"status": "Not done yet", "colour": "blue"}
    return {"text": step.text, "href": step.url, "hint": step.hint, **state}


@ics_view(Permission.VIEW_ICS)
@require_safe
def area(request):
    """An area's front page: what is new, and how far its networks' reports are."""
    context = {
        "needs": contributions.area_needs.of(request.ics, request.permissions),
        "states": area_states(request.ics),
    }
    return render(request, "home/area.html", context)


def _practice(request):
    """All that a practice's manager sees of the network: their own people."""
    reach = reach_of(request.network, request.memberships, request.permissions)
    people = directory(reach)
    context = {
        "network": request.network,
        "practice_names": reach.names,
        "needs": contributions.network_needs.of(request.network, request.permissions),
        "count": people.count(),
        "unreachable": people.filter(email="").count(),
        "people": people[:SOME],
    }
    return render(request, "home/practice.html", context)


@login_not_required
@require_safe
def health(request):
    """For the platform: answers while the web process and its database work. Says nothing about anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
