from django.urls import path

from . import joining_views as views

app_name = "joining"
urlpatterns = [
    path("", views.join, name="join"),
    path("<str:token>/", views.link, name="link"),
]
