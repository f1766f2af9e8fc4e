from django.urls import path

from . import flow_views, handover_views, read_views, views, writing_views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("reports.csv", views.report_list_csv, name="list_csv"),
    path("handover/", handover_views.handover, name="handover"),
    path("handover/download/", handover_views.handover_download, name="handover_download"),
    path("prepare/", views.report_prepare, name="prepare"),
    path("writing/", writing_views.writing, name="writing"),
    path("writing/<month_end:year_end>/", writing_views.parts, name="parts"),
    path("writing/<month_end:year_end>/<slug:part>/", writing_views.part, name="part"),
    path("missing/<month_end:year_end>/", flow_views.missing, name="missing"),
    path("missing/<month_end:year_end>/checklist.csv", flow_views.missing_csv, name="missing_csv"),
    path("comments/<int:pk>/answer/", flow_views.comment_settle, name="comment_settle"),
    path("comments/<int:pk>/withdraw/", flow_views.comment_withdraw, name="comment_withdraw"),
    path("<int:pk>/", views.report_detail, name="detail"),
    path("<int:pk>/comments/", flow_views.comments, name="comments"),
    path("<int:pk>/endorse/", flow_views.endorse, name="endorse"),
    path("<int:pk>/endorse/remove/", flow_views.endorse_remove, name="endorse_remove"),
    path("<int:pk>/take-back/", flow_views.take_back, name="take_back"),
    path("<int:pk>/unplan/", flow_views.unplan, name="unplan"),
    path("<int:pk>/download/", views.report_download, name="download"),
    path("<int:pk>/read/", read_views.read, name="read"),
    path("<int:pk>/data.json", read_views.download_json, name="json"),
    path("<int:pk>/table-<int:number>.csv", read_views.table_csv, name="table_csv"),
    path("<int:pk>/again/", views.report_again, name="again"),
    path("<int:pk>/renew/", views.report_renew, name="renew"),
    path("<int:pk>/approve/", views.report_approve, name="approve"),
    path("<int:pk>/release/", views.report_release, name="release"),
]
