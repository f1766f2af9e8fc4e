"""A small client with a connection that stays open, and ways to ask by turns so that drift cancels out."""

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from pcnportal.local.places import LocalError

CLIENTS = 2


class Client:
    """One browser: a connection and a cookie. Raises LocalError where the portal answers unexpectedly."""

    def __init__(self, port: int, cookie: str = ""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Host": f"localhost:{port}", "Cookie": cookie}

    def get(self, path: str) -> float:
        return self.ask("GET", path, 200)

    def post(self, path: str, body: str, cookie: str) -> float:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        return self.ask("POST", path, 302, body, headers)

    def ask(
        self, method: str, path: str, expected: int, body: str | None = None, headers: dict | None = None
    ):
        """Seconds from sending to the last byte."""
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers | (headers or {}))
        response = self.connection.getresponse()
        response.read()
        took = time.perf_counter() - began
        if response.status != expected:
            raise LocalError(f"{method} {path} answered {response.status}.")
        return took


def by_turns(port: int, cookies: dict[str, str], paths: dict[str, str], count: int) -> dict[str, list[float]]:
    """Seconds of ``count`` requests of each page (``paths`` by name), asked in turns by a few clients at once,
    each page with its own cookie."""

    def one_client(_) -> dict[str, list[float]]:
        clients = {name: Client(port, cookies[name]) for name in paths}
        took = {name: [] for name in paths}
        for _ in range(count // CLIENTS):
            for name, path in paths.items():
                took[name].append(clients[name].get(path))
        return took

    with ThreadPoolExecutor(CLIENTS) as pool:
        parts = list(pool.map(one_client, range(CLIENTS)))
    return {name: [seconds for part in parts for seconds in part[name]] for name in paths}


def rate(asks: list[Callable[[Client], float]], clients: list[Client]) -> float:
    """Requests a second of ``asks``, shared out among clients that work at once."""

    def work(client, share) -> None:
        for ask in share:
            ask(client)

    began = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        list(pool.map(work, clients, [asks[i :: len(clients)] for i in range(len(clients))]))
    return len(asks) / (time.perf_counter() - began)
