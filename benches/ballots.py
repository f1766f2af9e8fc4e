"""ballots: sending in a scorecard answer, beside a page that does nothing."""

import random
from urllib.parse import urlencode

from django.urls import reverse

from apps.mail import tokens
from apps.surveys.forms import CHECK, AnswerForm
from apps.surveys.links import PURPOSE
from apps.surveys.models import Ballot, Invitation
from apps.surveys.views import COOKIE

from . import portal
from .figures import Figure
from .load import Client, rate

TURNS, A_TURN, CLIENTS = 20, 60, 4
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
    turns = []
    with portal.served() as port:
        for number in range(TURNS + 1):
            mine = submissions[number * A_TURN : (number + 1) * A_TURN]
            turns.append(one_turn(looks, mine, port, cookie, ballots_first=number % 2 == 0))
    # The first turn warmed everything up; of the others the one with the middle ratio speaks.
    answers, floor = sorted(turns[1:], key=lambda turn: turn[0] / turn[1])[TURNS // 2]
    yield Figure("ballots sent in", answers, "/s", floor=floor, target=RATIO, at_least=True)
    yield Figure(
        "ballots kept",
        Ballot.objects.filter(round=round_).count(),
        "",
        target=len(submissions),
        at_least=True,
    )


def one_turn(looks, submissions, port, cookie, *, ballots_first: bool) -> tuple[float, float]:
    """Ballots and floors a second, one straight after the other and over the same connections: those stay with
    the process that took them, four with one or two with each, and that alone can halve a rate."""
    clients = [Client(port, cookie) for _ in range(CLIENTS)]
    for client in clients:
        client.get(reverse("floor"))
    if ballots_first:
        return rate(submissions, clients), rate(looks, clients)
    floor = rate(looks, clients)
    return rate(submissions, clients), floor


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
    path, body = reverse("surveys:answer", args=[round_.pk]), urlencode(fields)

    def send(client: Client) -> float:
        return client.post(path, body, f"{COOKIE}={token}")

    return send
