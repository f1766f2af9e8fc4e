from django.conf import settings


def portal(request):
    """What pages need to know of the installation. ``contact`` may be empty: the page then says whom else to ask."""
    organisation = settings.ORGANISATION
    return {
        "demo": settings.DEMO,
        "version": settings.VERSION,
        "contact": settings.SUPPORT_EMAIL,
        "operator": settings.OPERATOR_NAME,
        "organisation_name": organisation.name if organisation else "",
    }
