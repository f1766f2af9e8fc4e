from django.urls import path

from . import ics_views

app_name = "area_asks"
urlpatterns = [
    path("", ics_views.ask_list, name="list"),
    path("asks.csv", ics_views.ask_list_csv, name="list_csv"),
    path("<int:pk>/", ics_views.ask, name="ask"),
    path("<int:pk>/owner/", ics_views.owner, name="owner"),
    path("<int:pk>/reply/", ics_views.reply, name="reply"),
    path("<int:pk>/settle/", ics_views.settle, name="settle"),
]
