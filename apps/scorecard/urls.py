from django.urls import path

from . import comments_views, history_views, links_views, open_link_views, opening_views, results_views, views

app_name = "scorecard"
urlpatterns = [
    path("", views.round_list, name="list"),
    path("history/", history_views.history, name="history"),
    path("history.csv", history_views.history_csv, name="history_csv"),
    path("rounds.csv", views.round_list_csv, name="list_csv"),
    path("open/", opening_views.way, name="open"),
    path("open/again/", opening_views.again, name="open_again"),
    path("open/who/", opening_views.who, name="open_who"),
    path("open/when/", opening_views.when, name="open_when"),
    path("open/message/", opening_views.message, name="open_message"),
    path("open/check/", opening_views.check, name="open_check"),
    path("<uuid:pk>/", views.round_detail, name="round"),
    path("<uuid:pk>/slips/", links_views.slips, name="slips"),
    path("<uuid:pk>/slips-<int:part>.pdf", links_views.slips_pdf, name="slips_pdf"),
    path("<uuid:pk>/links/", links_views.links, name="links"),
    path("<uuid:pk>/links/<int:person>/", links_views.renew, name="renew"),
    path("<uuid:pk>/remind/", views.round_remind, name="remind"),
    path("<uuid:pk>/extend/", views.round_extend, name="extend"),
    path("<uuid:pk>/close/", views.round_close, name="close"),
    path("<uuid:pk>/cancel/", views.round_cancel, name="cancel"),
    path("<uuid:pk>/link/", open_link_views.share, name="share"),
    path("<uuid:pk>/link/poster.pdf", open_link_views.poster, name="poster"),
    path("<uuid:pk>/link/new/", open_link_views.new_link, name="new_link"),
    path("<uuid:pk>/room/", open_link_views.heads, name="heads"),
    path("<uuid:pk>/comments/", comments_views.comments, name="comments"),
    path("<uuid:pk>/comments/<uuid:comment>/", comments_views.decide, name="decide_comment"),
    path("<uuid:pk>/results/", results_views.results, name="results"),
    path("<uuid:pk>/release/", results_views.release, name="release"),
    path("<uuid:pk>/results.csv", results_views.results_csv, name="results_csv"),
]
