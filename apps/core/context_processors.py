from django.conf import settings


def portal(request):
    """What base.html needs to know of the installation."""
    organisation = settings.ORGANISATION
    return {"demo": settings.DEMO, "organisation_name": organisation.name if organisation else ""}
