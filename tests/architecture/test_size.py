"""No module is longer than anybody reads; migrations are written by a machine."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400


@pytest.mark.parametrize("folder", ["apps", "pcnportal", "tests", "benches"])
def test_no_module_is_over_400_lines(folder):
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for path in (ROOT / folder).rglob("*.py")
        if path.parent.name != "migrations"
    }

    assert lengths
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}
