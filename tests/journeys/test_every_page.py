"""Every page in a browser: accessible, reachable by keyboard, readable at 320 px and at twice the size, without one
violation of its own security policy. Pages come from the matrix, so a new one is looked at by itself."""

from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.conftest import ALL
from tests.guards.conftest import cast, network, world  # noqa: F401 - fixtures
from tests.guards.pages import is_page
from tests.guards.test_fuzz import doors
from tests.permissions.matrix import MATRIX
from tests.permissions.rows import nothing

pytestmark = [pytest.mark.journey, pytest.mark.full, pytest.mark.django_db(transaction=True)]

MOST_STOPS = 400 if ALL else 40
WIDE = {"width": 1280, "height": 900}
NARROW = (320, 640)  # 640 px is what a window of 1280 px has left at 200 % zoom

LISTEN = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  e => window.violations.push(`${e.violatedDirective} refused ${e.blockedURI}`));
"""

# Every stop of the Tab key in the order of the document: one for each group of radios.
STOPS = """
() => {
  const groups = new Set();
  const seen = one => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    one => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0 && seen(one)
  ).filter(one => {
    if (one.type !== 'radio') return true;
    const group = [...document.getElementsByName(one.name)].filter(other => other.form === one.form);
    return one === (group.find(other => other.checked) || group[0]);
  });
  const look = one => {
    const parts = [[one, null], [one, '::before'], [one, '::after']];
    for (const label of one.labels || []) parts.push([label, null], [label, '::before']);
    return JSON.stringify(parts.map(([part, pseudo]) => {
      const style = getComputedStyle(part, pseudo);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor, style.borderColor,
              style.borderWidth, style.color, style.textDecorationLine, style.clipPath];
    }));
  };
  const before = new Map(window.stops.map(one => [one, look(one)]));
  window.reached = [];
  window.unseen = [];
  const name = one => `${one.tagName.toLowerCase()} "${(one.textContent.trim() || one.name || one.id).slice(0, 40)}"`;
  document.addEventListener('focusin', event => {
    const one = event.target;
    window.reached.push(window.stops.indexOf(one));
    if (before.has(one) && look(one) === before.get(one)) window.unseen.push(name(one));
  });
  window.nameOfStop = at => at < 0 ? 'something unexpected' : name(window.stops[at]);
  return window.stops.length;
}
"""

# Forms to fill in; one without a button is sent by a script, such as a passkey's.
SENT = "main form[method=post]:has(input:not([type=hidden]), textarea, select):has(button:not([type=button]))"
BLANK = """
form => {
  form.noValidate = true;
  for (const one of form.querySelectorAll('input:not([type=hidden]), textarea, select')) {
    if (one.type === 'radio' || one.type === 'checkbox') one.checked = false;
    else if (one.tagName === 'SELECT') one.selectedIndex = -1;
    else one.value = '';
  }
}
"""


@dataclass
class Walk:
    """Somebody's way through pages: what is wrong is noted, and said at the end."""

    context: object
    base: str
    wrong: list = field(default_factory=list)
    looked_at: int = 0

    def __post_init__(self):
        self.context.add_init_script(LISTEN)
        self.page = self.context.new_page()
        self.page.on("console", lambda m: m.type == "error" and self.note(f"console: {m.text}"))
        self.page.on("pageerror", lambda error: self.note(f"script: {error}"))
        self.page.on("request", lambda r: r.url.startswith(self.base) or self.note(f"asks {r.url}"))

    def note(self, what: str) -> None:
        # The browser itself calls a page an error that answers with 403, as some of ours do.
        if "Failed to load resource: the server responded with a status of 4" not in what:
            self.wrong.append((self.page.url.removeprefix(self.base), what))

    def open(self, path: str) -> None:
        self.page.set_viewport_size(WIDE)
        self.page.goto(path if path.startswith("http") else self.base + path)

    def look(self) -> None:
        """Axe, the policy, and the width, for what is on the screen."""
        self.looked_at += 1
        for violation in Axe().run(self.page).response["violations"]:
            for node in violation["nodes"][:3]:
                self.note(f"axe {violation['id']}: {node['html'][:110]}")
        for violation in self.page.evaluate("window.violations || []"):
            self.note(f"policy: {violation}")
        for width in NARROW:
            self.page.set_viewport_size({"width": width, "height": 900})
            needed = self.page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                self.note(f"{needed} px wide in a window of {width} px")
        self.page.set_viewport_size(WIDE)

    def tab_through(self) -> None:
        """Tab stops at everything once, in the order of the document, visibly, and leaves at the end."""
        count = min(self.page.evaluate(STOPS), MOST_STOPS)
        for _ in range(count):
            self.page.keyboard.press("Tab")
            # Inside a date, Tab goes from day to month to year first.
            if self.page.evaluate("document.activeElement.type") == "date":
                self.page.keyboard.press("Tab")
                self.page.keyboard.press("Tab")
        reached, unseen = self.page.evaluate("[window.reached, window.unseen]")
        # What has the focus looks unlike a link on purpose, which axe would take for a link nobody can see.
        self.page.evaluate("document.activeElement.blur()")
        first_wrong = next((at for at in range(count) if at >= len(reached) or reached[at] != at), None)
        if first_wrong is not None:
            self.note(
                f"Tab {first_wrong + 1} misses {self.page.evaluate(f'window.nameOfStop({first_wrong})')}"
            )
        for one in unseen:
            self.note(f"focus cannot be seen on {one}")

    def send_blank_forms(self, path: str) -> None:
        """Empty each form of the page and send it: the page of errors is a page like the others."""
        self.open(path)
        forms = self.page.locator(SENT)
        for n in range(forms.count()):
            self.open(path)
            forms.nth(n).evaluate(BLANK)
            # Gone where the page is loaded anew; a part that a script puts in place changes no title.
            self.page.evaluate("document.documentElement.dataset.stayed = 1")
            forms.nth(n).locator("button:not([type=button]):not([aria-hidden])").first.click()
            self.page.wait_for_load_state()
            # The hidden one is where a failed swap is told.
            if self.page.locator(".nhsuk-error-summary:visible").count():
                stayed = self.page.evaluate("document.documentElement.dataset.stayed")
                if not stayed and not self.page.title().startswith("Error: "):
                    self.note("errors, but not in the title")
                self.look()


@pytest.fixture
def walk(browser, live_server):
    contexts = []

    def make(client: Client | None = None, scripts=True) -> Walk:
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
        if not scripts:
            # Empty instead of switched off: axe itself waits for ever where no script may run.
            context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        contexts.append(context)
        if client and (session := client.cookies.get(portal.SESSION_COOKIE_NAME)):
            cookie = {"name": session.key, "value": session.value, "url": live_server.url, "httpOnly": True}
            context.add_cookies([cookie])
        return Walk(context, live_server.url)

    yield make
    for context in contexts:
        context.close()


def pages_of(world):  # noqa: F811
    """{client: paths}: every address that is a page, with somebody who may open it."""
    found = {}
    for _, client, path in doors(world):
        response = client.get(path)
        # The code's image exists once somebody has begun to set up an app, as this walk does.
        if is_page(response) and response.status_code in (200, 403, 404, 410) and not path.endswith(".svg"):
            found.setdefault(client, []).append(path)
    guest = next(client for client in found if portal.SESSION_COOKIE_NAME not in client.cookies)
    found[guest] += [world.answering, world.raising, world.joining.removeprefix(portal.PORTAL_URL)]
    return found


def say(walks) -> None:
    """Fail with a table of everything found."""
    wrong = sorted({found for walk in walks for found in walk.wrong})
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(f"{path}\n    {what}" for path, what in wrong)
    assert all(walk.looked_at for walk in walks)


SCRIPTS = [True, pytest.param(False, marks=pytest.mark.full)]


@pytest.mark.parametrize("scripts", SCRIPTS, ids=["scripts", "no scripts"])
def test_every_page(world, walk, scripts):  # noqa: F811
    walks = []
    for client, paths in pages_of(world).items():
        somebody = walk(client, scripts=scripts)
        walks.append(somebody)
        for path in paths:
            somebody.open(path)
            if scripts:
                somebody.tab_through()
            somebody.look()
    say(walks)


@pytest.mark.parametrize("scripts", SCRIPTS, ids=["scripts", "no scripts"])
def test_every_page_of_errors(world, walk, scripts):  # noqa: F811
    walks = []
    for client, paths in pages_of(world).items():
        somebody = walk(client, scripts=scripts)
        for path in paths:
            somebody.send_blank_forms(path)
        walks += [somebody] if somebody.looked_at or somebody.wrong else []
    say(walks)


@pytest.mark.parametrize("scripts", SCRIPTS, ids=["scripts", "no scripts"])
def test_every_page_with_nothing_on_it(icb, walk, scripts):
    """A network and an area that have nothing yet."""
    bare = factories.network_in(icb)
    alone = factories.IcbFactory()
    walks = []
    for user, place, code in (
        (factories.member_of(bare, "clinical_director"), "network", bare.code),
        (factories.analyst_of(alone), "ics", alone.code),
    ):
        client = Client()
        client.force_login(user)
        somebody = walk(client, scripts=scripts)
        for row in (row for row in MATRIX if row.place == place and row.kwargs is nothing):
            path = reverse(row.url, kwargs={"code": code})
            response = client.get(path)
            if is_page(response) and response.status_code == 200:
                somebody.open(path)
                somebody.look()
        walks.append(somebody)
    say(walks)


BAD = """<!DOCTYPE html><html lang="en"><head><title>Bad</title><meta name="viewport" content="width=device-width">
<style>#dark:focus { outline: none }</style></head><body><main><h1>Bad</h1><p style="width: 700px">Wide</p>
<a href="#x" id="dark">No sign of focus</a> <a href="#y" tabindex="2">Out of order</a> <input name="bare">
</main></body></html>"""


def test_what_is_wrong_is_seen(walk):
    somebody = walk()
    somebody.page.set_content(BAD)
    somebody.tab_through()
    somebody.look()
    found = " | ".join(what for _, what in somebody.wrong)
    for fault in ("axe label", "px wide in a window of 320 px", "focus cannot be seen on a", "misses"):
        assert fault in found


def test_a_breach_of_the_policy_is_seen(walk):
    """By the page's own ear: with a script that the policy refuses."""
    somebody = walk()
    somebody.open("/log-in/")
    somebody.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    somebody.page.evaluate("document.body.setAttribute('style', 'color: red')")
    somebody.page.evaluate("new Image().src = 'https://elsewhere.example/x.png'")
    somebody.look()
    found = " | ".join(what for _, what in somebody.wrong)
    for fault in ("policy: script-src", "policy: style-src", "policy: img-src"):
        assert fault in found
