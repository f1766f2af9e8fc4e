from django.urls import path, re_path

from . import event_views, roundtable_views

urlpatterns = [
    path("events/", event_views.events, name="events"),
    path("events/events.csv", event_views.events_csv, name="events_csv"),
    path("events/invited/<int:pk>/", roundtable_views.invitation, name="invitation"),
    re_path(
        r"^events/invited/(?P<pk>[0-9]{1,9})/(?P<comes>yes|no)/$",
        roundtable_views.answer,
        name="invitation_answer",
    ),
    path("events/<int:pk>/", event_views.event, name="event"),
    path("events/<int:pk>/set-up/", event_views.event_set_up, name="event_set_up"),
    re_path(
        r"^events/(?P<pk>[0-9]{1,9})/(?P<state>open|close)/$", event_views.event_switch, name="event_switch"
    ),
    path("events/<int:pk>/link/", event_views.event_link, name="event_link"),
    path("events/<int:pk>/people.csv", event_views.sign_ups_csv, name="sign_ups_csv"),
    path("events/<int:pk>/people/<int:row>/", event_views.sign_up, name="sign_up"),
    path("events/<int:pk>/people/<int:row>/remove/", event_views.sign_up_remove, name="sign_up_remove"),
    path("events/<int:pk>/came/", event_views.came, name="came"),
    path("events/<int:pk>/groups/add/", event_views.group_add, name="group_add"),
    path("events/<int:pk>/groups/<int:row>/", event_views.group, name="group"),
    path("events/<int:pk>/ideas/add/", event_views.idea_add, name="idea_add"),
    path("events/<int:pk>/ideas/<int:row>/", event_views.idea_take_up, name="idea_take_up"),
    path("events/<int:pk>/agreed/", event_views.follow_up, name="follow_up"),
    path("events/<int:pk>/told/", event_views.tell, name="tell"),
    path("events/<int:pk>/networks/", roundtable_views.invite, name="networks_invite"),
    path("events/<int:pk>/themes/add/", roundtable_views.theme_add, name="theme_add"),
    path("events/<int:pk>/themes/<int:row>/remove/", roundtable_views.theme_remove, name="theme_remove"),
]
