from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="list"),
    path("people.csv", views.export, name="export"),
    path("add/", views.person_add, name="add"),
    path("upload/", views.upload, name="upload"),
    path("upload/confirm/", views.upload_confirm, name="upload_confirm"),
    path("upload/problems.csv", views.upload_problems, name="upload_problems"),
    path("upload/<uuid:upload>/undo/", views.upload_undo, name="upload_undo"),
    path("<int:pk>/", views.person_edit, name="edit"),
    path("<int:pk>/row/", views.person_row, name="row"),
    path("<int:pk>/leave/", views.person_leave, name="leave"),
    path("<int:pk>/put-back/", views.person_put_back, name="put_back"),
]
