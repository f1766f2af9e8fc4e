from django.urls import path

from apps.surveys.models import Kind
from apps.surveys.shared_urls import shared_pages

from . import load_views, plan_views, response_views, results_views, share_views, support_views, views

app_name = "wellbeing"
urlpatterns = [
    path("", views.index, name="index"),
    path("trend/", results_views.trend, name="trend"),
    path("trend.csv", results_views.trend_csv, name="trend_csv"),
    path("workload/", load_views.workload, name="workload"),
    path("go-on/", response_views.go_on, name="go_on"),
    path("<uuid:pk>/results/", results_views.results, name="results"),
    path("<uuid:pk>/results.csv", results_views.results_csv, name="results_csv"),
    path("<uuid:pk>/release/", results_views.release, name="release"),
    path("<uuid:pk>/response/", response_views.respond, name="respond"),
    path("set-up/", plan_views.when, name="set_up"),
    path("set-up/check/", plan_views.check, name="set_up_check"),
    path("questions/", plan_views.questions, name="questions"),
    path("rhythm/", plan_views.rhythm, name="rhythm"),
    path("skip/", plan_views.skip, name="skip"),
    path("end/", plan_views.end, name="end"),
    path("pauses/", support_views.pauses, name="pauses"),
    path("pauses/<int:pk>/remove/", support_views.pause_remove, name="pause_remove"),
    path("support/", support_views.links, name="support"),
    path("support/check/", support_views.links_check, name="support_check"),
    path("support/<int:pk>/", support_views.link_edit, name="support_edit"),
    path("support/<int:pk>/remove/", support_views.link_remove, name="support_remove"),
    path("support/national/<slug:place>/", support_views.national, name="support_national"),
    path("preview/", support_views.preview, name="preview"),
    path("<uuid:pk>/", views.check_in, name="check_in"),
    *shared_pages(Kind.CHECK_IN),
    path("<uuid:pk>/link/", share_views.share, name="share"),
    path("<uuid:pk>/link/poster.pdf", share_views.poster, name="poster"),
]
