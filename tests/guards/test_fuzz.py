"""Nonsense in every form and every query: answers, never failures."""

from http.cookies import SimpleCookie
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.networks.joining_views import COOKIE as INVITATION
from apps.notes.raising_views import COOKIE as RAISE
from apps.surveys.views import COOKIE as ANSWER
from tests.conftest import ALL
from tests.permissions.matrix import MATRIX
from tests.permissions.rows import PERSONAS
from tests.permissions.test_matrix import address, expected

from .forms import forms_of
from .pages import body, csv_wrong, is_page, page_wrong

FORMS, OTHERS = (10_000, 3_000) if ALL else (150, 50)
HTMX = {"HX-Request": "true"}


def attacks(examples: int):
    """In `bin/test` always the same examples, so that nobody meets another's luck; new ones each time in `--all`."""
    return settings(
        max_examples=examples, derandomize=not ALL, database=None, suppress_health_check=list(HealthCheck)
    )


# What has broken web applications before.
ODD = [
    "", " ", "\x00", "a\x00b", "\r\nBcc: everybody@x.example", "=1+1", "@SUM(A1)", "<script>alert(1)</script>",
    "<b id=evil>", "{{ 7*7 }}", "%s%n", "' OR 1=1 --", "../../etc/passwd", "//elsewhere.example/", "javascript:x()",
    "\u202eabc", "\ufeff", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "\U0010ffff",
    "0", "-1", "1e400", "NaN", "inf", "9" * 30, "2147483648", "9223372036854775808", "٣", "²", "½",
    "00000000-0000-0000-0000-000000000000", "0000-00-00", "9999-12-31", "10000-01-01", "0001-01-01", "31/02/2027",
    "25 March 2027", "true", "None", "null", "[]", "{}", "a@b", "a@b.example\nCc: c@d.example", "x" * 5000,
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=40),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Zs", "Mn", "Sc"]), max_size=10),
    st.integers(-(10**20), 10**20).map(str),
)


@st.composite
def sent(draw, form):
    """What a form might be sent: its own values, each perhaps replaced, left out or doubled, and fields it lacks."""
    data = dict(form.filled() if draw(st.booleans()) else form.as_shown())
    for name in form.names:
        match draw(st.sampled_from(["keep", "keep", "odd", "odd", "none", "twice"])):
            case "odd":
                data[name] = [draw(texts)]
            case "none":
                data.pop(name, None)
            case "twice":
                data[name] = [*data.get(name, []), draw(texts)]
    if draw(st.booleans()):
        data[
            draw(st.sampled_from(["id", "pk", "network", "user", "role", "next", "__proto__", "x" * 300]))
        ] = [draw(texts)]
    return data


def doors(world):
    """Every address with somebody who gets in, logged in: the last who may, that is whoever may most."""
    clients = {}
    for row in MATRIX:
        who = next((one for one in reversed(PERSONAS) if _gets_in(row, one)), None)
        if who:
            if who not in clients:
                clients[who] = Client()
                if who != "anonymous":
                    clients[who].force_login(getattr(world, who))
            yield row, clients[who], address(row, world)


def _gets_in(row, persona: str) -> bool:
    if row.who == "everybody":
        return persona == "anonymous"
    return persona != "anonymous" and expected(row, persona) not in ((403,), (404,))


def in_vain(client, send):
    """Whatever is done is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = send()
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def complaints(response) -> list[str]:
    wrong = [f"status {response.status_code}"] if response.status_code >= 500 else []
    if b"Traceback" in body(response):
        wrong.append("shows a traceback")
    if "text/csv" in response.headers.get("Content-Type", ""):
        wrong += csv_wrong(response)
    if is_page(response) and body(response):
        wrong += page_wrong(response)
    location = response.headers.get("Location", "/")
    if not location.startswith("/") or location.startswith(("//", "/\\")):
        wrong.append(f"leads away: {location}")
    return wrong


@pytest.fixture
def every_form(world):
    """(client, form) for every form that posts, on every page and behind the links of answers and invitations."""
    found = {}
    for row, client, url in doors(world):
        for form in forms_of(client.get(url), url):
            if form.method == "post":
                found.setdefault(
                    (row.url, form.action if form.action != url else "", form.names), (client, form)
                )
    guest = Client()
    for link in (world.answering, world.joining, world.raising):
        page = guest.get(link, follow=True)
        for form in forms_of(page, page.redirect_chain[-1][0]):
            found[link, form.action, form.names] = (guest, form)
    return list(found.values())


def test_no_form_fails_whatever_it_is_sent(every_form):
    assert len(every_form) > 15

    @attacks(FORMS)
    @given(st.data())
    def attack(data):
        client, form = data.draw(st.sampled_from(every_form), label="form")
        body = data.draw(sent(form), label="body")
        assert not complaints(in_vain(client, lambda: client.post(form.action, body)))

    attack()


def test_no_address_fails_whatever_it_says(world):
    """Queries of every page; keys, codes and tokens that never were."""
    pages = [(row, client, address(row, world)) for row, client, _ in doors(world)]
    names = ["page", "q", "sort", "order", "practice", "group", "show", "kind", "who", "since", "until", "next",
             "just_left", "added", "x"]  # fmt: skip

    @attacks(OTHERS)
    @given(
        st.sampled_from(pages),
        st.dictionaries(st.sampled_from(names), texts, max_size=4),
        st.none() | texts,
        st.sampled_from([{}, HTMX]),
    )
    def attack(page, query, key, headers):
        row, client, url = page
        if key is not None:
            for value in row.kwargs(world).values():
                url = url.replace(f"/{value}/", f"/{quote(key, safe='', errors='replace')}/")
        assert not complaints(in_vain(client, lambda: client.get(url, query, headers=headers)))
        if key is not None and row.kwargs(world):
            assert not complaints(in_vain(client, lambda: client.post(url, query, headers=headers)))

    attack()


@pytest.mark.parametrize(
    "cookie",
    ["\x00" * 32, "a\x00" * 16, "a" * 5000, "é" * 32, '"', "\n" * 32, "🙂".encode().decode("latin-1") * 16],
)
def test_no_cookie_fails_whatever_it_holds(client, cast, settings, cookie):
    """A quoted cookie can hold any character."""
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, INVITATION, ANSWER, RAISE):
        client.cookies = SimpleCookie({name: cookie})
        for row in (row for row in MATRIX if row.place == ""):
            assert client.get(address(row, cast)).status_code < 500, (name, row.url)
