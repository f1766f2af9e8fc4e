"""What stands around every page: where the reader is, where else they may go, the sections of the place."""

from functools import cached_property

from django.urls import reverse

from apps.core.navigation import Link, Where, links_for

from .queries import ADMINISTRATION, Place, places_of

# Places in the header's menu; the start page lists all.
MOST_PLACES = 8


class Shell:
    """Asks nothing of the database until a template asks it: a fragment or a page of another base costs nothing."""

    def __init__(self, request):
        self._request = request

    @cached_property
    def user(self):
        user = getattr(self._request, "user", None)
        return user if user and user.is_authenticated else None

    @cached_property
    def places(self) -> list[Place]:
        return places_of(self.user) if self.user else []

    @cached_property
    def here(self) -> Place | None:
        """The network or area whose page this is, or the administration."""
        for where, found in ((Where.NETWORK, "network"), (Where.AREA, "ics")):
            if place := getattr(self._request, found, None):
                return Place(where, place.code, place.name, ())
        if getattr(self._request, "place", None):
            return Place(Where.PLATFORM, "", ADMINISTRATION, ())
        return None

    @cached_property
    def menu(self) -> list[Place]:
        return self.places[:MOST_PLACES]

    @cached_property
    def has_choice(self) -> bool:
        return len(self.places) > 1

    @cached_property
    def closed(self):
        """The network or area of this page if it has closed."""
        place = getattr(self._request, "network", None) or getattr(self._request, "ics", None)
        return place if place and place.closed_on else None

    @cached_property
    def sections(self) -> list[Link]:
        """The primary navigation of the place, as far as the reader's roles allow."""
        if self.here is None:
            return []
        permissions = getattr(self._request, "permissions", frozenset())
        return links_for(self.here.where, self.here.code, permissions, self._request.path)

    @cached_property
    def section(self) -> Link | None:
        """The section that this page belongs to."""
        return next((link for link in self.sections if link.current), None)

    @cached_property
    def home_crumb(self) -> list[dict]:
        """The first crumb of every inner page: the home of the place, else the reader's start page; whoever is not
        logged in has none."""
        if self.user is None:
            return []
        url = self.here.url if self.here else reverse("home:start")
        return [{"text": "Home", "url": url}] if url != self._request.path else []

    @cached_property
    def trail(self) -> list[dict]:
        """The breadcrumbs of a page that names none itself: home, and the section above it."""
        above = self.section if self.section and self.section.current != "page" else None
        return self.home_crumb + ([{"text": above.text, "url": above.url}] if above else [])


def shell(request) -> dict:
    """The context processor."""
    return {"shell": Shell(request)}
