from django.urls import path

from . import views

app_name = "asks"
urlpatterns = [
    path("", views.ask_list, name="list"),
    path("asks.csv", views.ask_list_csv, name="list_csv"),
    path("new/", views.new, name="new"),
    path("take/", views.take, name="take"),
    path("others/", views.others, name="others"),
    path("others.csv", views.others_csv, name="others_csv"),
    path("others/<int:pk>/", views.other, name="other"),
    path("others/<int:pk>/support/", views.support, name="support"),
    path("others/<int:pk>/support/end/", views.end_support, name="end_support"),
    path("<int:pk>/", views.ask, name="ask"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/show/", views.show, name="show"),
    path("<int:pk>/more/", views.more, name="more"),
    path("<int:pk>/settle/", views.settle, name="settle"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
]
