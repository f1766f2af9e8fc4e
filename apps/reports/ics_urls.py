from django.urls import path

from . import ics_views

app_name = "ics"
urlpatterns = [
    path("networks/", ics_views.network_list, name="networks"),
    path("networks/export/", ics_views.export, name="export"),
    path("networks/<code:network_code>/report/", ics_views.report_download, name="download"),
]
