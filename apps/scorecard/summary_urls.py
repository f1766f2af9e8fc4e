from django.urls import path

from . import summary_views

app_name = "summary"
urlpatterns = [
    path("answer/<uuid:round_id>/results/", summary_views.summary, name="page"),
]
