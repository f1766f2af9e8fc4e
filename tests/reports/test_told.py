from datetime import date

from apps.core.chapters import Plot, report_chapters
from apps.core.contributions import Load, network_load
from apps.reports import contents, document, drawn, snapshot, told
from apps.reports.years import Year
from tests.factories import need_of, post_of

from .making import YEAR_END


def test_every_chapter_that_a_room_tells_has_its_place_and_title():
    assert report_chapters.codes <= set(contents.TITLES)
    assert not report_chapters.codes & set(contents.OWN)
    assert {"purpose", "board", "people", "inequalities", "residents", "comparison"} <= report_chapters.codes


def test_rooms_that_do_not_exist_yet_leave_no_hole(network):
    made = snapshot.build(network, YEAR_END)
    page = document.html(made)
    for code in ("maturity", "money", "partners", "services", "library"):
        assert code in contents.TITLES
        assert f'id="{code}"' not in page


def test_order_is_the_reports_own(network, practice):
    post_of(network)
    need_of(network)
    found = list(told.sections(told.period_of(network, Year(date(2027, 3, 31)))))
    assert found == [code for code in contents.TITLES if code in found]
    assert {"board", "inequalities"} <= set(found)


def test_load_stands_under_leadership_and_names_nobody(network, monkeypatch):
    monkeypatch.setattr(
        network_load,
        "of",
        lambda place, permissions: [Load("Actions", 10, 7, 4, 3), Load("Roles", 0, 0, 0, 0)],
    )
    parts = told.sections(told.period_of(network, Year(YEAR_END)))["leadership"].parts
    plot = next(part for part in parts if isinstance(part, Plot))
    assert plot.rows == [("Actions", 70, "7 of 10")]
    assert drawn.plotted(plot).chart.rows[0].cells == ("7 of 10",)


def test_prompts_are_not_frozen(network):
    post_of(network)
    made = snapshot.build(network, date(2027, 3, 31))
    assert set(made["chapters"]["board"]) == {"title", "parts", "findings"}
    assert "Vacant since" not in document.html(made)
