from django.urls import path

from . import sign_up_views

app_name = "events"
urlpatterns = [
    path("sign-up/", sign_up_views.sign_up, name="sign_up"),
    path("said/<str:token>/", sign_up_views.told, name="told"),
    path("<str:token>/", sign_up_views.link, name="link"),
]
