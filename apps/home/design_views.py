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
    """There for everybody in the demo, elsewhere for the portal's administrators; for others it does not exist."""
    user = request.user
    if not settings.DEMO and not (user.is_authenticated and user.portal_memberships.current().exists()):
        raise Http404
    return render(request, "home/design.html", examples(request.GET))
