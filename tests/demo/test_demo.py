from email.message import EmailMessage

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from apps.accounts.models import User
from apps.demo.middleware import OnlyOnThisMachine
from apps.demo.personas import PERSONAS


@pytest.fixture
def demo(settings, tmp_path, db):
    settings.DEMO = True
    settings.MAIL_DIR = str(tmp_path / "mail")
    for persona in PERSONAS:
        User.objects.create_user(persona.email, name=persona.name)
    return tmp_path / "mail"


def test_persona_is_chosen_by_a_click(client, demo):
    client.post(reverse("demo:personas"), {"persona": "manager"})
    assert client.session["_auth_user_id"] == str(User.objects.get(email=PERSONAS[0].email).pk)


def test_personas_do_not_exist_outside_the_demo(client, demo, settings):
    settings.DEMO = False
    assert client.get(reverse("demo:personas")).status_code == 404
    assert client.post(reverse("demo:personas"), {"persona": "manager"}).status_code == 404
    assert client.get(reverse("demo:mail")).status_code == 404


def test_unknown_persona_is_not_found(client, demo):
    assert client.post(reverse("demo:personas"), {"persona": "root"}).status_code == 404


def test_every_page_says_that_it_is_fictional(client, demo):
    assert "Everything here is fictional" in client.get(reverse("account_login")).content.decode()


def test_mails_can_be_searched_and_read(client, demo):
    demo.mkdir()
    for number, to in enumerate(["ana@practice.example", "<script>@practice.example"]):
        message = EmailMessage()
        message["To"], message["Subject"] = to, f"Your link <b>{number}</b>"
        message.set_content("Open https://portal.example/a/token/ please")
        (demo / f"2026-{number}.log").write_bytes(message.as_bytes() + b"\n" + b"-" * 79 + b"\n")
    page = client.get(reverse("demo:mail")).content.decode()
    assert "2 messages" in page
    assert "<script>@" not in page
    assert "1 message" in client.get(reverse("demo:mail"), {"q": "ANA"}).content.decode()
    letter = client.get(reverse("demo:mail_detail", args=["2026-0.log"])).content.decode()
    assert "please" in letter
    assert "-----" not in letter


@pytest.mark.parametrize("name", ["..%2Fsecrets", "missing.log", "..log"])
def test_no_other_file_can_be_read_as_mail(client, demo, name):
    assert client.get(f"/demo/mail/{name}/").status_code == 404


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via"]
)
def test_demo_refuses_requests_from_a_proxy(header):
    request = RequestFactory().get("/", headers={header: "1.2.3.4"})
    assert OnlyOnThisMachine(lambda r: HttpResponse())(request).status_code == 403


def test_bare_address_is_sent_to_localhost():
    request = RequestFactory().get("/log-in/?next=/", headers={"Host": "127.0.0.1:8000"})
    assert OnlyOnThisMachine(lambda r: HttpResponse())(request).url == "http://localhost:8000/log-in/?next=/"
