from apps.reports.key_figures import key_figures

from .examples import snapshot
from .full import full_snapshot


def test_figures_are_those_of_the_snapshot():
    made = full_snapshot()
    found = key_figures(made)
    assert found["patients"] == made["practices"]["patients"]
    assert found["practices"] == 6
    assert found["rounds"] == 2
    assert found["turnout"] == "34 of 45 answered"
    means = {theme["code"]: theme["mean"] for theme in made["rounds"][-1]["themes"]}
    assert {theme["code"]: theme["mean"] for theme in found["themes"]} == means
    assert found["maturity"][:2] == [
        {"component": "Leadership", "said": 2, "shown": 2},
        {"component": "Data", "said": 1, "shown": 0},
    ]


def test_snapshot_of_the_first_version_has_no_steps():
    assert key_figures(snapshot())["maturity"] == []


def test_network_without_rounds_has_no_means():
    found = key_figures(snapshot(rounds=[]))
    assert (found["rounds"], found["turnout"], found["themes"]) == (0, "", [])
