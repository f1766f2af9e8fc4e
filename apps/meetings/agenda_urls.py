"""Addresses of agendas, their items and papers."""

from django.urls import path

from . import agenda_views, item_views, paper_views

urls = [
    path("pool/", agenda_views.pool, name="pool"),
    path("propose/", item_views.propose, name="propose"),
    path("items/<int:item>/", item_views.item, name="item"),
    path("items/<int:item>/change/", item_views.item_change, name="item_change"),
    path("items/<int:item>/accept/", item_views.item_accept, name="item_accept"),
    path("items/<int:item>/decline/", item_views.item_decline, name="item_decline"),
    path("items/<int:item>/park/", item_views.item_park, name="item_park"),
    path("items/<int:item>/papers/", paper_views.paper_add, name="paper_add"),
    path("items/<int:item>/papers/<int:paper>/", paper_views.paper_renew, name="paper_renew"),
    path("items/<int:item>/papers/<int:paper>/take-off/", paper_views.paper_take_off, name="paper_take_off"),
    path("papers/<int:version>/", paper_views.paper, name="paper"),
    path("<int:pk>/agenda/", agenda_views.agenda, name="agenda"),
    path("<int:pk>/agenda/move/", agenda_views.agenda_move, name="agenda_move"),
    path("<int:pk>/agenda/order/", agenda_views.agenda_order, name="agenda_order"),
    path("<int:pk>/agenda/carry-over/", agenda_views.carry_over, name="carry_over"),
    path("<int:pk>/agenda.docx", agenda_views.agenda_word, name="agenda_word"),
    path("<int:pk>/pack/make/", agenda_views.pack_make, name="pack_make"),
    path("<int:pk>/pack.pdf", agenda_views.pack_download, name="pack_download"),
]
