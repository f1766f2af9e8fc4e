from django.urls import path

from . import handover_views, views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("reports.csv", views.report_list_csv, name="list_csv"),
    path("handover/", handover_views.handover, name="handover"),
    path("handover/download/", handover_views.handover_download, name="handover_download"),
    path("prepare/", views.report_prepare, name="prepare"),
    path("<int:pk>/", views.report_detail, name="detail"),
    path("<int:pk>/download/", views.report_download, name="download"),
    path("<int:pk>/again/", views.report_again, name="again"),
    path("<int:pk>/renew/", views.report_renew, name="renew"),
    path("<int:pk>/approve/", views.report_approve, name="approve"),
    path("<int:pk>/release/", views.report_release, name="release"),
]
