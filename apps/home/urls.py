from django.urls import path

from apps.accounts.permissions import Permission
from apps.networks.access import administration_view, ics_view, network_view

from . import about_views, design_views, log_views, thread_views, views, you_views


def log_pages(address: str, door, name: str) -> list:
    """The log of one kind of place, and its CSV."""
    through = door(Permission.VIEW_LOG)
    return [
        path(f"{address}log/", through(log_views.log), name=name),
        path(f"{address}log/log.csv", through(log_views.log_csv), name=f"{name}_csv"),
    ]


app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("help/", about_views.help_page, name="help"),
    path("privacy/", about_views.privacy, name="privacy"),
    path("accessibility/", about_views.accessibility, name="accessibility"),
    path("design/", design_views.design, name="design"),
    path("health/", views.health, name="health"),
    path("networks/<code:code>/", views.network, name="network"),
    path("networks/<code:code>/you/", you_views.you, name="you"),
    path("networks/<code:code>/practices.csv", views.practices_csv, name="practices_csv"),
    path("networks/<code:code>/thread/<slug:kind>/<str:topic>/", thread_views.thread, name="thread"),
    path(
        "networks/<code:code>/thread/<slug:kind>/<str:topic>/thread.csv",
        thread_views.thread_csv,
        name="thread_csv",
    ),
    path("ics/<code:code>/", views.area, name="area"),
    *log_pages("networks/<code:code>/", network_view, "log"),
    *log_pages("ics/<code:code>/", ics_view, "area_log"),
    *log_pages("administration/", administration_view, "administration_log"),
]
