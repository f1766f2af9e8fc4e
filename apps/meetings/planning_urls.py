"""Addresses of planning, spread into those of the room."""

from django.urls import path

from . import planning_views as views

urlpatterns = [
    path("new/", views.new, name="new"),
    path("new/<slug:kind>/", views.plan, name="plan"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/people/", views.people, name="people"),
    path("<int:pk>/people/by-roles/", views.by_roles, name="by_roles"),
    path("<int:pk>/people/<int:invitee>/take-off/", views.ask_no_more, name="ask_no_more"),
    path("<int:pk>/invite/", views.call, name="call"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/meeting.ics", views.calendar, name="calendar"),
    path("series/<int:pk>/", views.series, name="series"),
    path("series/<int:pk>/end/", views.series_end, name="series_end"),
]
