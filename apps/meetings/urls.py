from django.urls import path

from . import event_urls, planning_urls, views
from .action_urls import urls as action_urls
from .agenda_urls import urls as agenda_urls
from .issue_urls import urls as issue_urls
from .room_urls import ROOM

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("earlier/", views.earlier, name="earlier"),
    path("<int:pk>/", views.meeting, name="meeting"),
    *ROOM,
    *action_urls,
    *issue_urls,
    *planning_urls.urlpatterns,
    *event_urls.urlpatterns,
    *agenda_urls,
]
