from django.urls import path

from . import about_views, design_views, log_views, views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("help/", about_views.help_page, name="help"),
    path("privacy/", about_views.privacy, name="privacy"),
    path("accessibility/", about_views.accessibility, name="accessibility"),
    path("design/", design_views.design, name="design"),
    path("health/", views.health, name="health"),
    path("networks/<code:code>/", views.network, name="network"),
    path("ics/<code:code>/", views.area, name="area"),
    path("networks/<code:code>/log/", log_views.log, name="log"),
    path("networks/<code:code>/log/log.csv", log_views.log_csv, name="log_csv"),
]
