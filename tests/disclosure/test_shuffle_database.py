"""Shuffle invariance of everything that is kept. A network's round is answered in sealed envelopes and closed as
always; then all of that is taken back and done again with each question's answers exchanged among the people of each
published block. Compared are all rows of all tables, and all files: of 200 random networks, of 10,000 in ``--all``.

Pages, CSV, PDF, report, area's view, benchmark and the headers and lengths of each are made of these rows, of the clock
and of whoever looks: where no row tells one from the other, none of them can. That they are indeed made of nothing else
is looked at in `test_shuffle_pages.py`, byte for byte, in a few networks."""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import fmean

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from psycopg import conninfo

from apps.demo.clock import at
from apps.surveys import ballot_box, closing, keyring
from apps.surveys.models import Ballot, Breakdown, Comment, Invitation, Round

from .drawn import draw, exchanged, sorted_across

ROUND = uuid.UUID(int=1)
CLOSED = datetime(2026, 3, 16, 17, tzinfo=UTC)
# Primary keys that come from a counter or from chance. The order of rows says nothing either: see `test_dump.py`.
DRAWN_ANEW = {"surveys_finding", "surveys_comment", "core_auditevent"}


@pytest.fixture
def close_as(network, scorecard, manager):
    """What is kept of a round after it was answered like that and closed: a digest of each table, and the files."""

    def close_as(drawn, *, also=None) -> dict[str, str]:
        with transaction.atomic(), at(CLOSED):
            round_ = answered(network, scorecard, manager, drawn)
            closing.close_round(round_.pk)
            assert Round.objects.get(pk=ROUND).state == Round.State.CLOSED
            if also:
                also(round_, drawn)
            found = kept()
            transaction.set_rollback(True)
        return found

    return close_as


def answered(network, questionnaire, manager, drawn) -> Round:
    """A round that these people answered, each with a comment, whose time is up."""
    people = drawn.people()
    round_ = Round.objects.create(
        id=ROUND, network=network, kind=questionnaire.kind, questionnaire=questionnaire, title="Spring",
        breakdown=Breakdown.STAFF_GROUP if any(drawn.blocks) else Breakdown.NONE, state=Round.State.OPEN,
        public_key=keyring.make_pair(ROUND), opens_at=CLOSED - timedelta(days=14), closes_at=CLOSED,
        invited=len(people), reviewer=manager,
    )  # fmt: skip
    Invitation.objects.bulk_create(
        Invitation(id=uuid.UUID(int=place), round=round_, answered=True) for place, _ in enumerate(people)
    )
    Ballot.objects.bulk_create(
        Ballot(id=uuid.UUID(int=place), round=round_, sealed=sealed(round_, place, one))
        for place, one in enumerate(people)
    )
    return round_


def sealed(round_: Round, place: int, one) -> bytes:
    return ballot_box.seal(
        bytes(round_.public_key), round_.definition, round_id=round_.pk, ballot_id=uuid.UUID(int=place),
        answers=one.answers, comments={"purpose": f"Comment {place}"}, block=one.block,
    )  # fmt: skip


def kept() -> dict[str, str]:
    tables = connection.introspection.table_names()
    each = " UNION ALL ".join(
        f"SELECT '{table}', md5(string_agg(t, '' ORDER BY t)) FROM (SELECT {as_text(table)} AS t FROM {table} AS one) a"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(each)
        found = dict(cursor.fetchall())
    for root in (settings.FILES_DIR, settings.KEYRING_DIR):
        for path in Path(root).rglob("*"):
            if path.is_file():
                found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    assert {"surveys_ballot", "surveys_finding", "core_auditevent"} <= set(found)
    return found


def as_text(table: str) -> str:
    return "(to_jsonb(one) - 'id')::text" if table in DRAWN_ANEW else "to_jsonb(one)::text"


def differing(one: dict, other: dict) -> set:
    """The attack: which tables or files tell one from the other?"""
    return {name for name in one | other if one.get(name) != other.get(name)}


def changed(close_as, seed: int, **options) -> set:
    choose = Random(seed)
    drawn = draw(choose)
    return differing(close_as(drawn, **options), close_as(exchanged(drawn, choose), **options))


@pytest.mark.parametrize(
    "seeds",
    [
        range(200),
        *(
            pytest.param(range(begin, begin + 1400), marks=pytest.mark.full, id=f"the_rest_of_10_000-{begin}")
            for begin in range(200, 10_000, 1400)
        ),
    ],
    ids=str,
)
def test_nothing_that_is_kept_changes(close_as, seeds):
    told = {}
    for number, seed in enumerate(seeds):
        if number % 50 == 49:
            sweep()
        if found := changed(close_as, seed):
            told[seed] = found
    assert told == {}


def sweep() -> None:
    """Free the room of rows that were taken back: looking through it all would take longer each time."""
    test_database = conninfo.make_conninfo(
        settings.DATABASE_OWNER_URL, dbname=connection.settings_dict["NAME"]
    )
    with psycopg.connect(test_database, autocommit=True) as owner:
        owner.execute("VACUUM")


def test_exchange_across_blocks_is_kept(close_as):
    """Else the attack above would see nothing because nothing is ever kept."""
    split = [drawn for drawn in (draw(Random(seed)) for seed in range(40)) if len(drawn.groups()) > 1]
    assert len(split) > 10
    for drawn in split:
        assert differing(close_as(drawn), close_as(sorted_across(drawn))) == {"surveys_finding"}


def test_naive_row_of_a_person_is_seen(close_as):
    """Naive: somebody's own average is written beside what they said."""

    def own_average(round_, drawn):
        Comment.objects.bulk_create(
            Comment(round=round_, text=f"{fmean(one.answers.values()):.1f}")
            for one in drawn.people()
            if one.answers
        )

    assert [seed for seed in range(10) if "surveys_comment" in changed(close_as, seed, also=own_average)]
