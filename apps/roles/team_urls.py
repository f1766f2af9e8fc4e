from django.urls import path

from . import team_views as views

app_name = "team"
urlpatterns = [
    path("", views.team, name="map"),
    path("map.csv", views.map_csv, name="map_csv"),
    path("mine/", views.own, name="own"),
    path("mine/withdraw/", views.withdraw, name="withdraw"),
    path("groups/new/", views.group_new, name="group_new"),
    path("groups/<int:pk>/", views.group_edit, name="group_edit"),
    path("groups/<int:pk>/delete/", views.group_delete, name="group_delete"),
]
