from django.urls import path

from . import log_views, views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
    path("networks/<code:code>/", views.network, name="network"),
    path("networks/<code:code>/log/", log_views.log, name="log"),
    path("networks/<code:code>/log/log.csv", log_views.log_csv, name="log_csv"),
]
