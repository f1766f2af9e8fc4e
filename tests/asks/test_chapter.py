"""What the yearly report tells of asks."""

from datetime import timedelta

from apps.reports.snapshot import build
from tests import factories
from tests.reports.making import YEAR_END, write_all


def texts(network) -> list:
    parts = build(network, YEAR_END)["chapters"].get("asks", {}).get("parts", [])
    return [part for part in parts if part["part"] == "table"]


def sent(network, days_before_the_end: int, **fields):
    on = YEAR_END - timedelta(days=days_before_the_end)
    ask = factories.ask_of(network, **fields)
    type(ask).objects.filter(pk=ask.pk).update(
        sent_on=on,
        **{name: on + timedelta(days=20) for name in ("replied_on", "settled_on") if getattr(ask, name)},
    )
    return ask


def test_asks_of_the_year_stand_below_what_was_written_as_they_stood_on_its_last_day(network):
    write_all(network, "Rooms.")
    sent(network, 100, what="Accepted in time", state="replied")
    sent(network, 10, what="Replied after the year", state="replied")
    sent(network, 200, what="Done", state="settled")
    sent(network, 400, what="A year before")
    sent(network, 5, what="A draft", state="withdrawn")
    parts = build(network, YEAR_END)["chapters"]["asks"]["parts"]
    assert [part["part"] for part in parts] == ["listing", "heading", "table"]
    rows = {row[0]: row[2] for row in parts[-1]["rows"]}
    assert set(rows) == {"Accepted in time", "Replied after the year", "Done"}
    assert rows["Accepted in time"] == "Accepted. We will."
    assert rows["Replied after the year"] == "Waits for a reply"
    assert rows["Done"].startswith("Settled on ")


def test_network_that_asked_nothing_has_no_such_table(network):
    assert texts(network) == []
