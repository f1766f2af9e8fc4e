from django.urls import path

from . import summary_views

app_name = "check_in"
urlpatterns = [
    path("answer/<uuid:round_id>/check-in/", summary_views.summary, name="page"),
]
