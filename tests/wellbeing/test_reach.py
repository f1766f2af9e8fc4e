"""Whether an address outside answers, without being sent to look around inside. What answers is this machine, with a
certificate of its own."""

import datetime
import ipaddress
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from apps.wellbeing import reach

HOST = "support.example"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:a00:1::", "255.255.255.255",
    ],
)  # fmt: skip
def test_what_is_not_the_whole_internets_is_refused(address):
    assert not reach.is_public(address)


@pytest.mark.parametrize("address", ["151.101.1.1", "2a04:4e42::1"])
def test_the_whole_internets_is_not(address):
    assert reach.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://support.example/", "ftp://support.example/", "https://support.example:8443/", "https:///x",
        "https://user@support.example/", "javascript:alert(1)", "https://support.example:x/", "https://[::1/",
    ],
)  # fmt: skip
def test_only_https_on_its_usual_port(url):
    assert reach.problem_with(url) == reach.NOT_HTTPS


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433"])
def test_this_machine_is_inside_however_it_is_written(host):
    assert reach.problem_with(f"https://{host}/") in (reach.INSIDE, reach.UNKNOWN)


def test_name_with_one_private_address_is_inside(monkeypatch):
    resolves_to(monkeypatch, "151.101.1.1", "10.0.0.1")
    assert reach.problem_with("https://support.example/") == reach.INSIDE


def test_name_that_nobody_has(monkeypatch):
    def unknown(*arguments, **options):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert reach.problem_with("https://support.example/") == reach.UNKNOWN


def resolves_to(monkeypatch, *addresses):
    """The names of the world outside."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    real = socket.getaddrinfo

    def look_up(host, *arguments, **options):
        return real(host, *arguments, **options) if host == "127.0.0.1" else found

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


class Site(BaseHTTPRequestHandler):
    answers = {"/": (200, {}), "/gone": (404, {}), "/shy": (403, {}), "/round": (302, {"Location": "/round"}),
               "/on": (301, {"Location": "/"}), "/inside": (302, {"Location": "https://10.0.0.1/"}),
               "/plain": (302, {"Location": "http://support.example/"}), "/broken": (500, {})}  # fmt: skip

    def do_GET(self):  # noqa: N802
        status, headers = self.answers[self.path.partition("?")[0]]
        self.server.asked.append((self.headers["Host"], self.path))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *arguments):
        return


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    names = x509.SubjectAlternativeName(
        [x509.DNSName(HOST), x509.IPAddress(ipaddress.ip_address("10.0.0.1"))]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("site") / "site.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def site(certificate, monkeypatch):
    """A site at https://support.example/ that the whole internet reaches, as far as the portal knows."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    pool = urllib3.HTTPSConnectionPool

    def here(address, **options):
        return pool("127.0.0.1", server.server_port, ca_certs=str(certificate), **options)

    resolves_to(monkeypatch, "151.101.1.1")
    monkeypatch.setattr(reach.urllib3, "HTTPSConnectionPool", here)
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_site_that_answers_is_there(site):
    assert reach.problem_with("https://support.example/?a=b") == ""
    assert site.asked == [(HOST, "/?a=b")]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("shy", ""), ("on", ""), ("gone", "It answers with error 404"), ("broken", "It answers with error 500"),
        ("round", reach.LOST), ("plain", reach.NOT_HTTPS),
    ],
)  # fmt: skip
def test_what_a_site_answers(site, path, problem):
    assert reach.problem_with(f"https://support.example/{path}") == problem


def test_a_redirect_inside_is_not_followed(site, monkeypatch):
    real = reach._address_of
    monkeypatch.setattr(reach, "_address_of", lambda host: reach.INSIDE if host == "10.0.0.1" else real(host))
    assert reach.problem_with("https://support.example/inside") == reach.INSIDE
    assert len(site.asked) == 1


def test_a_site_with_anothers_certificate_is_not_secure(site):
    assert reach.problem_with("https://another.example/") == reach.SILENT


def test_a_site_that_says_nothing_is_given_up(monkeypatch):
    silent = socket.create_server(("127.0.0.1", 0))
    pool = urllib3.HTTPSConnectionPool
    resolves_to(monkeypatch, "151.101.1.1")
    monkeypatch.setattr(reach, "SECONDS", 0.2)
    monkeypatch.setattr(
        reach.urllib3,
        "HTTPSConnectionPool",
        lambda address, **options: pool("127.0.0.1", silent.getsockname()[1], **options),
    )
    assert reach.problem_with("https://support.example/") == reach.SILENT
    silent.close()
