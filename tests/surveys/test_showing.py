"""The answer page in another language and in plain words, without losing what was filled in."""

import copy
import re

import lxml.html
import pytest
from django.core.management import CommandError, call_command

from apps.surveys import showing
from apps.surveys.management.commands import missing_translations
from apps.surveys.models import Ballot, Questionnaire
from apps.surveys.questionnaire import page_words, parse, shipped, texts_of
from apps.surveys.showing import Showing

from .respondent import nothing_stored, page_of, send, text_of

WHY = "I could tell a new colleague in one sentence why our network exists"
# Words of a language nobody speaks, in the place of Welsh.
OTHER = {"title": "Zwec", "why": "Quo wadden nos", "much": ["Nil", "Paulo", "Semi", "Multo", "Toto"]}


@pytest.fixture
def scorecard(db):
    content = copy.deepcopy(shipped()[-1]) | {"version": 9}
    content["themes"][0]["title"]["cy"] = OTHER["title"]
    content["themes"][0]["questions"][0]["text"]["cy"] = OTHER["why"]
    content["scale"]["cy"] = OTHER["much"]
    return Questionnaire.objects.create(code="scorecard", version=9, kind="scorecard", content=content)


def tree(response):
    return lxml.html.document_fromstring(text_of(response))


def lang_of(page, words: str) -> str:
    """In which language a screen reader reads ``words``."""
    (element,) = page.xpath(f'//main//*[not(self::button)][normalize-space(text())="{words}"]')
    return element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def buttons(page) -> list[tuple[str, str]]:
    return [(one.get("value"), one.text_content()) for one in page.xpath('//button[@name="show"]')]


def test_page_offers_its_languages_and_plain_words(respondent, invitation):
    page = tree(respondent.get(page_of(invitation)))
    assert buttons(page) == [("cy", "Cymraeg"), ("en-plain", "Show plain words as well")]
    assert page.xpath('//button[@value="cy"]/@lang') == ["cy"]
    assert "In plain words" not in page.text_content()


def test_enter_presses_submit_and_not_a_switch(respondent, invitation):
    first = tree(respondent.get(page_of(invitation))).xpath("//form//button")[0]
    assert (first.get("name"), first.text_content()) == (None, "Submit")


def test_switching_shows_it_otherwise_and_keeps_everything(respondent, invitation):
    typed = {"purpose_why": "4", "purpose_needs": "dk", "comment-capacity": "Two\nlines <b>"}
    response = send(respondent, invitation, show="cy", shown="en", **typed)
    page = tree(response)
    assert response.status_code == 200
    assert nothing_stored(invitation)
    assert page.xpath("//input[@type='radio'][@checked]/@id") == ["id_purpose_why_3", "id_purpose_needs_5"]
    assert page.xpath("string(//textarea[@name='comment-capacity'])").strip() == typed["comment-capacity"]
    assert page.xpath("//input[@name='shown']/@value") == ["cy"]
    assert buttons(page)[0] == ("en", "English")
    assert not page.xpath("//*[contains(@class, 'error')]")


def test_parts_say_their_language(respondent, invitation):
    page = tree(send(respondent, invitation, show="cy"))
    assert page.get("lang") == "en"
    assert lang_of(page, OTHER["why"]) == "cy"
    assert lang_of(page, "Our priorities start from what local residents need") == "en"
    assert lang_of(page, "Who will see what") == "en"
    assert page.xpath("//span[@class='portal-scale__words'][text()='Nil']")
    headings = [one.text_content() for one in page.xpath("//h2[contains(@class, 'theme')]")]
    assert OTHER["title"] in headings[0]


def test_plain_words_stand_beside_the_statement(respondent, invitation):
    page = tree(send(respondent, invitation, show="en-plain"))
    (group,) = page.xpath("//fieldset[.//input[@name='purpose_why']]")
    assert group.xpath("string(legend)") == WHY
    hint = page.get_element_by_id(group.get("aria-describedby")).text_content()
    assert hint == "In plain words: I know why our network is there and can say it in a few words"
    assert page.text_content().count("In plain words:") == 22
    assert buttons(page) == [("cy-plain", "Cymraeg"), ("en", "Hide plain words")]
    page = tree(send(respondent, invitation, show="cy-plain", shown="en-plain"))
    assert lang_of(page, OTHER["why"]) == "cy"
    assert lang_of(page, "I know why our network is there and can say it in a few words") == "en"


def test_a_mistake_stays_in_the_language_in_which_it_was_made(respondent, invitation):
    page = tree(send(respondent, invitation, shown="cy", **{"comment-purpose": "x" * 501}))
    assert OTHER["why"] in page.text_content()
    assert page.xpath("//*[contains(@class, 'nhsuk-error-summary')]")


def test_answers_sent_in_another_language_are_the_same_answers(respondent, invitation):
    assert send(respondent, invitation, shown="cy-plain", purpose_why="4").status_code == 302
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("code", ["fr", "cy-plain-plain", "<b>", "x" * 300, "-plain", "en-"])
@pytest.mark.parametrize("field", ["show", "shown"])
def test_other_ways_to_show_it_are_refused(respondent, invitation, field, code):
    assert send(respondent, invitation, **{field: code}).status_code == 400
    assert nothing_stored(invitation)


def test_shipped_scorecard_offers_plain_words_and_no_language_yet():
    definition = parse(shipped()[-1])
    assert [one.code for one in showing.switches(definition, Showing())] == ["en-plain"]
    assert showing.switches(parse(shipped()[0]), Showing()) == []
    with pytest.raises(ValueError, match="shown"):
        showing.chosen("cy", definition)


def test_every_text_is_there_in_english_and_may_be_in_welsh():
    places = dict(texts_of(shipped()[-1]))
    assert places["purpose_why text"]["en"] == WHY
    assert len([at for at in places if at.endswith(" plain")]) == 22
    assert all(page_words().values())
    assert set(re.findall(r"{(\w+)}", " ".join(page_words().values()))) == {
        "network", "minutes", "number", "of",
    }  # fmt: skip


def test_missing_translations_are_listed_with_what_they_would_translate(capsys, monkeypatch):
    content = copy.deepcopy(shipped()[-1])
    content["themes"][0]["questions"][0]["text"]["cy"] = OTHER["why"]
    monkeypatch.setattr(missing_translations, "shipped", lambda: [content])
    call_command("missing_translations", "cy")
    *lines, total = capsys.readouterr().out.splitlines()
    assert "purpose_needs text: Our priorities start from what local residents need" in lines
    assert "scorecard scale: Not at all, A little, Partly, Mostly, Completely" in lines
    assert "page submit: Submit" in lines
    assert not any(WHY in line for line in lines)
    assert (
        total
        == f"{len(lines)} of {len(lines) + 1} texts of version 2 and of its page are not there in Cymraeg."
    )
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("missing_translations", "fr")
