from django.urls import path

from . import leaving_views, merging_views, personal_data_views, views

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
    path("<int:pk>/leave/", leaving_views.person_leave, name="leave"),
    path("<int:pk>/put-back/", leaving_views.person_put_back, name="put_back"),
    path("duplicates/", merging_views.duplicates, name="duplicates"),
    path("<int:pk>/twin/", merging_views.twin, name="twin"),
    path("<int:pk>/merge/<int:other>/", merging_views.merge, name="merge"),
    path("<int:pk>/apart/<int:other>/", merging_views.apart, name="apart"),
    path("own/", personal_data_views.own_data, name="own"),
    path("own/data.csv", personal_data_views.own_download, {"kind": "csv"}, name="own_csv"),
    path("own/data.json", personal_data_views.own_download, {"kind": "json"}, name="own_json"),
    path("<int:pk>/data/", personal_data_views.person_data, name="data"),
    path("<int:pk>/data.csv", personal_data_views.person_download, {"kind": "csv"}, name="data_csv"),
    path("<int:pk>/data.json", personal_data_views.person_download, {"kind": "json"}, name="data_json"),
    path("<int:pk>/erase/", personal_data_views.person_erase, name="erase"),
]
