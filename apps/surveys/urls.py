from django.urls import path

from . import alarm_views, no_more_views, reminder_views, views

app_name = "surveys"
urlpatterns = [
    path("s/", views.slip, name="slip"),
    path("a/<str:token>/", views.link, name="link"),
    path("a/<str:token>/reminders/", reminder_views.link, name="stop_link"),
    path("a/<str:token>/no-more/", no_more_views.link, name="no_more_link"),
    path("answer/no-more/", no_more_views.no_more, name="no_more"),
    path("answer/no-more/lost/", no_more_views.lost, name="no_more_lost"),
    path("answer/test/<str:token>/", views.trial, name="trial"),
    path("answer/<uuid:round_id>/reminders/", reminder_views.stop, name="stop"),
    path("answer/<uuid:round_id>/", views.answer, name="answer"),
    path("answer/<uuid:round_id>/thanks/", views.thanks, name="thanks"),
    path("answer/<uuid:round_id>/what-we-store/", views.stored, name="stored"),
    path("administration/rounds/<uuid:pk>/", alarm_views.alarm, name="alarm"),
]
