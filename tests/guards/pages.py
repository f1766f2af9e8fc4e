"""What every answer of the portal has to be like, whatever it says."""

import csv
import io
import re
from urllib.parse import urlsplit

import lxml.html

# An element with this id, if it is ever there, came out of stored text that was not escaped.
EVIL = "evil"
HOSTILE = f"=<b id={EVIL}>\"'&amp;</b>"

DEBUG_WORDS = (
    "Traceback (most recent call last)",
    "{{",
    "{%",
    "{#",
    "DoesNotExist",
    "object at 0x",
    "DEBUG = ",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
REFERRERS = ("same-origin", "no-referrer", "strict-origin")
NEEDS_LABEL = "//input[not(@type='hidden' or @type='submit' or @type='button')] | //select | //textarea"
ASSETS = ("//link/@href", "//script/@src", "//img/@src", "//img/@srcset", "//source/@srcset", "//iframe/@src",
          "//object/@data", "//embed/@src", "//video/@src", "//audio/@src", "//*[local-name()='use']/@href",
          "//*[local-name()='image']/@href", "//form/@action", "//button/@formaction")  # fmt: skip


def headers_wrong(response, *, private: bool) -> list[str]:
    """What is wrong with the headers and cookies of ``response``; a private page may be stored by no cache."""
    wrong, headers = [], response.headers
    policy = headers.get("Content-Security-Policy", "")
    rules = {words[0]: words[1:] for rule in policy.split(";") if (words := rule.split())}
    for name, value in (("default-src", "'none'"), ("frame-ancestors", "'none'"), ("base-uri", "'none'")):
        if rules.get(name) != [value]:
            wrong.append(f"policy without {name} {value}")
    if rules.get("form-action") != ["'self'"]:
        wrong.append("policy without form-action 'self'")
    if "unsafe" in policy or "*" in policy or "http" in policy:
        wrong.append(f"loose policy: {policy}")
    if headers.get("X-Content-Type-Options") != "nosniff":
        wrong.append("no nosniff")
    if headers.get("Referrer-Policy") not in REFERRERS:
        wrong.append(f"referrer policy {headers.get('Referrer-Policy')}")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        wrong.append("no permissions policy")
    if headers.get("Cross-Origin-Opener-Policy") != "same-origin":
        wrong.append("no opener policy")
    if private and "no-store" not in headers.get("Cache-Control", ""):
        wrong.append(f"a cache may keep it: {headers.get('Cache-Control')}")
    for morsel in response.cookies.values():
        if not morsel.value:  # being deleted
            continue
        if not morsel["httponly"] or morsel["samesite"] not in ("Lax", "Strict") or morsel["domain"]:
            wrong.append(f"cookie {morsel.OutputString()}")
    if not is_page(response) and response.status_code == 200:
        plain = headers.get("Content-Type", "").startswith("application/json") or not body(response)
        if not plain and not headers.get("Content-Disposition", "").startswith("attachment"):
            wrong.append(f"{headers.get('Content-Type')} is shown, not downloaded")
    if "\n" in headers.get("Content-Disposition", ""):
        wrong.append("a line break in the file's name")
    return wrong


def body(response) -> bytes:
    """What an answer says; one that is written as it is sent is read once and kept."""
    if not response.streaming:
        return response.content
    if not hasattr(response, "was_read"):
        response.was_read = b"".join(response.streaming_content)
    return response.was_read


def is_page(response) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def parse(response):
    """The page as a tree; a fragment gets a page around it."""
    return lxml.html.document_fromstring(body(response).decode() or "<p></p>")


def is_whole(response) -> bool:
    return b"<html" in body(response)[:200]


def text_wrong(response) -> list[str]:
    """Debugging aids, unescaped text, and cells a spreadsheet would compute."""
    text = body(response).decode("utf-8", "replace")
    wrong = [f"says {word!r}" for word in DEBUG_WORDS if is_page(response) and word in text]
    if "text/csv" in response.headers.get("Content-Type", ""):
        wrong += csv_wrong(response)
    return wrong


def csv_wrong(response) -> list[str]:
    rows = csv.reader(io.StringIO(body(response).decode("utf-8-sig"), newline=""))
    return [
        f"cell {cell!r}"
        for row in rows
        for cell in row
        if cell.startswith(FORMULA_STARTS) and not _number(cell)
    ]


def _number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def page_wrong(response) -> list[str]:
    """What is wrong with a whole page or a fragment, as far as reading it can tell."""
    tree, wrong = parse(response), []
    ids = tree.xpath("//@id")
    wrong += [f"id {one} twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    if EVIL in ids:
        wrong.append("stored text became markup")
    for path in ASSETS:
        wrong += [f"from elsewhere: {one}" for one in tree.xpath(path) if urlsplit(one).netloc]
    if tree.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]"):
        wrong.append("inline script or style")
    wrong += [f"javascript: in {one}" for one in tree.xpath("//@href") if not _link(one)]
    wrong += [
        f"{field.get('name')} has no label" for field in tree.xpath(NEEDS_LABEL) if not _label(tree, field)
    ]
    known = set(ids)
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
        for value in tree.xpath(f"//@{attribute}"):
            wrong += [
                f"{attribute} names {one}, which is not there" for one in value.split() if one not in known
            ]
    for one in tree.xpath("//a/@href"):
        if one.startswith("#") and one[1:] not in known:
            wrong.append(f"link to {one}, which is not there")
    for one in tree.xpath("//a | //button"):
        if not _name(one):
            wrong.append(f"empty link or button {lxml.html.tostring(one, encoding=str)[:80]}")
    for form in tree.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        # Whoever types a slip's code, or asks for a link that goes to its owner, has no cookie a token could stand
        # against, and changes nothing.
        if form.get("action") not in ("/s/", "/answer/no-more/lost/") and not form.xpath(
            ".//input[@name='csrfmiddlewaretoken' or @name='check']"
        ):
            wrong.append("a form that posts without a token")
    if is_whole(response):
        wrong += _whole_wrong(tree)
    return wrong


def _whole_wrong(tree) -> list[str]:
    wrong = []
    if (headings := len(tree.xpath("//h1"))) != 1:
        wrong.append(f"{headings} h1")
    levels = [
        int(one.tag[1]) for one in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    wrong += [f"h{a} is followed by h{b}" for a, b in zip(levels, levels[1:], strict=False) if b > a + 1]
    if len(tree.xpath("//main")) != 1 or not tree.xpath("/html/@lang"):
        wrong.append("no single main, or no language")
    title = tree.findtext(".//title") or ""
    if not title.strip() or title.strip().startswith("–"):
        wrong.append("no title")
    shown = "[not(ancestor-or-self::*[@hidden or self::template])]"
    # Examples on the page of components are no errors of that page.
    shown += "[not(ancestor::*[contains(@class, 'portal-specimen')])]"
    summaries = tree.xpath(f"//*[contains(@class, 'nhsuk-error-summary')]{shown}")
    if bool(summaries) != title.startswith("Error: "):
        wrong.append(f"error summary and title don't agree: {title}")
    return wrong


def _link(href: str) -> bool:
    return urlsplit(href).scheme in ("", "http", "https", "mailto", "tel")


def _label(tree, field) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby") or field.xpath("ancestor::label"):
        return True
    labels = (one for one in tree.xpath("//label") if one.get("for") == field.get("id"))
    return any(one.text_content().strip() for one in labels)


def _name(element) -> bool:
    return bool(
        element.text_content().strip()
        or element.get("aria-label")
        or element.xpath(".//img[@alt] | .//*[local-name()='title']")
    )


def answer_wrong(response, *, private: bool) -> list[str]:
    """Everything: for the crawler, which meets every kind of answer."""
    wrong = [f"status {response.status_code}"] if response.status_code >= 500 else []
    wrong += headers_wrong(response, private=private) + text_wrong(response)
    if is_page(response) and body(response):
        wrong += page_wrong(response)
    return wrong
