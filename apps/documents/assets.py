"""What a document may fetch: the portal's own style sheets and typeface, under a scheme of their own."""

from io import BytesIO
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import woff2
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "portal:"
REPORT = f"{SCHEME}print.css"
SHEET = f"{SCHEME}sheet.css"
_FONTS = tuple(
    f"fonts/source-sans-3-{subset}-{weight}-normal.woff2"
    for subset in ("latin", "latin-ext")
    for weight in (400, 600)
)
_TYPES = {"print.css": "text/css", "sheet.css": "text/css", **dict.fromkeys(_FONTS, "font/ttf")}


class AssetMissing(FatalURLFetchingError):
    """One of the portal's own assets is not where the build puts it. WeasyPrint doesn't catch this kind."""


class Refused(ValueError):
    """Something else was asked for. WeasyPrint leaves it out and goes on."""


class PortalAssets(URLFetcher):
    """Serves the assets named above from memory and refuses every other address, whatever its scheme.

    ``drawings`` holds by address what a document brought itself. ``refused`` lists what was asked for in vain, for
    tests and for counting."""

    _kept: dict[str, tuple[int, bytes]] = {}

    def __init__(self):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.drawings: dict[str, bytes] = {}
        self.refused: list[str] = []

    def fetch(self, url, headers=None):
        if url in self.drawings:
            return URLFetcherResponse(url, self.drawings[url], {"Content-Type": "image/svg+xml"})
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in _TYPES:
            self.refused.append(url)
            raise Refused("A document may only use the portal's own assets.")
        return URLFetcherResponse(url, _read(name), {"Content-Type": _TYPES[name]})


def _read(name: str) -> bytes:
    path = Path(settings.STATICFILES_DIRS[0]) / name
    try:
        changed = path.stat().st_mtime_ns
        kept = PortalAssets._kept.get(name)
        if kept is None or kept[0] != changed:
            kept = PortalAssets._kept[name] = (changed, _plain(path.read_bytes()))
    except FileNotFoundError as problem:
        raise AssetMissing(f"{name} is missing: the front end has not been built.") from problem
    return kept[1]


def _plain(content: bytes) -> bytes:
    """A packed font unpacked once a process rather than once a document; anything else as it is."""
    if not content.startswith(b"wOF2"):
        return content
    unpacked = BytesIO()
    woff2.decompress(BytesIO(content), unpacked)
    return unpacked.getvalue()
