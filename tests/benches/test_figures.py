import json
import subprocess
import sys

import pytest

from benches import __main__ as command
from benches.figures import Figure, percentile
from benches.load import rate
from pcnportal.local.places import ROOT, LocalError


def test_ratio_is_held_against_the_target():
    assert Figure("page", 20, "ms", floor=10, target=3).ok
    assert Figure("page", 30, "ms", floor=10, target=3).ok
    assert Figure("page", 31, "ms", floor=10, target=3).ok is False


def test_throughput_may_not_fall_below_the_target():
    assert Figure("ballots", 50, "/s", floor=100, target=0.5, at_least=True).ok
    assert Figure("ballots", 49, "/s", floor=100, target=0.5, at_least=True).ok is False


def test_value_is_held_against_the_target_where_there_is_no_floor():
    assert Figure("import", 29, "s", target=30).ok
    assert Figure("import", 31, "s", target=30).ok is False


def test_figure_without_target_is_only_shown():
    assert Figure("pages", 16, "").ok is None
    assert Figure("pages", 16, "").line().split()[-1] == "-"


def test_floor_of_nothing_passes_nothing():
    assert Figure("page", 20, "ms", floor=0, target=3).ok is False


def test_line_says_it_all_in_one_line():
    line = Figure("results page, p95", 12.34, "ms", floor=5, target=3).line()
    assert line.split() == [
        "results", "page,", "p95", "12.3", "ms", "floor", "5.0", "ratio", "2.47", "target", "<=", "3", "ok",
    ]  # fmt: skip
    assert "MISSED" in Figure("results page, p95", 50, "ms", floor=5, target=3).line()


def test_json_has_every_column():
    said = json.loads(Figure("page", 12, "ms", floor=6, target=3).json())
    assert said == {
        "name": "page", "value": 12, "unit": "ms", "floor": 6, "target": 3, "at_least": False,
        "ratio": 2, "ok": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "expected"), [(0.05, 1), (0.5, 10), (0.95, 19), (0.951, 20), (1, 20), (0, 1)]
)
def test_percentile_is_a_sample_that_was_seen(share, expected):
    assert percentile([float(n) for n in range(20, 0, -1)], share) == expected


def test_every_bench_is_listed_with_what_it_measures():
    listed = subprocess.run(
        [sys.executable, "-m", "benches"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    lines = dict(line.split(None, 1) for line in listed.splitlines())
    assert set(lines) == {
        "pages",
        "england",
        "import",
        "ballots",
        "crowd",
        "inviting",
        "report",
        "registers",
        "pack",
        "batch",
        "memory",
    }
    assert all(len(words) > 20 for words in lines.values())


def test_unknown_bench_is_refused():
    asked = subprocess.run(
        [sys.executable, "-m", "benches", "sprint"], cwd=ROOT, capture_output=True, text=True
    )
    assert asked.returncode == 2
    assert "sprint" in asked.stderr


def test_second_bench_at_once_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "VAR", tmp_path)
    (tmp_path / "bench").mkdir()

    def meanwhile(name, *, as_json, everything):
        with pytest.raises(LocalError, match="Another bench is running"):
            command.main(["pages"])
        return 0

    monkeypatch.setattr(command, "run", meanwhile)
    assert command.main(["import", "--json"]) == 0


def test_rate_asks_everything_once():
    asked = []
    per_second = rate([lambda client, n=n: asked.append((client, n)) for n in range(10)], ["one", "two"])
    assert sorted(n for _, n in asked) == list(range(10))
    assert [client for client, _ in asked].count("one") == 5
    assert per_second > 0
