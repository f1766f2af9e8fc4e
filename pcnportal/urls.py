"""Every address of the portal. This module alone knows every room."""

from django.urls import include, path

urlpatterns = [
    path("", include("apps.home.urls")),
    path("", include("apps.accounts.urls")),
    path("", include("apps.surveys.urls")),
    path("networks/<str:code>/people/", include("apps.people.urls")),
    path("networks/<str:code>/scorecard/", include("apps.scorecard.urls")),
    path("networks/<str:code>/reports/", include("apps.reports.urls")),
    path("ics/<str:code>/", include("apps.reports.ics_urls")),
    path("demo/", include("apps.demo.urls")),
]
