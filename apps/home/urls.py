from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
    path("networks/<code:code>/", views.network, name="network"),
]
