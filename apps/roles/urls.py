from django.urls import path

from . import views

app_name = "roles"
urlpatterns = [
    path("", views.post_list, name="list"),
    path("roles.csv", views.export, name="export"),
    path("<int:pk>/", views.post_detail, name="post"),
]
