"""ballots: sending in a scorecard answer, beside a page that does nothing."""

import random

from django.urls import reverse

from apps.mail import tokens
from apps.surveys.forms import CHECK, AnswerForm
from apps.surveys.links import PURPOSE
from apps.surveys.models import Ballot, Invitation
from apps.surveys.views import COOKIE

from . import portal
from .figures import Figure
from .load import Client, median, rate

TURNS, A_TURN = 9, 100
RATIO = 0.5


def figures():
    portal.fresh_database()
    network = portal.invented_network()
    manager = portal.manager_of(network)
    portal.people_of(network, (TURNS + 1) * A_TURN)
    round_ = portal.open_round(network, manager)
    submissions = [submission(round_, invitation) for invitation in Invitation.objects.filter(round=round_)]
    cookie = portal.cookie_of(manager)
    looks = [lambda client: client.get(reverse("floor"))] * A_TURN
    floors, answers = [], []
    with portal.served() as port:
        for turn in range(TURNS + 1):
            floors.append(rate(looks, port, cookie))
            answers.append(rate(submissions[turn * A_TURN : (turn + 1) * A_TURN], port))
    # The first turn warmed everything up.
    yield Figure(
        "ballots sent in", median(answers[1:]), "/s", floor=median(floors[1:]), target=RATIO, at_least=True
    )
    yield Figure(
        "ballots kept",
        Ballot.objects.filter(round=round_).count(),
        "",
        target=len(submissions),
        at_least=True,
    )


def submission(round_, invitation):
    """What a browser sends for this invitation, as a function of the client that sends it."""
    token = tokens.make_token(PURPOSE, invitation.pk, invitation.generation)
    chosen, comments = portal.some_answers(round_.definition, random.Random(str(invitation.pk)))  # noqa: S311
    fields = {CHECK: tokens.form_check(token)}
    for part in AnswerForm(round_.definition).parts():
        fields |= {field.html_name: chosen[question.code] for question, field in part.questions}
        if part.year_ago:
            fields[part.year_ago.html_name] = chosen[part.theme.year_ago.code]
        if part.comment:
            fields[part.comment.html_name] = comments[part.theme.comment.code]
    path = reverse("surveys:answer", args=[round_.pk])

    def send(client: Client) -> float:
        return client.post(path, fields, f"{COOKIE}={token}")

    return send
