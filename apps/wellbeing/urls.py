from django.urls import path

from . import load_views, response_views, results_views, views

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
]
