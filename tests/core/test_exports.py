import csv
import io

import pytest

from apps.core.exports import csv_response, guarded


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_a_cell_that_starts_like_a_formula_is_guarded(start):
    assert guarded(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "Ann", "1-2", "O'Neill", -3, 2.5, None])
def test_other_cells_stay(cell):
    assert guarded(cell) == cell


def test_csv_opens_in_spreadsheets():
    response = csv_response("x.csv", ["Näme"], [["=1"], ['a,"b']])

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")))) == [
        ["Näme"],
        ["'=1"],
        ['a,"b'],
    ]
