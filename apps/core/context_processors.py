from django.conf import settings


def portal(request):
    """What base.html needs to know of the installation."""
    return {"demo": settings.DEMO}
