from django.urls import path

from . import ics_views

app_name = "ics"
urlpatterns = []
