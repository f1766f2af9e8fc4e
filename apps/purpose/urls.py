from django.urls import path

from . import objective_views, strategy_views, version_views, views

app_name = "purpose"
urlpatterns = [
    path("", views.index, name="index"),
    path("versions.csv", views.versions_csv, name="versions_csv"),
    path("compare/", views.compare, name="compare"),
    path("review/", views.review, name="review"),
    path("review/move/", views.review_move, name="review_move"),
    path("new/", version_views.version_new, name="new"),
    path("<int:pk>/", version_views.version, name="version"),
    path("<int:pk>/edit/", version_views.version_edit, name="edit"),
    path("<int:pk>/ask/", version_views.ask, name="ask"),
    path("<int:pk>/take-back/", version_views.take_back, name="take_back"),
    path("<int:pk>/delete/", version_views.version_delete, name="delete"),
    path("<int:pk>/feedback/withdraw/", version_views.feedback_withdraw, name="feedback_withdraw"),
    path("<int:pk>/adopt/", version_views.adopt, name="adopt"),
    path("strategy/", strategy_views.strategy, name="strategy"),
    path("strategy.csv", strategy_views.leads_csv, name="leads_csv"),
    path("strategy/new/", strategy_views.strategy_new, name="strategy_new"),
    path("strategy/<int:pk>/", strategy_views.strategy_version, name="strategy_version"),
    path("strategy/<int:pk>/edit/", strategy_views.strategy_edit, name="strategy_edit"),
    path("strategy/<int:pk>/delete/", strategy_views.strategy_delete, name="strategy_delete"),
    path("strategy/<int:pk>/start/", strategy_views.strategy_start, name="strategy_start"),
    path("strategy/<int:pk>/leads/add/", strategy_views.lead_add, name="lead_add"),
    path("strategy/leads/<int:pk>/", strategy_views.lead_edit, name="lead_edit"),
    path("strategy/leads/<int:pk>/remove/", strategy_views.lead_remove, name="lead_remove"),
    path("strategy/leads/<int:pk>/hand-over/", strategy_views.lead_hand_over, name="lead_hand_over"),
    path("objectives/", objective_views.objectives, name="objectives"),
    path("objectives.csv", objective_views.objectives_csv, name="objectives_csv"),
    path("objectives/new/", objective_views.objective_new, name="objective_new"),
    path("objectives/<int:pk>/", objective_views.objective, name="objective"),
    path("objectives/<int:pk>/edit/", objective_views.objective_edit, name="objective_edit"),
    path("objectives/<int:pk>/end/", objective_views.objective_end, name="objective_end"),
    path("objectives/<int:pk>/reopen/", objective_views.objective_reopen, name="objective_reopen"),
    path("objectives/<int:pk>/delete/", objective_views.objective_delete, name="objective_delete"),
]
