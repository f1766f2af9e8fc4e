"""The pages of the questions that a network asks besides the scorecard, and of those that an area offers."""

from django.urls import path

from apps.accounts.permissions import Permission
from apps.networks.access import ics_view, network_view

from . import questions_views as views


def _pages(through) -> list:
    return [
        path("", through(views.question_list), name="list"),
        path("add/", through(views.add), name="add"),
        path("preview/", through(views.preview), name="preview"),
        path("preview/<int:version>/", through(views.preview), name="version"),
        path("<slug:question>/", through(views.edit), name="edit"),
        path("<slug:question>/act/", through(views.act), name="act"),
    ]


_runs, _offers = network_view(Permission.RUN_ROUNDS), ics_view(Permission.OFFER_QUESTIONS)
network = [path("take/", _runs(views.take), name="take"), *_pages(_runs)], "own"
area = [
    path("offer/", _offers(views.offer), name="offer"),
    path("withdraw/", _offers(views.withdraw), name="withdraw"),
    *_pages(_offers),
]
