"""Fields of our own: dates in three boxes, texts counted as people count."""

from datetime import date

import pytest
from django import forms

from apps.core.forms import DateField, LongTextField
from tests.typed import date_boxes


class Form(forms.Form):
    day = DateField(label="Closing date", error_messages={"required": "Enter a closing date"})
    from_day = DateField(label="When?", called="First day", required=False)
    text = LongTextField(required=False, max_length=5)


def form(typed="25/3/2027", **more):
    return Form(date_boxes("day", typed) | more)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("25/3/2027", date(2027, 3, 25)),
        ("05/03/2027", date(2027, 3, 5)),
        (" 5 / March/2027 ", date(2027, 3, 5)),
        ("5/sep/2027", date(2027, 9, 5)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, read):
    filled = form(typed)
    assert filled.is_valid(), filled.errors
    assert filled.cleaned_data["day"] == read


@pytest.mark.parametrize(
    ("typed", "words", "wrong"),
    [
        ("//", "Enter a closing date", ["day", "month", "year"]),
        ("/3/2027", "Closing date must include a day", ["day"]),
        ("25//", "Closing date must include a month and year", ["month", "year"]),
        ("25/3/27", "Closing date must have a year of 4 numbers, like 2027", ["year"]),
        ("25/3/" + "9" * 5000, "Closing date must have a year of 4 numbers, like 2027", ["year"]),
        ("32/3/2027", "Closing date must be a real date", ["day"]),
        ("0/13/2027", "Closing date must be a real date", ["day", "month"]),
        ("25/ma/2027", "Closing date must be a real date", ["month"]),
        ("25/\x00/2027", "Closing date must be a real date", ["month"]),
        ("٣/3/2027", "Closing date must be a real date", ["day"]),
        ("31/2/2027", "Closing date must be a real date", ["day", "month", "year"]),
        ("1/1/0000", "Closing date must be a real date", ["day", "month", "year"]),
    ],
)
def test_what_is_wrong_with_a_date_is_said_at_its_box(typed, words, wrong):
    filled = form(typed)
    bound = filled["day"]
    assert bound.errors == [words]
    assert bound.wrong_parts == wrong
    assert bound.error_id == f"id_day_{wrong[0]}"
    html = str(filled)
    assert html.count("nhsuk-input--error") == len(wrong)
    for value in typed.split("/"):
        assert not value.strip("\x00") or f'value="{value}"' in html  # what was typed is kept


def test_an_error_of_the_whole_form_marks_all_boxes():
    filled = form()
    filled.add_error("day", "Closing date must be in the future")
    assert filled["day"].wrong_parts == ["day", "month", "year"]


def test_a_date_that_may_be_missing_is_none():
    assert form().is_valid()
    assert form().fields["from_day"].clean({"day": "", "month": "", "year": ""}) is None
    assert form(from_day_day="1")["from_day"].errors == ["First day must include a month and year"]


def test_a_date_stands_in_its_boxes():
    html = str(Form(initial={"day": date(2027, 3, 5)}))
    for part, value in (("day", 5), ("month", 3), ("year", 2027)):
        assert f'name="day_{part}" type="text" value="{value}"' in html


def test_a_form_without_its_boxes_has_no_date():
    assert Form({})["day"].errors == ["Enter a closing date"]
    assert not Form(date_boxes("day", "25/3/2027"), initial={"day": date(2027, 3, 25)}).has_changed()
    assert Form(date_boxes("day", "26/3/2027"), initial={"day": date(2027, 3, 25)}).has_changed()


def test_a_line_break_counts_once():
    filled = form(text="a\r\nb\rc")
    assert filled.is_valid()
    assert filled.cleaned_data["text"] == "a\nb\nc"
    assert not form(text="a\r\nb\r\ncd").is_valid()
