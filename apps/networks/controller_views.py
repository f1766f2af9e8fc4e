"""The page on which a network says who answers in law for what it collects."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.permissions import Permission

from . import actions
from .access import network_view
from .forms import ControllerForm


@network_view(Permission.NAME_CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def controller(request):
    network = request.network
    initial = {name: getattr(network, f"controller_{name}") for name in ("name", "email", "notice")}
    form = ControllerForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.name_controller(network=network, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['name']} is named as the data controller.")
        return redirect("home:network", network.code)
    return render(request, "networks/controller.html", {"form": form})
