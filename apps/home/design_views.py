"""The page of all components, for those who build and look after the portal."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .design import examples


@login_not_required
@require_safe
def design(request):
    if not settings.DEMO:
        raise Http404
    return render(request, "home/design.html", examples(request.GET))
