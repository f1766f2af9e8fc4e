from django.urls import path

from . import changes_views, population_views, views

app_name = "practices"
urlpatterns = [
    path("", views.about, name="about"),
    path("practices.csv", views.members_csv, name="members_csv"),
    path("joined-and-left.csv", views.movements_csv, name="movements_csv"),
    path("edit/", views.profile_edit, name="edit"),
    path("practices/<int:pk>/", views.practice_name, name="practice_name"),
    path("population/", population_views.page, name="population"),
    path("population/needs.csv", population_views.needs_csv, name="needs_csv"),
    path("population/needs/add/", population_views.need_add, name="need_add"),
    path("population/needs/<int:pk>/", population_views.need_edit, name="need"),
    path("population/needs/<int:pk>/close/", population_views.need_close, name="need_close"),
    path("population/needs/<int:pk>/reopen/", population_views.need_reopen, name="need_reopen"),
    path("changes/", changes_views.changes, name="changes"),
    path("changes/changes.csv", changes_views.changes_csv, name="changes_csv"),
    path("changes/seen/", changes_views.changes_seen, name="changes_seen"),
]
