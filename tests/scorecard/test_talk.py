"""What we could talk about, and the thread: rooms that take a question up, and what was done about it since."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.topics import Beginning, Moment, Starts, Threads
from apps.scorecard import comparison, results_views, talk
from apps.surveys.queries import results_of

from .conftest import AGREE, LOW, MIDDLE, SPLIT, by_theme


@pytest.fixture
def rooms(monkeypatch):
    """The registries, empty: rooms of this test alone."""
    monkeypatch.setattr(results_views, "topic_starts", Starts())
    monkeypatch.setattr(results_views, "threads", Threads())
    return results_views


def topics_of(now, then=None):
    rounds = results_of([now, then] if then else [now])
    before = rounds[1] if then else None
    changes = comparison.compare(rounds[0], before)
    return talk.topics(rounds[0].themes, changes, then.title if then else "")


def text(response) -> str:
    return html.unescape(response.content.decode())


def counts_of(**by_code):
    return lambda code: by_code.get(code, by_theme()(code))


def test_most_divided_weakest_and_biggest_change_once_each(closed_round):
    then = closed_round(by_theme(), title="Spring round", days_ago=200)
    now = closed_round(counts_of(operations_fair=SPLIT, capacity_pace=LOW, purpose_why=MIDDLE))
    found = topics_of(now, then)

    assert [one.subject.code for one in found] == ["operations_fair", "capacity_pace"]
    assert found[0].why == "44% answered 1 or 2, 43% answered 4 or 5."
    assert found[1].why == "Our lowest: 1.8 of 5 on average."


def test_a_split_of_few_people_is_talked_about_as_the_headline_says(closed_round):
    [divided, *_] = topics_of(closed_round(counts_of(operations_fair=(6, 0, 0, 0, 6))))
    assert divided.subject.code == "operations_fair"
    assert divided.why == "40 to 60% answered 1 or 2, 40 to 60% answered 4 or 5."


def test_biggest_likely_change_is_a_topic(closed_round):
    then = closed_round(counts_of(purpose_why=LOW), title="Spring round", days_ago=200)
    [found] = topics_of(closed_round(by_theme()), then)

    assert found.subject.code == "purpose_why"
    assert found.why == "Likely up since Spring round: from 1.8 to 4.2."
    assert found.subject.prompt == "What got better, and how do we keep it?"


@pytest.mark.parametrize("counts", [AGREE, (0, 0, 0, 0, 0), (1, 2, 2, 3, 1), (0, 0, 0, 12, 0)])
def test_nothing_stands_out_nothing_is_made_up(closed_round, counts):
    assert (
        topics_of(
            closed_round(by_theme(purpose=counts, performance=counts, operations=counts, capacity=counts))
        )
        == []
    )


def test_without_a_room_the_page_offers_text_to_copy(rooms, as_manager, at, closed_round):
    round_ = closed_round(counts_of(operations_fair=SPLIT))
    page = text(as_manager.get(at("results", pk=round_.pk)))

    assert "Copy this for the agenda of your next meeting" in page
    assert "“Work is shared fairly between practices” (Autumn round): What do those see" in page
    assert "Take one of these up" not in page
    assert "portal-since" not in page


def test_nothing_to_talk_about_says_so(rooms, as_manager, at, closed_round):
    page = text(as_manager.get(at("results", pk=closed_round(by_theme()).pk)))
    assert "No question stands out by these figures" in page
    assert "Copy this" not in page


def starts(reader):
    yield Beginning("Put on the agenda", f"/agenda/{reader.place.code}/")
    yield Beginning("Not for scores", "/elsewhere/", never="scorecard")


def test_a_room_that_takes_questions_up_is_linked_from_each_and_each_theme(
    rooms, as_manager, at, closed_round
):
    rooms.topic_starts.register(starts)
    round_ = closed_round(counts_of(operations_fair=SPLIT))
    page = text(as_manager.get(at("results", pk=round_.pk)))

    assert (
        page.count(f'/agenda/{round_.network.code}/?about=scorecard%3Aoperations_fair"') == 2
    )  # as a topic, and with its theme
    assert '?about=scorecard%3Apurpose"' in page
    assert "Not for scores" not in page
    assert "Copy this for the agenda" not in page


def test_later_rounds_say_what_was_done_about_a_question_since(rooms, as_manager, at, closed_round):
    asked = []

    def since(reader, keys, since):
        kinds = {("scorecard", "operations"), ("scorecard", "operations_fair")}
        asked.append((reader.place, since, kinds <= set(keys)))
        today, fair = timezone.localdate(), ("scorecard", "operations_fair")
        yield fair, Moment(today, "Decision", "What came of the round itself")
        yield fair, Moment(today - timedelta(days=8), "Decision", "A second one")
        yield fair, Moment(today - timedelta(days=9), "Decision", "A rota for all practices", "/decisions/1/")
        yield ("scorecard", "not_a_question"), Moment(today - timedelta(days=9), "Decision", "Elsewhere")

    rooms.threads.register(since)
    then = closed_round(by_theme(), title="Spring round", days_ago=200)
    assert "A rota" not in text(as_manager.get(at("results", pk=then.pk)))  # nothing came before it
    page = text(as_manager.get(at("results", pk=closed_round(by_theme()).pk)))

    assert "What came of the round itself" not in page
    assert asked == [(then.network, timezone.localdate(then.closed_at), True)]
    rota = 'Decision: <a href="/decisions/1/">A rota for all practices</a>'
    assert page.index(rota) < page.index("Decision: A second one")
    assert "Elsewhere" not in page
    assert "<strong>Work is shared fairly between practices</strong>: since Spring round" in page


def test_what_a_workshop_took_on_stands_beside_the_question_in_the_next_round(
    as_manager, at, client, board_member, closed_round, django_assert_max_num_queries
):
    workshop = closed_round(by_theme(), title="Away day", days_ago=100, way="open", invited=0)
    for about, kind, text_ in (
        ("operations_fair", "action", "Share the late clinic"),
        ("operations_fair", "note", "Of the facilitator alone"),
        ("", "agenda", "Of the whole scorecard"),
    ):
        note = workshop.workshop_notes.create(about=about, kind=kind, text=text_, owner="Asha")
        type(note).objects.filter(pk=note.pk).update(created_at=workshop.closed_at)
    round_ = closed_round(by_theme(), title="Autumn round")
    client.force_login(board_member)
    with django_assert_max_num_queries(12):
        page = text(client.get(at("results", pk=round_.pk)))

    assert "Action raised in a workshop: <a" in page
    assert "Share the late clinic (Asha)</a>" in page
    assert "Of the facilitator alone" not in page
    assert "Of the whole scorecard" not in page


def test_rooms_are_asked_once_about_all_questions(
    rooms, as_manager, at, closed_round, django_assert_max_num_queries
):
    calls = []
    rooms.threads.register(lambda reader, keys, since: calls.append(len(keys)) or ())
    closed_round(by_theme(), title="Spring round", days_ago=200)
    round_ = closed_round(by_theme())
    with django_assert_max_num_queries(9):
        as_manager.get(at("results", pk=round_.pk))
    assert calls == [26]


def test_a_thread_without_topics_asks_nobody():
    found = Threads()
    found.register(lambda reader, keys, since: pytest.fail("asked"))
    assert found.about(None, []) == {}
    assert Threads().about(None, [("scorecard", "purpose_why")]) == {}


def test_the_page_answers_in_order_and_says_how_far_we_agree(rooms, as_manager, at, closed_round):
    closed_round(by_theme(), title="Spring round", days_ago=200)
    round_ = closed_round(by_theme(operations=SPLIT, capacity=MIDDLE, purpose=(0, 1, 5, 4, 2)))
    page = text(as_manager.get(at("results", pk=round_.pk)))
    main = page.split("<h1")[1]
    headings = [part.split("</h2>")[0].split(">")[-1] for part in main.split("<h2 ")[1:]]

    assert headings[:5] == [
        "How many of us answered",
        "Where we are strong, weak and split",
        "What changed since last time",
        "What people said",
        "What we could talk about",
    ]
    assert "How far we agree" in page
    assert page.count("we are split</td>") == 12  # six questions, beside the bar and in the table
    assert "mostly alike</td>" in page
    assert "nearly all alike</td>" in page
