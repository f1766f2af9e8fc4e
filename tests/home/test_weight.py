"""A first visit of any page: at most 100 KB compressed, everything from our own house."""

import gzip
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from django.urls import reverse

from tests.factories import PersonFactory, practice_in, round_of

MOST = 100_000
LOADED = ("//link[@rel='stylesheet' or @rel='icon']/@href", "//script/@src", "//img/@src")
IMPORTS = ("./nhsuk-frontend.min.js",)  # what a module fetches besides


def weight(client, address: str) -> dict[str, int]:
    """Compressed bytes of a page and of everything it loads, by address."""
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert response.headers["Content-Encoding"] == "gzip"
    weights = {address: len(response.content)}
    page = lxml.html.fromstring(gzip.decompress(response.content).decode())
    waiting = [urljoin(address, found) for path in LOADED for found in page.xpath(path)]
    while waiting:
        url = waiting.pop()
        assert not urlsplit(url).netloc, f"{address} loads {url}"
        if url not in weights:
            content = b"".join(client.get(url).streaming_content)
            weights[url] = len(gzip.compress(content)) if not url.endswith(".png") else len(content)
            waiting += [urljoin(url, name) for name in IMPORTS if name.encode() in content]
    return weights


@pytest.fixture
def places(network, icb):
    for _ in range(25):
        PersonFactory(network=network, practice=practice_in(network))
    closed = round_of(network, state="closed")
    return {
        "home:network": [network.code],
        "people:list": [network.code],
        "scorecard:list": [network.code],
        "scorecard:results": [network.code, closed.pk],
        "reports:list": [network.code],
        "home:help": [],
        "home:privacy": [],
        "account:page": [],
    }


def test_first_visit_of_a_page_is_light(client, manager, places):
    client.force_login(manager)
    for name, args in places.items():
        weights = weight(client, reverse(name, args=args))
        assert len(weights) > 4, weights
        assert sum(weights.values()) <= MOST, (name, weights)


def test_the_first_page_of_all_is_light(client, db):
    weights = weight(client, reverse("account_login"))
    assert sum(weights.values()) <= MOST, weights


def test_browsers_find_the_icon_they_ask_for_unasked(client, db):
    response = client.get("/favicon.ico")
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[:4] == b"\x00\x00\x01\x00"
