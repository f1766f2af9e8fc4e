"""The handover pack: have it made, see how far it is, download it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.networks.access import network_view

from . import handover_actions as actions
from .actions import ReportRefused
from .handover import leaders, pack_of


class HandoverForm(forms.Form):
    term = forms.ChoiceField(
        label="Who hands over?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who hands over"},
    )

    def __init__(self, *args, found, **options):
        super().__init__(*args, **options)
        self.found = {key: (role, name) for key, role, name in found}
        self.fields["term"].choices = [(key, f"{name}, {role}") for key, role, name in found]

    def chosen(self) -> tuple[str, str]:
        return self.found[self.cleaned_data["term"]]


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request):
    pack = pack_of(request.network)
    form = HandoverForm(request.POST or None, found=leaders(request.network))
    if request.method == "POST" and form.is_valid():
        role, leaver = form.chosen()
        try:
            actions.request_handover(network=request.network, by=request.user, role=role, leaver=leaver)
        except ReportRefused as problem:
            messages.error(request, str(problem))
        return redirect("reports:handover", request.network.code)
    context = {"form": form, "pack": pack, "may_make": not request.network.is_read_only}
    said = pack.job.progress if pack and pack.is_being_made else ""
    return render_part(request, "reports/handover.html", "reports/_handover.html", context, said=said)


@network_view(Permission.KEEP_ROLES)
@require_GET
def handover_download(request):
    pack = pack_of(request.network)
    if pack is None or pack.file is None:
        raise Http404
    try:
        content = actions.hand_out_handover(pack=pack, by=request.user)
    except FileNotFoundError:
        messages.error(request, "The file is not in storage any more. Have the pack made again.")
        return redirect("reports:handover", request.network.code)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{pack.file_name}"'
    return response
