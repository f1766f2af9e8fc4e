"""The parts that people write: saved as they type, never over one another, and in the report afterwards."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core import contributions
from apps.core.audit import Event
from apps.core.models import AuditEvent
from apps.networks.models import permissions_in
from apps.reports import (
    actions,
    document,
    parts,
    prompting,
    snapshot,
    writing_actions,
    writing_queries,
    years,
)
from apps.reports.models import WrittenPart
from apps.reports.parts import PARTS
from apps.reports.years import Year
from tests.factories.purpose import objective_of

from .making import YEAR_END, report_of, write_all


@pytest.fixture
def write(network, manager):
    def act(version=0, *, by=manager, part="went_well", **words):
        values = {"network": network, "year_end": YEAR_END, "part": part}
        return writing_actions.write(**values, by=by, version=version, words=words)

    return act


@pytest.fixture
def address(at):
    return lambda part="went_well": at("part", year_end=YEAR_END, part=part)


def page(response) -> str:
    return " ".join(response.content.decode().split())


def type_in(client, url, version=0, **fields):
    """As htmx does by itself, without the button."""
    return client.post(url, {"version": version, **fields}, headers={"HX-Request": "true"})


def stored(network, part="went_well") -> WrittenPart:
    return network.written_parts.get(part=part)


def test_what_is_written_is_kept_with_who_wrote_it(write, manager):
    row = write(text="We answer the phones.")
    assert (row.words, row.version, row.by) == ({"text": "We answer the phones."}, 1, manager)


def test_of_two_writers_the_second_is_told_and_nothing_is_lost(write, manager, director, network):
    write(text="First")
    with pytest.raises(writing_actions.Overtaken) as overtaken:
        write(0, by=director, text="Second")
    assert overtaken.value.row.words == {"text": "First"}
    assert stored(network).words == {"text": "First"}
    write(overtaken.value.row.version, by=director, text="First and second")
    assert stored(network).words == {"text": "First and second"}


def test_saying_the_same_again_changes_nothing(write, network):
    write(text="Same")
    assert write(0, text="Same").version == 1


def test_a_sitting_is_one_line_of_the_log_and_its_words_stand_in_none(write, director, network):
    lines = AuditEvent.objects.filter(event=Event.REPORT_WRITTEN)
    write(text="One")
    write(1, text="One two")
    assert lines.count() == 1
    write(2, by=director, text="One two three")
    assert lines.count() == 2
    network.written_parts.update(updated_at=timezone.now() - timedelta(hours=1))
    write(3, by=director, text="Later")
    assert lines.count() == 3
    assert "One" not in json.dumps(list(lines.values("detail")))


def test_list_says_how_far_each_part_is(as_manager, at, write):
    write(text="Done")
    write(part="story_1", title="Phones", before="", did="", evidence="")
    text = page(as_manager.get(at("parts", year_end=YEAR_END)))
    assert f"1 of {len(PARTS)} parts are written." in text
    assert "Begun" in text
    assert "Not written" in text
    assert as_manager.get(at("writing")).status_code == 302


@pytest.mark.parametrize("year_end", ["2019-03", "2099-03"])
def test_a_year_without_anything_to_report_is_not_there(as_manager, at, year_end):
    url = at("parts", year_end=YEAR_END).replace("2026-03", year_end)
    assert as_manager.get(url).status_code == 404


def test_an_unknown_part_is_not_there(as_manager, at):
    assert as_manager.get(at("part", year_end=YEAR_END, part="gossip")).status_code == 404


def test_page_saves_without_scripts(as_manager, address, network):
    response = as_manager.post(address(), {"version": 0, "text": "It went well.", "save": "yes"})
    assert response.status_code == 302
    assert stored(network).words == {"text": "It went well."}


def test_page_saves_itself_while_somebody_types_and_says_so(as_manager, address, network):
    text = page(type_in(as_manager, address(), text="It"))
    assert "Saved at " in text
    assert 'name="version" value="1"' in text
    assert "<html" not in text
    assert "<textarea" not in text
    type_in(as_manager, address(), 1, text="It went")
    assert stored(network).words == {"text": "It went"}


def test_typing_on_never_overwrites_what_somebody_else_wrote(as_manager, address, network, write, director):
    write(by=director, text="The director’s words")
    text = page(type_in(as_manager, address(), text="Mine"))
    assert "Somebody else changed this" in text
    assert "The director’s words" in text
    assert 'name="version" value="0"' in text
    # It stays so, also where the page already says what it was shown.
    again = type_in(as_manager, address(), text="Mine, and more", seen=1)
    assert "Somebody else changed this" in page(again)
    assert stored(network).words == {"text": "The director’s words"}


def test_whoever_saw_the_others_words_and_presses_save_brings_both_together(
    as_manager, address, network, write
):
    write(text="Theirs")
    as_manager.post(address(), {"version": 0, "seen": 1, "text": "Theirs and mine", "save": "yes"})
    assert stored(network).words == {"text": "Theirs and mine"}


def test_conflict_without_scripts_keeps_what_was_typed_on_the_page(as_manager, address, write):
    write(text="Theirs")
    text = page(as_manager.post(address(), {"version": 0, "text": "Mine", "save": "yes"}))
    assert "Theirs" in text
    assert ">Mine</textarea>" in text.replace(" >", ">").replace("> Mine", ">Mine")


def test_too_long_is_refused_and_the_limit_is_shown(as_manager, address, network):
    assert "You can enter up to 1500 characters" in page(as_manager.get(address()))
    long = "x" * 1501
    text = page(type_in(as_manager, address(), text=long))
    assert "Not saved" in text
    assert "There is a problem" in page(
        as_manager.post(address(), {"version": 0, "text": long, "save": "yes"})
    )
    assert not network.written_parts.exists()


@pytest.mark.parametrize("version", ["", "-1", "many"])
def test_a_page_without_its_version_saves_nothing(as_manager, address, network, version):
    assert "out of date" in page(as_manager.post(address(), {"version": version, "text": "x"}))
    assert not network.written_parts.exists()


def test_records_prompt_whoever_writes(as_manager, address, network, closed_round):
    objective_of(network, text="Visits", outcome="kept", ended_on=date(2026, 4, 8), year=2025)
    objective_of(network, text="Phones", outcome="missed", reason="x", ended_on=date(2026, 4, 8), year=2025)
    closed_round(date(2025, 6, 15), (4, 8, 8, 6, 4))
    closed_round(date(2026, 2, 15))
    well = prompting.prompts(network, Year(YEAR_END), PARTS["went_well"])
    assert "Kept: Visits" in well
    assert any("went up by" in text for text in well)
    hard = prompting.prompts(network, Year(YEAR_END), PARTS["challenges"])
    assert "Missed: Phones" in hard
    assert "Kept: Visits" in page(as_manager.get(address()))
    assert prompting.prompts(network, Year(YEAR_END), PARTS["accounted"]) == []


def test_what_was_promised_last_year_is_filled_in(as_manager, address, network):
    values = {"commitments": {f"line_{n}": f"Promise {n}" for n in range(1, 4)}}
    write_all(network, "", year_end=date(2025, 3, 31), **values)
    assert writing_queries.promised(network, YEAR_END) == ["Promise 1", "Promise 2", "Promise 3"]
    assert 'value="Promise 2"' in page(as_manager.get(address("accounted")))


def test_promises_are_those_of_the_last_report_where_there_is_one(network):
    before = report_of(network, date(2025, 3, 31), state="released")
    before.snapshot |= {"brief": {"commitments": ["As released"]}}
    before.save()
    write_all(network, "changed since", year_end=date(2025, 3, 31))
    assert writing_queries.promised(network, YEAR_END) == ["As released"]


def test_report_holds_what_was_written(network, manager, do_jobs):
    write_all(
        network, "", foreword={"text": "A hard year.\n\nA good one.", "signed": "Asha Vane, clinical director"},
        story_1={"title": "Phones", "before": "Nobody came through.", "did": "Two lines.", "evidence": "54% to 90%"},
        commitments={"line_1": "Answer within 5 minutes", "known_1": "Figures each month"},
        asks={"line_1": "Pay for the second line"}, next={"keep": "The turns", "adapt": "", "stop": "The Friday mail"},
        accounted={"promise_1": "Visits everywhere", "became_1": "partly", "said_1": "In four of five."},
    )  # fmt: skip
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    do_jobs()
    report.refresh_from_db()
    page = " ".join(document.html(report.snapshot).split())
    for words in (
        "<p>A hard year.</p><p>A good one.</p>", "Asha Vane, clinical director", "<strong>Before.</strong>",
        "54% to 90%", "Answer within 5 minutes", "Kept in part", "In four of five.", "The Friday mail",
    ):  # fmt: skip
        assert words in page
    assert report.snapshot["brief"] == {
        "commitments": ["Answer within 5 minutes"],
        "asks": ["Pay for the second line"],
    }
    brief = page.partition('id="brief-figures"')[2].partition("</section>")[0]
    assert "Answer within 5 minutes" in brief
    assert "Pay for the second line" in brief


def test_what_is_written_later_waits_for_the_next_draft(network, manager, do_jobs):
    write_all(network, "Before")
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    do_jobs()
    write_all(network, "After")
    report.refresh_from_db()
    assert "After" not in json.dumps(report.snapshot)


def test_promise_without_a_word_is_shown_as_such(network):
    values = {"commitments": {"line_1": "Visits everywhere"}}
    write_all(network, "", year_end=date(2025, 3, 31), **values)
    made = snapshot.build(network, YEAR_END)
    assert made["chapters"]["accounted"]["parts"][0]["rows"] == [["Visits everywhere", "Not said yet", "–"]]


def test_a_network_that_writes_nothing_gets_no_empty_chapters(network):
    made = snapshot.build(network, YEAR_END)
    assert not {"foreword", "stories", "commitments", "asks"} & set(made["chapters"])
    assert made["brief"] == {}


def test_words_of_people_are_escaped(network):
    write_all(network, "<script>alert(1)</script> & {{ 7|add:7 }}")
    page = document.html(snapshot.build(network, YEAR_END))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7|add:7 }}" in page


def test_every_part_can_be_written_and_knows_when_it_is():
    for part in PARTS.values():
        names = {one.name for one in part.fields}
        assert set(part.needs) <= names
        assert parts.is_written(part, dict.fromkeys(names, "x"))
        assert not parts.is_written(part, dict.fromkeys(names, " "))


def test_pages_ask_few_queries(as_manager, at, address, network, write, django_assert_max_num_queries):
    write(text="x")
    with django_assert_max_num_queries(12):
        as_manager.get(at("parts", year_end=YEAR_END))
    with django_assert_max_num_queries(48):
        as_manager.get(address())
    with django_assert_max_num_queries(14):
        type_in(as_manager, address(), 1, text="y")


def test_report_and_its_approval_say_what_is_not_written(client, as_manager, at, network, director):
    report = report_of(network)
    write_all(network, "x", asks={"line_1": ""})
    text = page(as_manager.get(at("detail", pk=report.pk)))
    assert "1 part of the report is not written yet" in text
    assert at("part", year_end=YEAR_END, part="asks") in text
    client.force_login(director)
    assert "Not written yet, and so not in it: What we ask of our area." in page(
        client.get(at("approve", pk=report.pk))
    )


def test_what_is_not_written_waits_for_whoever_writes(network, manager, board_member):
    end = years.on_offer(timezone.localdate())[0][0].end
    report_of(network, end)
    write_all(network, "x", year_end=end, asks={"line_1": ""})
    found = contributions.network_needs.of(network, permissions_in(manager.network_memberships.all()))
    assert "1 part of the report is not written yet" in [need.text for need in found]
    found = contributions.network_needs.of(network, permissions_in(board_member.network_memberships.all()))
    assert not [need for need in found if "not written" in need.text]
    write_all(network, "x", year_end=end)
    found = contributions.network_needs.of(network, permissions_in(manager.network_memberships.all()))
    assert not [need for need in found if "not written" in need.text]
