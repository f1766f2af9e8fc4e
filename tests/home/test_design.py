import html
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.urls import reverse

from apps.home.design import ExampleForm, examples

# Parts of others, or of every page.
SEEN_ELSEWHERE = {"skip_link", "messages", "post_button", "summary_row", "swap_problems", "session_warning"}


@pytest.fixture
def page(client, settings, db):
    settings.DEMO = True
    return html.unescape(client.get(reverse("home:design")).content.decode())


def test_page_shows_every_component(page):
    source = (Path(portal.BASE_DIR) / "templates" / "home" / "design.html").read_text()
    folder = Path(portal.BASE_DIR) / "templates" / "components"
    missing = [
        path.stem
        for path in folder.glob("*.html")
        if f"components/{path.stem}.html" not in source and f'component "{path.stem}"' not in source
    ]
    assert set(missing) <= SEEN_ELSEWHERE


def test_page_shows_every_field_in_error(page):
    wrong = examples({})["wrong"]
    assert all(bound.errors for bound in wrong)
    for bound in wrong:
        assert page.count(bound.errors[0]) == 2  # in the summary and at the field
    assert set(ExampleForm.base_fields) - {"fixed"} == set(wrong.fields)


def test_page_is_there_for_administrators(client, administrator):
    client.force_login(administrator)
    assert client.get(reverse("home:design")).status_code == 200


def test_page_does_not_exist_outside_the_demo(client, manager):
    client.force_login(manager)
    assert client.get(reverse("home:design")).status_code == 404


def test_page_asks_the_database_for_nothing(client, settings, db, django_assert_num_queries):
    settings.DEMO = True
    with django_assert_num_queries(0):
        client.get(reverse("home:design"))


def test_table_of_the_page_sorts(client, settings, db):
    settings.DEMO = True
    page = client.get(reverse("home:design"), {"sort": "patients", "order": "down"}).content.decode()
    list_ = page[page.index('id="practices"') : page.index('id="nothing"')]
    assert list_.index("12,034") < list_.index("8,450") < list_.index("5,120")
