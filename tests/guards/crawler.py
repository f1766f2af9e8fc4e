"""Somebody who follows every link and submits every form, and looks closely at every answer."""

from collections import Counter, defaultdict
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from apps.core.middleware import KEY_PATHS

from .forms import forms_of
from .pages import answer_wrong, is_page, is_whole, parse

DEEPEST = 6


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


class Crawler:
    """``few`` is how many addresses of one page it looks at, by the keys of their query; None for all.

    What it submits is taken back afterwards, so that each form meets the same portal."""

    def __init__(self, user=None, *, few: int | None = None):
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.user, self.few = user, few
        if user:
            self.client.force_login(user)
        self.wrong: list[str] = []
        self.pages = Counter()
        self.titles = defaultdict(set)
        self._seen, self._submitted = set(), set()

    def crawl(self, *starts: str) -> None:
        waiting = [(start, "") for start in starts]
        while waiting:
            address, found_on = waiting.pop(0)
            if self._is_enough(address):
                continue
            waiting += self._visit(address, found_on)

    def _is_enough(self, address: str) -> bool:
        parts = urlsplit(address)
        address = parts.path + ("?" + parts.query if parts.query else "")
        kind = (name_of(address), tuple(key for key, _ in parse_qsl(parts.query)))
        if address in self._seen or (self.few and self.pages[kind] >= self.few):
            return True
        self._seen.add(address)
        self.pages[kind] += 1
        return False

    def _visit(self, address: str, found_on: str) -> list[tuple[str, str]]:
        response = self._follow(self.client.get(address), address)
        if found_on and response.status_code >= 400:
            self.wrong.append(f"{found_on} links to {address}: {response.status_code}")
        return self._explore(response, response.address, depth=0)

    def _follow(self, response, address: str):
        """Look at an answer, and at those it leads to; the last, with its ``address``."""
        for _ in range(6):
            self._look(response, address)
            if response.status_code not in (301, 302, 303, 307):
                break
            if urlsplit(response["Location"]).netloc:
                self.wrong.append(f"{address} leads away: {response['Location']}")
                break
            address = response["Location"]
            response = self.client.get(address)
        else:
            self.wrong.append(f"{address}: leads on and on")
        response.address = address
        return response

    def _look(self, response, address: str) -> None:
        private = self.user is not None or urlsplit(address).path.startswith(KEY_PATHS)
        method = response.request["REQUEST_METHOD"]
        wrong = answer_wrong(response, private=private)
        self.wrong += [f"{method} {address} ({response.status_code}): {one}" for one in wrong]
        if method == "GET" and response.status_code == 200 and is_page(response) and is_whole(response):
            self.titles[parse(response).findtext(".//title")].add(name_of(address))

    def _explore(self, response, address: str, depth: int) -> list[tuple[str, str]]:
        """The links of a page; each form that is new is submitted on the way."""
        if not is_page(response) or response.status_code >= 400:
            return []
        links = [one for one in parse(response).xpath("//a/@href | //*/@hx-get") if one[:1] in "/?" and one]
        links = [urlsplit(address).path + one if one.startswith("?") else one for one in links]
        for form in forms_of(response, address):
            kind = (form.method, name_of(form.action), form.names)
            if kind in self._submitted or depth > DEEPEST:
                continue
            self._submitted.add(kind)
            for sent in (form.as_shown(), form.filled(), _only_token(form)):
                if form.method == "get":
                    links.append(urlsplit(form.action).path + "?" + urlencode(sent, doseq=True))
                else:
                    self._submit(form, sent, depth)
        return [(one, address) for one in links]

    def _submit(self, form, sent: dict, depth: int) -> None:
        before = self.client.cookies.output()
        with transaction.atomic():
            response = self._follow(self.client.post(form.action, sent), form.action)
            self._explore(response, response.address, depth + 1)
            transaction.set_rollback(True)
        self.client.cookies = SimpleCookie(before.replace("Set-Cookie: ", "").replace("\r\n", "; "))


def _only_token(form) -> dict:
    return {name: value for name, value in form.as_shown().items() if name == "csrfmiddlewaretoken"}
