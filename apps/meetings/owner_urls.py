from django.urls import path

from . import owner_views

app_name = "owned"
urlpatterns = [
    path("update/", owner_views.update, name="update"),
    path("mails/", owner_views.digest, name="digest"),
    path("mails/<str:token>/", owner_views.digest_link, name="digest_link"),
    path("<str:token>/", owner_views.link, name="link"),
]
