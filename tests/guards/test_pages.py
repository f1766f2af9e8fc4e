"""The guards' own eyes: each thing that must not be on a page is seen where it is."""

import pytest
from django.http import HttpResponse

from .forms import forms_of
from .pages import EVIL, answer_wrong, csv_wrong, headers_wrong, page_wrong, text_wrong

GOOD = """<!DOCTYPE html><html lang="en"><head><title>Good – PCN portal</title></head><body><main><h1>Good</h1>%s
</main></body></html>"""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def test_a_good_page_is_good():
    assert not answer_wrong(HttpResponse(GOOD % "", headers=HEADERS), private=True)


@pytest.mark.parametrize("name", HEADERS)
def test_every_header_is_missed(name):
    headers = {key: value for key, value in HEADERS.items() if key != name}
    assert headers_wrong(HttpResponse("", headers=headers), private=True)


@pytest.mark.parametrize(
    "policy",
    [
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; script-src 'unsafe-inline'",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; img-src *",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; font-src https://x.example",
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'",
    ],
)
def test_a_loose_policy_is_seen(policy):
    assert headers_wrong(
        HttpResponse("", headers={**HEADERS, "Content-Security-Policy": policy}), private=True
    )


def test_a_readable_cookie_and_a_file_shown_inline_are_seen():
    response = HttpResponse(b"%PDF", content_type="application/pdf", headers=HEADERS)
    assert headers_wrong(response, private=True) == ["application/pdf is shown, not downloaded"]
    response = HttpResponse("", headers=HEADERS)
    response.set_cookie("x", "y")
    assert "cookie" in headers_wrong(response, private=True)[0]


@pytest.mark.parametrize(
    "bad",
    [
        f"<b id={EVIL}>",
        "<p id=a></p><p id=a></p>",
        "<h1>Second</h1>",
        "<h3>Too deep</h3>",
        "<img src=https://elsewhere.example/x.png alt=x>",
        "<script src=//elsewhere.example/x.js></script>",
        "<form action=https://elsewhere.example/></form>",
        "<form method=POST><button>Go</button></form>",
        "<script>1</script>",
        "<p style=color:red>",
        "<p onclick=x()>",
        "<a href=javascript:x()>x</a>",
        "<a href=#nowhere>x</a>",
        "<a href=/x></a>",
        "<input id=x name=x>",
        "<label for=x></label><input id=x name=x>",
        "<input aria-label=x aria-describedby=nowhere>",
        "<div class=nhsuk-error-summary></div>",
    ],
)
def test_a_bad_page_is_seen(bad):
    assert page_wrong(HttpResponse(GOOD % bad))


def test_debug_text_is_seen():
    for bad in ("{{ user }}", "Traceback (most recent call last)", "<Person: Person object at 0x7f>"):
        assert text_wrong(HttpResponse(bad))


def test_formulas_are_seen():
    assert csv_wrong(HttpResponse("\ufeffa,b\r\n=1,x\r\n", content_type="text/csv")) == ["cell '=1'"]
    assert not csv_wrong(HttpResponse("\ufeffa,b\r\n-1.5,'=x\r\n", content_type="text/csv"))


def test_forms_are_read_as_a_browser_reads_them():
    page = GOOD % (
        "<form method=post action=/go/><input type=hidden name=h value=1><input type=radio name=r value=a>"
        "<input type=radio name=r value=b checked><input type=checkbox name=c value=x checked>"
        "<input type=checkbox name=c value=y checked><input type=checkbox name=d value=z>"
        "<select name=s><option value=''><option value=2></select><textarea name=t>old</textarea>"
        "<input type=email name=e><button name=do value=save>Save</button></form>"
    )
    (form,) = forms_of(HttpResponse(page), "/here/")
    assert (form.method, form.action) == ("post", "/go/")
    assert form.as_shown() == {
        "do": ["save"], "h": ["1"], "r": ["b"], "c": ["x", "y"], "s": [""], "t": ["old"], "e": [""],
    }  # fmt: skip
    assert form.filled()["e"] == ["somebody@practice.example"]
    assert form.filled()["s"] == ["2"]
    assert form.filled()["d"] == ["z"]
