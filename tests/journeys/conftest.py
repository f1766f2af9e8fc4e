"""A real browser against a live server, with a real worker behind it. Chromium is Debian's."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as portal
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from tests import factories

ROOT = Path(__file__).resolve().parents[2]
# Playwright's event loop lives in this thread; Django's guard against that does not apply to a test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    }  # fmt: skip


@pytest.fixture
def mail_folder(tmp_path, settings):
    folder = tmp_path / "mail"
    settings.MAIL_DIR = str(folder)
    return folder


@pytest.fixture
def worker(live_server, settings, mail_folder, tmp_path):
    """A Celery worker on the test's database, broker, files and keys. It writes mails into ``mail_folder``."""
    settings.PORTAL_URL = live_server.url
    d = connection.settings_dict
    host = d["OPTIONS"].get("host") or d["HOST"]
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{d['USER']}:{d['PASSWORD']}@/{d['NAME']}?host={host}",
        "PORTAL_URL": live_server.url,
        "FILES_DIR": str(settings.FILES_DIR),
        "KEYRING_DIR": settings.KEYRING_DIR,
        "MAIL_DIR": str(mail_folder),
    }
    with (tmp_path / "worker.log").open("w") as log:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "celery", "-A", "pcnportal", "worker", "--queues", "default,reports",
                "--concurrency", "1", "--loglevel", "warning", "--without-gossip", "--without-mingle",
                # Beat inside: on a busy machine a wake-up may be lost, and the sweep finds the job.
                "--beat", "--schedule", str(tmp_path / "beat"),
            ],
            env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    yield process
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


# A page without what its words and numbers are, and how many rows it has: the kinds of elements that stand in each
# other, and its headings and landmarks in order.
BONES = """() => {
  const kind = (one) => [
    one.tagName, one.className, one.checkVisibility(), Boolean(one.textContent.trim()),
    ...[...one.attributes].map(({name, value}) => /^(role|type|lang|tabindex|aria-(?!labelledby|describedby|label$).*)$/
      .test(name) ? name + '=' + value : name),
  ].join(' ')
  const all = [...document.querySelectorAll('*')].filter((one) => !one.closest('svg > *'))
  const order = all.filter((one) => one.matches('h1, h2, h3, h4, h5, main, nav, header, footer, section, form'))
  return [
    innerWidth, ...new Set(all.map((one) => kind(one) + ' in ' + (one.parentElement ? kind(one.parentElement) : ''))),
    ...order.map((one) => one.tagName),
  ].join('\\n')
}"""
# Marks texts in colours, on backgrounds and of sizes that are not in ``seen``; returns these.
CONTRASTS = """(seen) => {
  const known = new Set(seen), fresh = new Set()
  for (const one of document.querySelectorAll('body *')) {
    const speaks = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    if (!(speaks || one.matches('input, select, textarea')) || !one.checkVisibility()) continue
    const {color, fontSize, fontWeight} = getComputedStyle(one), look = [color, fontSize, fontWeight]
    for (let under = one; under; under = under.parentElement) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(under)
      look.push(backgroundColor, backgroundImage, opacity)
    }
    const said = look.filter((part) => !['rgba(0, 0, 0, 0)', 'none', '1'].includes(part)).join(' ')
    if (known.has(said) || fresh.has(said)) continue
    fresh.add(said)
    one.dataset.fresh = ''
  }
  return [...fresh]
}"""
LOOKED_AT, CONTRASTS_SEEN = set(), set()
AXE = Axe()
# Everything else that axe returns, what passed and what does not apply, takes longer to fetch than to find. Contrast
# takes longer than all other rules together, and is the same wherever a text looks the same.
VIOLATIONS = """async ([structure, contrast]) => {
  const options = {resultTypes: ['violations']}, found = []
  if (structure) found.push(await axe.run(document, {...options, rules: {'color-contrast': {enabled: false}}}))
  if (contrast) found.push(await axe.run('[data-fresh]', {...options, runOnly: ['color-contrast']}))
  document.querySelectorAll('[data-fresh]').forEach((one) => delete one.dataset.fresh)
  return {url: location.href, violations: found.flatMap(({violations}) => violations)}
}"""


class Visitor:
    """Somebody at a browser. Every page they land on is looked at by axe, once for the same bones and once for the
    same looks of texts, and by the console's ear."""

    def __init__(self, context, base_url):
        self.page = context.new_page()
        self.base_url = base_url
        self.complaints = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def open(self, path):
        response = self.page.goto(path if path.startswith("http") else self.base_url + path)
        self.look()
        return response

    def click(self, name, role="button", exact=False):
        button = self.page.get_by_role(
            role, name=re.compile(name) if not exact else name, exact=exact or None
        ).first
        if name == "Submit":  # answers leave once the page has found a connection, a moment after the press
            with self.page.expect_navigation():
                button.click()
        else:
            button.click()
        self.page.wait_for_load_state()
        expect(self.page.locator(".htmx-request")).to_have_count(0)
        self.look()

    def look(self):
        bones, fresh = self.page.evaluate(BONES), self.page.evaluate(CONTRASTS, list(CONTRASTS_SEEN))
        if bones not in LOOKED_AT or fresh:
            self.page.evaluate(AXE.axe_script)
            found = AxeResults(self.page.evaluate(VIOLATIONS, [bones not in LOOKED_AT, bool(fresh)]))
            assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
            LOOKED_AT.add(bones)
            CONTRASTS_SEEN.update(fresh)
        assert not self.complaints, (self.page.url, self.complaints)

    def has_passkeys(self):
        """The device keeps passkeys itself, opened by a finger that is always there."""
        device = self.page.context.new_cdp_session(self.page)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def sets_up_app(self):
        """From "Protect your account" through an authenticator app and the recovery codes; returns the app's secret."""
        self.sees("Protect your account")
        self.click("Set up an app")
        secret = self.page.locator(".portal-key").inner_text().replace(" ", "")
        self.page.get_by_label("Code").fill(factories.app_code(secret))
        self.click("Continue")
        self.sees("They are shown only now")
        self.click("I have saved them")
        return secret

    def sees(self, text):
        expect(self.page.locator("main")).to_contain_text(text)


@pytest.fixture
def visitor(browser, live_server):
    contexts = []

    def make(user=None, **options):
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies[portal.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [
                    {
                        "name": portal.SESSION_COOKIE_NAME,
                        "value": session,
                        "url": live_server.url,
                        "httpOnly": True,
                    }
                ]
            )
        return Visitor(context, live_server.url)

    yield make
    for context in contexts:
        context.close()
