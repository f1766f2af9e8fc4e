from django.urls import path

from . import raising_views

app_name = "raising"
urlpatterns = [
    path("note/", raising_views.note, name="note"),
    path("answer/", raising_views.answer, name="answer"),
    path("<str:token>/", raising_views.link, name="link"),
]
