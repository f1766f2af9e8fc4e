from django.urls import path

from . import evidence_views, support_views, views

app_name = "maturity"
urlpatterns = [
    path("", views.index, name="index"),
    path("statements.csv", views.statements_csv, name="csv"),
    path("ladder.csv", views.ladder_csv, name="ladder_csv"),
    path("missing/", views.missing, name="missing"),
    path("evidence/<int:pk>/", evidence_views.evidence, name="evidence"),
    path("evidence/<int:pk>/also/", evidence_views.also, name="also"),
    path("evidence/<int:pk>/file/", evidence_views.download, name="file"),
    path("evidence/take-off/<int:pk>/", evidence_views.take_off, name="take_off"),
    path("support/<int:pk>/", support_views.ask, name="ask"),
    path("support/<int:pk>/send/", support_views.send, name="send"),
    path("support/<int:pk>/delete/", support_views.delete, name="delete"),
    path("<slug:component>/", views.component, name="component"),
    path("<slug:component>/agree/", views.agree, name="agree"),
    path("<slug:component>/evidence/", evidence_views.evidence_new, name="evidence_new"),
    path("<slug:component>/take/", evidence_views.take, name="take"),
    path("<slug:component>/support/", support_views.ask_new, name="ask_new"),
]
