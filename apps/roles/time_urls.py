"""Addresses of time, leading and how work spreads, below those of roles."""

from django.urls import path

from . import leading_views, time_views

urlpatterns = [
    path("time/", time_views.own_time, name="time"),
    path("spread/", time_views.spread, name="spread"),
    path("spread.csv", time_views.spread_csv, name="spread_csv"),
    path("spread/time-logged.csv", time_views.quarters_csv, name="quarters_csv"),
    path("leading/", leading_views.leading, name="leading"),
    path("leading/course/", leading_views.own_course, name="own_course"),
    path("leading/<int:pk>/withdraw/", leading_views.withdraw, name="withdraw"),
    path("offers/", leading_views.offers, name="offers"),
    path("offers.csv", leading_views.offers_csv, name="offers_csv"),
    path("offers/<int:pk>/", leading_views.answer, name="answer"),
    path("development/", leading_views.courses, name="courses"),
    path("development.csv", leading_views.courses_csv, name="courses_csv"),
    path("development/add/", leading_views.course_add, name="course_add"),
    path("development/<int:pk>/remove/", leading_views.course_remove, name="course_remove"),
]
