"""Every role walks through the whole portal: no dead end, no failure, nothing that should not be on a page."""

import pytest

from tests.conftest import ALL
from tests.permissions.matrix import MATRIX
from tests.permissions.rows import PERSONAS
from tests.permissions.test_matrix import address

from .crawler import Crawler

SAMPLE = ("anonymous", "manager", "analyst")


@pytest.mark.parametrize(
    "persona", [one if one in SAMPLE else pytest.param(one, marks=pytest.mark.full) for one in PERSONAS]
)
def test_every_link_and_every_form(world, persona):
    user = None if persona == "anonymous" else getattr(world, persona)
    crawler = Crawler(user, few=None if ALL else 2)
    starts = [address(row, world) for row in MATRIX if row.place == "" or user]
    crawler.crawl("/", *([world.answering, world.joining, world.raising] if user is None else []), *starts)
    assert not crawler.wrong, "\n".join(sorted(set(crawler.wrong)))
    several = {title: names for title, names in crawler.titles.items() if len(names) > 1}
    assert not several, several
