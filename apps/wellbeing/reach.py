"""Whether an address outside answers. Used by a job alone: a page never waits for another's server.

What is asked for is typed by a manager, so the portal must not be sent to look around inside its own network: only
https on the usual port, only to addresses that the whole internet can reach, and to the very address that was checked
(a name may resolve to another one a moment later). Redirects are looked at in the same way. Nothing of what comes back
is read, kept or shown but the status."""

import ipaddress
import socket
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3

SECONDS = 5
MOST_REDIRECTS = 3
# Many sites refuse what is no browser; they are there all the same.
THERE = {401, 403, 405, 406, 429}

NOT_HTTPS = "It must begin with https://"
INSIDE = "Its address is inside a private network, where the portal does not look. Open it yourself"
UNKNOWN = "No such address was found on the internet"
SILENT = "It did not answer within a few seconds, or not securely"
LOST = "It sends visitors on in circles"


def problem_with(url: str) -> str:
    """Why people may not reach ``url``, in words; empty where they can. Takes at most about 40 seconds."""
    base = ""
    for _ in range(MOST_REDIRECTS + 1):
        parts = _https(url, base)
        if parts is None:
            return NOT_HTTPS
        found = _address_of(parts.hostname)
        if found in (INSIDE, UNKNOWN):
            return found
        try:
            status, further = _ask(found, parts.hostname, parts.path or "/", parts.query)
        except (urllib3.exceptions.HTTPError, OSError):
            return SILENT
        if 300 <= status < 400 and further:
            base, url = parts.geturl(), further
            continue
        return "" if status < 400 or status in THERE else f"It answers with error {status}"
    return LOST


def _https(url: str, base: str) -> SplitResult | None:
    """The parts of ``url``, seen from ``base``, where it is https on the usual port, without a user's name."""
    try:
        parts = urlsplit(urljoin(base, url))
        usual = parts.scheme == "https" and parts.port in (None, 443)
    except ValueError:  # no port, or no address in brackets; a redirect may hold anything
        return None
    return parts if usual and parts.hostname and not parts.username else None


def _address_of(host: str) -> str:
    """The first address of ``host``; INSIDE where any of them is not the whole internet's, or UNKNOWN."""
    try:
        found = [entry[4][0] for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return UNKNOWN
    if not found or not all(is_public(one) for one in found):
        return INSIDE
    return found[0]


def is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def _ask(address: str, host: str, path: str, query: str) -> tuple[int, str]:
    """Status and, of a redirect, where to."""
    with urllib3.HTTPSConnectionPool(
        address,
        server_hostname=host,
        assert_hostname=host,
        timeout=urllib3.Timeout(connect=SECONDS, read=SECONDS),
        retries=False,
    ) as pool:
        response = pool.request(
            "GET",
            f"{path}?{query}" if query else path,
            headers={"Host": host, "User-Agent": "PCN portal link check"},
            redirect=False,
            preload_content=False,
        )
        response.close()
        return response.status, response.headers.get("Location", "")
