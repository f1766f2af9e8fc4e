"""A provider that says whatever a test wants: a real server on this machine, its tokens signed for real."""

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from pcnportal.organisation import Organisation


class PretendProvider:
    """``claims`` overrides what its next token says (None leaves a claim out); ``key``, ``algorithm`` and ``kid``
    how it is signed; ``broken`` which of its addresses answer 500; ``discovery`` what it says of itself."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.key = self.own_key = ec.generate_private_key(ec.SECP256R1())
        self.algorithm, self.kid = "ES256", "one"
        self.claims, self.discovery, self.broken, self.asked = {}, {}, set(), []
        self.organisation = Organisation(
            issuer=self.issuer,
            client_id="portal",
            client_secret=secrets.token_urlsafe(48),
            name="NHSmail",
            second_factor=frozenset({"mfa", "otp"}),
            origins=(self.issuer,),
        )
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    # --- What a browser does there ---------------------------------------------
    def let_in(self, client, response, **claims):
        """Follow ``response`` (a redirect to here), be whoever ``claims`` say, and follow the way back."""
        return client.get(self.way_back(response, **claims))

    def way_back(self, response, **claims) -> str:
        """The address to which the provider sends the browser back."""
        assert response.status_code == 302, response.content.decode()
        assert response.url.startswith(f"{self.issuer}/authorise?")
        self.request = {name: values[0] for name, values in parse_qs(urlsplit(response.url).query).items()}
        self.claims = claims
        path = urlsplit(self.request["redirect_uri"]).path
        return f"{path}?code=a-code&state={self.request['state']}"

    def token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.organisation.client_id,
            "sub": "somebody",
            "iat": now,
            "exp": now + 60,
            "nonce": self.request["nonce"],
        }
        said = {name: value for name, value in (claims | self.claims).items() if value is not None}
        return jwt.encode(said, self.key, algorithm=self.algorithm, headers={"kid": self.kid})

    def _answers(self) -> dict:
        public = json.loads(ECAlgorithm.to_jwk(self.own_key.public_key()))
        addresses = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorise",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return {
            "/.well-known/openid-configuration": lambda: addresses | self.discovery,
            "/keys": lambda: {"keys": [public | {"kid": "one", "use": "sig"}]},
            "/token": lambda: {"access_token": "unused", "token_type": "bearer", "id_token": self.token()},
        }

    def _handler(provider):  # noqa: N805 - the handler's own self is the request
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length", 0))
                provider.asked.append((self.path, parse_qs(self.rfile.read(length).decode())))
                path = urlsplit(self.path).path
                answer = provider._answers().get(path)
                self.send_response(500 if path in provider.broken or answer is None else 200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer() if answer else {}).encode())

            do_POST = do_GET

            def log_message(self, *args):
                """Say nothing."""

        return Handler
