from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core import contributions
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.tables import build
from apps.networks.access import ics_view, network_view
from apps.people import tables as people_tables
from apps.people.queries import directory, reach_of
from apps.practices import tables as practice_tables
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
    reader = contributions.Reader(request.network, request.permissions, request.user.pk)
    needs = contributions.network_needs.to(reader)
    steps = [] if request.network.is_read_only else contributions.network_steps.to(reader)
    told = {need.url for need in needs}
    profile = network_profile(request.network)
    context = {
        "network": request.network,
        "needs": needs,
        "steps": steps if not all(step.done for step in steps) else [],
        "steps_done": sum(step.done for step in steps),
        "tasks": [_task(step) for step in steps],
        "coming": contributions.network_coming.to(reader),
        "news": [news for news in contributions.network_news.to(reader) if news.url not in told],
        "acts": bool(steps),
        "profile": profile,
        "practices": _practices(request, profile),
    }
    return render(request, "home/network.html", context)


def _practices(request, profile):
    """A few dozen at most: all at once, in order of their names."""
    return build(
        profile.practices,
        practice_tables.COLUMNS,
        {},
        id="practices",
        caption=f"Member practices of {request.network.name}",
        noun=practice_tables.PRACTICES,
        path=request.path,
        csv=reverse("home:practices_csv", args=[request.network.code]),
        size=len(profile.practices) or 1,
    )


@network_view(Permission.VIEW_NETWORK)
@require_GET
def practices_csv(request):
    name = f"practices-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, practice_tables.COLUMNS, network_profile(request.network).practices)
    record(Event.EXPORTED, by=request.user, network=request.network, what="practices", count=count)
    return response


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
        "unreachable": people.filter(email="").count(),
        "table": _first_people(request, people, reach),
    }
    return render(request, "home/practice.html", context)


def _first_people(request, people, reach):
    """The start of their list: it is searched, sorted and changed on its own page. Nobody needs to be told the name of
    their only practice."""
    columns = {column.key: column for column in people_tables.columns(request.network) if not column.hidden}
    if len(reach.practice_ids) == 1:
        del columns["practice"]
    code = request.network.code
    return build(
        people,
        tuple(columns.values()),
        {},
        id="people",
        caption="People in your list",
        noun=people_tables.PEOPLE,
        path=reverse("people:list", args=[code]),
        csv=reverse("people:export", args=[code]),
        size=SOME,
        is_start=True,
    )


@login_not_required
@require_safe
def health(request):
    """For the platform: answers while the web process and its database work. Says nothing about anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
