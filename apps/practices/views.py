"""The network's profile, how it came to be, and the corrections of its names."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.contributions import network_purpose
from apps.core.exports import table_csv
from apps.core.tables import build
from apps.networks.access import network_view

from . import keeping, pictures, profile, tables
from .forms import NameForm, ProfileForm
from .queries import network_profile


def keeps(request) -> bool:
    """Whether the reader may write in this room now."""
    return Permission.KEEP_PROFILE in request.permissions and not request.network.is_read_only


def file_name(request, what: str) -> str:
    return f"{what}-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"


@network_view(Permission.VIEW_NETWORK)
@require_safe
def about(request):
    network = request.network
    facts = network_profile(network)
    past = profile.history(network)
    sizes = profile.list_sizes(network)
    context = {
        "facts": facts,
        "purpose": next(iter(network_purpose.of(network, request.permissions)), None),
        "leaders": profile.leaders(network),
        "area": profile.area_of(network),
        "members": _members(request, profile.members(facts)),
        "chart": pictures.list_size_chart(sizes),
        "sizes": sizes,
        "past": past,
        "movements": _movements(request, past.movements),
        "new_changes": network.changes.unseen().count() if keeps(request) else 0,
        "keeps": keeps(request),
    }
    return render(request, "practices/about.html", context)


def _members(request, rows):
    """A few dozen at most: all at once, in order of their names."""

    def correct(member):
        return reverse("practices:practice_name", args=[request.network.code, member.pk])

    columns = tables.member_columns(correct if keeps(request) else None)
    return build(
        rows,
        tuple(column for column in columns if column.key != "code"),
        {},
        id="members",
        caption=f"Member practices of {request.network.name}",
        noun=tables.PRACTICES,
        path=request.path,
        csv=reverse("practices:members_csv", args=[request.network.code]),
        size=len(rows) or 1,
    )


def _movements(request, rows):
    return build(
        rows,
        tuple(column for column in tables.MOVEMENT_COLUMNS if column.key != "code"),
        request.GET,
        id="movements",
        caption="Practices that joined or left",
        noun=tables.MOVEMENTS,
        path=request.path,
        csv=reverse("practices:movements_csv", args=[request.network.code]),
        size=20,
    )


@network_view(Permission.VIEW_NETWORK)
@require_GET
def members_csv(request):
    rows = profile.members(network_profile(request.network))
    response, count = table_csv(file_name(request, "practices"), tables.member_columns(), rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="practices", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_GET
def movements_csv(request):
    rows = profile.history(request.network).movements
    response, count = table_csv(file_name(request, "joined-and-left"), tables.MOVEMENT_COLUMNS, rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="movements", count=count)
    return response


@network_view(Permission.KEEP_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request):
    """The network's own name, and how its practices worked together before."""
    network = request.network
    initial = {"name": network.name, "collaboration": network.collaboration}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    return _named(
        request, form, network,
        lambda data: keeping.change_profile(network=network, by=request.user, **data),
    )  # fmt: skip


@network_view(Permission.KEEP_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def practice_name(request, pk):
    """How a member practice is called here, whatever the published lists call it."""
    practice = get_object_or_404(profile.practices_of(request.network), pk=pk)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": practice.name})
    return _named(
        request, form, practice,
        lambda data: keeping.correct_practice_name(
            network=request.network, by=request.user, practice=practice, name=data["name"]
        ),
    )  # fmt: skip


def _named(request, form, row, save):
    """The page of a name: saving it, or, by its second button, taking a correction back."""
    if request.method == "POST":
        is_valid, takes_back = form.is_valid(), "take_back" in request.POST
        if is_valid or takes_back:
            try:
                save({**form.initial, "name": ""} if takes_back else form.cleaned_data)
            except keeping.KeepingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Saved.")
                return redirect("practices:about", request.network.code)
    context = {"form": form, "row": row, "is_network": row == request.network}
    return render(request, "practices/name.html", context)
