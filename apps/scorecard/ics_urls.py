from django.urls import path

from . import ics_views

app_name = "ics_scorecards"
urlpatterns = [
    path("", ics_views.scorecards, name="list"),
    path("export/", ics_views.export, name="export"),
]
