from django.urls import path

from . import views

app_name = "notes"
urlpatterns = [
    path("", views.note_list, name="list"),
    path("open/", views.open_box, name="open"),
    path("close/", views.close_box, name="close"),
    path("link/", views.renew_link, name="renew_link"),
    path("<uuid:pk>/", views.note_detail, name="detail"),
    path("<uuid:pk>/settle/", views.settle, name="settle"),
]
