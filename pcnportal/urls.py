"""Every address of the portal. This module alone knows every room."""

from django.urls import include, path

import apps.core.converters  # noqa: F401 - the addresses below are spelled with it

handler429 = "apps.accounts.views.too_many"
urlpatterns = [
    path("", include("apps.home.urls")),
    path("", include("apps.accounts.urls")),
    path("", include("apps.surveys.urls")),
    path("", include("apps.scorecard.summary_urls")),
    path("", include("apps.wellbeing.summary_urls")),
    path("raise/", include("apps.notes.raising_urls")),
    path("action/", include("apps.meetings.owner_urls")),
    path("event/", include("apps.meetings.sign_up_urls")),
    path("", include("apps.networks.urls")),
    path("networks/<code:code>/about/", include("apps.practices.urls")),
    path("networks/<code:code>/people/", include("apps.people.urls")),
    path("networks/<code:code>/scorecard/", include("apps.scorecard.urls")),
    path("networks/<code:code>/wellbeing/", include("apps.wellbeing.urls")),
    path("networks/<code:code>/roles/team/", include("apps.roles.team_urls")),
    path("networks/<code:code>/roles/", include("apps.roles.urls")),
    path("networks/<code:code>/purpose/", include("apps.purpose.urls")),
    path("networks/<code:code>/meetings/", include("apps.meetings.urls")),
    path("networks/<code:code>/maturity/", include("apps.maturity.urls")),
    path("networks/<code:code>/notes/", include("apps.notes.urls")),
    path("networks/<code:code>/reports/", include("apps.reports.urls")),
    path("networks/<code:code>/asks/", include("apps.asks.urls")),
    path("ics/<code:code>/scorecards/", include("apps.scorecard.ics_urls")),
    path("ics/<code:code>/questions/", include("apps.scorecard.area_urls")),
    path("ics/<code:code>/support/", include("apps.maturity.ics_urls")),
    path("ics/<code:code>/asks/", include("apps.asks.ics_urls")),
    path("ics/<code:code>/overview/", include("apps.overview.urls")),
    path("ics/<code:code>/", include("apps.desk.urls")),
    path("demo/", include("apps.demo.urls")),
]
