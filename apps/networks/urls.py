"""The pages of who has access, once for each kind of place."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from apps.accounts.permissions import Permission

from . import administration_views, controller_views, views
from .access import administration_view, ics_view, network_view


class PlacesConverter(StringConverter):
    """What administrators look for: one of `administration_views.KINDS`."""

    regex = "|".join(administration_views.KINDS)


register_converter(PlacesConverter, "places")


def access_pages(door, enter: Permission) -> list:
    """The pages of access behind ``door``. Whoever may ``enter`` the place may leave it, and people can be taken
    out of a closed network too."""
    manage = door(Permission.MANAGE_ACCESS)
    always = door(Permission.MANAGE_ACCESS, when_closed=True)
    return [
        path("", manage(views.access_list), name="list"),
        path("members.csv", manage(views.members_csv), name="members_csv"),
        path("invitations.csv", manage(views.invitations_csv), name="invitations_csv"),
        path("invite/", manage(views.invite), name="invite"),
        path("invitations/<uuid:pk>/renew/", manage(views.renew), name="renew"),
        path("invitations/<uuid:pk>/withdraw/", always(views.withdraw), name="withdraw"),
        path("leave/", door(enter, when_closed=True)(views.leave), name="leave"),
        path("review/", manage(views.review), name="review"),
        path("<int:pk>/", manage(views.member), name="member"),
        path("<int:pk>/confirm/", always(views.confirm), name="confirm"),
        path("<int:pk>/remove/", always(views.remove), name="remove"),
    ]


network = access_pages(network_view, Permission.ENTER_NETWORK), "access"
area = access_pages(ics_view, Permission.VIEW_ICS), "area_access"
administrators = access_pages(administration_view, Permission.ADMINISTER), "administrators"

administration = (
    [
        path("", administration_views.start, name="start"),
        path("<places:kind>/", administration_views.find, name="find"),
        path("<places:kind>/<code:code>/", administration_views.bring_in, name="place"),
        path(
            "<places:kind>/<code:code>/invitations/<uuid:pk>/withdraw/",
            administration_views.withdraw,
            name="withdraw",
        ),
    ],
    "administration",
)

urlpatterns = [
    path("networks/<code:code>/data-controller/", controller_views.controller, name="data_controller"),
    path("networks/<code:code>/access/", include(network)),
    path("ics/<code:code>/access/", include(area)),
    path("administration/access/", include(administrators)),
    path("administration/", include(administration)),
    path("invitation/", include("apps.networks.joining_urls")),
]
