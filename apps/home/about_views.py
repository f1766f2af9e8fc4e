"""What the footer leads to: public, for whoever reads them, the same for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def help_page(request):
    return render(request, "home/help.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "home/privacy.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "home/accessibility.html")
