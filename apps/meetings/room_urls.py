"""The live page of a meeting and its minutes."""

from django.urls import path

from . import minutes_views, record_views, room_views

ROOM = [
    path("<int:pk>/room/", room_views.room, name="room"),
    path("<int:pk>/room/open/", room_views.room_open, name="room_open"),
    path("<int:pk>/room/end/", room_views.room_end, name="room_end"),
    path("<int:pk>/room/reopen/", room_views.room_reopen, name="room_reopen"),
    path("<int:pk>/room/who/", room_views.mark, name="mark"),
    path("<int:pk>/room/who/add/", room_views.attendee_add, name="attendee_add"),
    path("<int:pk>/room/who/<int:invitee>/deputy/", room_views.deputy, name="deputy"),
    path("<int:pk>/room/<int:item>/begin/", room_views.item_begin, name="item_begin"),
    path("<int:pk>/room/<int:item>/finish/", room_views.item_finish, name="item_finish"),
    path("<int:pk>/room/<int:item>/note/", record_views.note, name="note"),
    path("<int:pk>/room/<int:item>/decide/", record_views.decide, name="decide"),
    path("<int:pk>/room/<int:item>/vote/", record_views.vote, name="vote"),
    path("<int:pk>/room/<int:item>/act/", record_views.act, name="act"),
    path("<int:pk>/room/<int:item>/interest/", record_views.interest, name="interest"),
    path(
        "<int:pk>/room/interests/<int:interest>/withdraw/",
        record_views.interest_withdraw,
        name="interest_withdraw",
    ),
    path("<int:pk>/decisions/<int:decision>/", record_views.reword, name="decision_reword"),
    path("<int:pk>/minutes/", minutes_views.minutes, name="minutes"),
    path("<int:pk>/minutes.pdf", minutes_views.as_pdf, name="minutes_pdf"),
    path("<int:pk>/minutes.docx", minutes_views.as_word, name="minutes_word"),
    path("<int:pk>/minutes/passages/<int:passage>/", minutes_views.passage, name="minutes_passage"),
    path("<int:pk>/minutes/circulate/", minutes_views.circulate, name="minutes_circulate"),
    path("<int:pk>/minutes/comment/", minutes_views.comment, name="minutes_comment"),
    path("<int:pk>/minutes/comments/<int:comment>/", minutes_views.settle, name="minutes_settle"),
    path("<int:pk>/minutes/approve/", minutes_views.approve, name="minutes_approve"),
    path("<int:pk>/minutes/addendum/", minutes_views.addendum, name="minutes_addendum"),
]
