"""ballots: sending in a scorecard answer, beside a page that does nothing and beside the same unsealed; closing."""

import random
import resource
import time
import uuid
from datetime import timedelta
from statistics import median
from unittest import mock
from urllib.parse import urlencode

from django.test import Client as InProcess
from django.urls import reverse
from django.utils import timezone
from nacl.utils import random as random_bytes

from apps.mail import tokens
from apps.networks.models import Network
from apps.surveys import actions, ballot_box, closing, disclosure
from apps.surveys.forms import CHECK, AnswerForm
from apps.surveys.links import PURPOSE
from apps.surveys.models import Ballot, Invitation, Round
from apps.surveys.views import COOKIE
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure
from .load import Client, rate

TURNS, A_TURN, CLIENTS = 20, 60, 4
RATIO = 0.5
PAIRS = 400
SEALING, LINEAR, DISCLOSURE_MS = 1.1, 1.25, 100
FEW, MANY = 500, 5000


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

    yield sealing(network, manager)
    yield from closings()
    yield disclosure_of(blocks=30, questions=30)


def sealing(network, manager) -> Figure:
    """Milliseconds of this process's own work for a submission, from the request to the answer and without the
    database's part, beside the same with random bytes of the same size in place of the sealed. By turns; the medians
    are compared. With the database's part in both, sealing would look smaller still."""
    round_ = Round.objects.get(network=network)
    people = list(Invitation.objects.filter(round=round_))
    Invitation.objects.filter(round=round_).update(answered=False)
    Ballot.objects.filter(round=round_).delete()
    size, sealed = ballot_box.plaintext_size(round_.definition) + 48, ballot_box.seal
    took = {"sealed": [], "unsealed": []}
    for number, invitation in enumerate(people[: 2 * PAIRS]):
        name = "sealed" if number % 2 else "unsealed"
        put = sealed if number % 2 else lambda *args, **kwargs: random_bytes(size)
        browser, path, body = (
            InProcess(SERVER_NAME="localhost"),
            reverse("surveys:answer", args=[round_.pk]),
            form_of(round_, invitation),
        )
        browser.cookies[COOKIE] = token_of(invitation)
        with mock.patch.object(actions.ballot_box, "seal", put):
            began = time.process_time()
            response = browser.post(path, body, content_type="application/x-www-form-urlencoded")
            took[name].append(1000 * (time.process_time() - began))
        if response.status_code != 302:
            raise LocalError(f"An answer was refused: {response.status_code}.")
    middle = {name: median(milliseconds[20:]) for name, milliseconds in took.items()}
    return Figure("answer sealed, or not", middle["sealed"], "ms", floor=middle["unsealed"], target=SEALING)


def closings():
    """Milliseconds an envelope of closing many beside few, least of two; and memory that each took at most."""
    least = {}
    for number in (FEW, MANY):
        least[number] = min(closing_of(number) for _ in range(2)) / number
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Figure(f"peak memory, {number} envelopes closed", peak, "MB")
    yield Figure(f"closing {MANY}, an envelope", least[MANY], "ms", floor=least[FEW], target=LINEAR)


def closing_of(number: int) -> float:
    """Milliseconds of opening, counting and destroying so many envelopes of a new network."""
    network = Network.objects.create(
        code=f"U8{Network.objects.count():04d}", name="Bench PCN", opened_on=portal.LONG_AGO
    )
    portal.people_of(network, 1)
    round_ = portal.open_round(network, portal.manager_of(network))
    Invitation.objects.bulk_create(Invitation(round=round_, answered=True) for _ in range(number))
    Ballot.objects.bulk_create([envelope(round_, seed) for seed in range(number)], batch_size=500)
    Round.objects.filter(pk=round_.pk).update(closes_at=timezone.now() + timedelta(seconds=1))
    began = time.perf_counter()
    closing.close_round(round_.pk, now=timezone.now() + timedelta(seconds=2))
    took = 1000 * (time.perf_counter() - began)
    if Round.objects.get(pk=round_.pk).answered != number:
        raise LocalError("The bench's round was not counted.")
    return took


def envelope(round_, seed: int) -> Ballot:
    answers, comments = portal.some_answers(round_.definition, random.Random(seed))  # noqa: S311
    ballot_id = uuid.uuid4()
    sealed = ballot_box.seal(
        bytes(round_.public_key), round_.definition,
        round_id=round_.pk, ballot_id=ballot_id, answers=answers, comments=comments,
    )  # fmt: skip
    return Ballot(id=ballot_id, round=round_, sealed=sealed)


def disclosure_of(*, blocks: int, questions: int) -> Figure:
    """Milliseconds of deciding what is shown of so many questions for so many blocks of 9 to 40 people."""
    choose = random.Random(1)  # noqa: S311
    sizes = {f"block {number}": choose.randint(9, 40) for number in range(blocks)}
    counts = [{block: spread(choose, size) for block, size in sizes.items()} for _ in range(questions)]
    best = None
    for _ in range(5):
        began = time.perf_counter()
        among = sorted(disclosure.shown_blocks(sizes))
        for histograms in counts:
            disclosure.publish([sum(column) for column in zip(*histograms.values(), strict=True)])
            disclosure.publish_blocks(histograms, among)
        took = 1000 * (time.perf_counter() - began)
        best = took if best is None else min(best, took)
    return Figure(f"disclosure, {blocks} blocks x {questions} questions", best, "ms", target=DISCLOSURE_MS)


def spread(choose: random.Random, people: int) -> list[int]:
    answers = choose.choices(range(5), k=people)
    return [answers.count(answer) for answer in range(5)]


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


def token_of(invitation) -> str:
    return tokens.make_token(PURPOSE, invitation.pk, invitation.generation)


def form_of(round_, invitation) -> str:
    """The form as a browser sends it for this invitation, everything answered."""
    chosen, comments = portal.some_answers(round_.definition, random.Random(str(invitation.pk)))  # noqa: S311
    fields = {CHECK: tokens.form_check(token_of(invitation))}
    for part in AnswerForm(round_.definition).parts():
        fields |= {field.html_name: chosen[question.code] for question, field in part.questions}
        if part.year_ago:
            fields[part.year_ago.html_name] = chosen[part.theme.year_ago.code]
        if part.comment:
            fields[part.comment.html_name] = comments[part.theme.comment.code]
    return urlencode(fields)


def submission(round_, invitation):
    """What a browser sends for this invitation, as a function of the client that sends it."""
    path, body = reverse("surveys:answer", args=[round_.pk]), form_of(round_, invitation)
    cookie = f"{COOKIE}={token_of(invitation)}"

    def send(client: Client) -> float:
        return client.post(path, body, cookie)

    return send
