from django.urls import path

from . import action_views, follow_views, register_views

urls = [
    path("decisions/", register_views.decisions, name="decisions"),
    path("decisions.csv", register_views.decisions_csv, name="decisions_csv"),
    path("decisions/<int:pk>/", register_views.decision, name="decision_thread"),
    path("actions/", register_views.actions, name="actions"),
    path("actions.csv", register_views.actions_csv, name="actions_csv"),
    path("actions/owners/", register_views.owners, name="owners"),
    path("actions/owners.csv", register_views.owners_csv, name="owners_csv"),
    path("follow-through/", follow_views.page, name="follow_through"),
    *(
        path(f"follow-through/{name}.csv", follow_views.page_csv, {"table": name}, name=f"follow_{name}_csv")
        for name in follow_views.TABLES
    ),
    path("actions/new/", action_views.new, name="action_new"),
    path("actions/<int:pk>/", action_views.action, name="action"),
    path("actions/<int:pk>/edit/", action_views.edit, name="action_edit"),
    path("actions/<int:pk>/done/", action_views.done, name="action_done"),
    path("actions/<int:pk>/drop/", action_views.drop, name="action_drop"),
    path("actions/<int:pk>/hand-over/", action_views.hand_over, name="action_hand_over"),
    path("actions/<int:pk>/open-again/", action_views.reopen, name="action_reopen"),
]
