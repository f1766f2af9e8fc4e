from django.urls import path

from . import board_views, start_views, term_views, time_urls, views, work_views

app_name = "roles"
urlpatterns = [
    path("", views.post_list, name="list"),
    path("roles.csv", views.export, name="export"),
    path("add/", views.post_add, name="add"),
    path("wishes/", views.wishes, name="wishes"),
    path("board/", board_views.board, name="board"),
    path("board.csv", board_views.board_csv, name="board_csv"),
    path("board/quorum/", board_views.rule, name="rule"),
    path("additional/", work_views.pipeline, name="pipeline"),
    path("additional/confirm/", work_views.confirm, name="confirm"),
    path("shared-staff/", work_views.grid, name="grid"),
    path("shared-staff.csv", work_views.grid_csv, name="grid_csv"),
    path("terms/<int:pk>/", term_views.change, name="term_change"),
    path("terms/<int:pk>/end/", term_views.end, name="term_end"),
    path("terms/<int:pk>/practices/", work_views.deploy, name="deploy"),
    path("terms/<int:pk>/starting/", start_views.start, name="start"),
    path("terms/<int:pk>/review/", start_views.review, name="review"),
    path("<int:pk>/", views.post_detail, name="post"),
    path("<int:pk>/change/", views.post_change, name="change"),
    path("<int:pk>/close/", views.post_close, name="close"),
    path("<int:pk>/stage/", views.post_stage, name="stage"),
    path("<int:pk>/appoint/", term_views.appoint, name="appoint"),
    *time_urls.urlpatterns,
]
