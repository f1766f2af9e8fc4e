from django.urls import path

from . import batch_views, place_views, views

app_name = "ics"
urlpatterns = [
    path("networks/", views.network_list, name="networks"),
    path("networks/export/", views.export, name="export"),
    path("networks/<code:network_code>/", views.network, name="network"),
    path("networks/<code:network_code>/report/", views.report_download, name="download"),
    path(
        "networks/<code:network_code>/report/<month_end:year_end>/",
        views.report_download,
        name="download_year",
    ),
    path("places/", place_views.places, name="places"),
    path("places/add/", place_views.place_add, name="place_add"),
    path("places/<int:pk>/", place_views.place, name="place"),
    path("places/<int:pk>/rename/", place_views.place_rename, name="place_rename"),
    path("places/<int:pk>/close/", place_views.place_close, name="place_close"),
    path("collections/", batch_views.batches, name="batches"),
    path("collections/collections.csv", batch_views.batches_csv, name="batches_csv"),
    path("collections/ask/", batch_views.batch_new, name="batch_new"),
    path("collections/<int:pk>/", batch_views.batch, name="batch"),
    path("collections/<int:pk>/networks.csv", batch_views.batch_csv, name="batch_csv"),
    path("collections/<int:pk>/again/", batch_views.batch_again, name="batch_again"),
    path("collections/<int:pk>/remind/", batch_views.batch_remind, name="batch_remind"),
    path("collections/<int:pk>/reports.zip", batch_views.batch_zip, name="batch_zip"),
]
