from django.urls import path

from . import joining_views as views
from . import organisation_views

app_name = "joining"
urlpatterns = [
    path("", views.join, name="join"),
    path("organisation/", organisation_views.organisation_accept, name="organisation"),
    path("organisation/go/", organisation_views.organisation_go, name="organisation_go"),
    path("<str:token>/", views.link, name="link"),
]
