from django.urls import path

from . import issue_views, risk_views

urls = [
    path("issues/", issue_views.issues, name="issues"),
    path("issues/new/", issue_views.issue_new, name="issue_new"),
    path("issues/<int:pk>/", issue_views.issue, name="issue"),
    path("issues/<int:pk>/settle/", issue_views.issue_settle, name="issue_settle"),
    path("issues/<int:pk>/agenda/", issue_views.issue_agenda, name="issue_agenda"),
    path("risks/", risk_views.risks, name="risks"),
    path("risks.csv", risk_views.risks_csv, name="risks_csv"),
    path("risks/new/", risk_views.risk_new, name="risk_new"),
    path("risks/<int:pk>/", risk_views.risk, name="risk"),
    path("risks/<int:pk>/edit/", risk_views.risk_edit, name="risk_edit"),
    path("risks/<int:pk>/move/", risk_views.risk_move, name="risk_move"),
    path("risks/<int:pk>/close/", risk_views.risk_close, name="risk_close"),
]
