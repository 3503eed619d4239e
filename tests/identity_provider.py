"""A small OpenID provider on loopback: discovery, keys, a page to choose an account, codes with PKCE, signed tokens."""

import base64
import contextlib
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = ("headcount", "a secret of the test")


class Provider:
    """What the provider knows: its key, the accounts, and the codes that it gave out, each good for one exchange."""

    def __init__(self, accounts: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the accounts: name -> claims of its identity token."""
        self.accounts = accounts
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        self.address = ""

    def metadata(self) -> dict[str, Any]:
        """Return what discovery tells."""
        return {
            "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }  # fmt: skip

    def token(self, given: Mapping[str, str]) -> dict[str, Any] | None:
        """Exchange a code for an identity token; None where client, address, code or PKCE verifier do not fit."""
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or (given.get("client_id"), given.get("client_secret")) != CLIENT:
            return None
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return None
        if given.get("redirect_uri") != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "sub": asked["account"], "aud": CLIENT[0], "iat": now, "exp": now + 300,
                  "nonce": asked["nonce"], **self.accounts[asked["account"]]}  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"id_token": token, "access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300}


@contextlib.contextmanager
def provider(accounts: Mapping[str, Mapping[str, Any]]) -> Iterator[Provider]:
    """Run a provider on a free port of this machine."""
    own = Provider(accounts)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(own))
    own.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield own
    finally:
        server.shutdown()
        server.server_close()


def _handler(own: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, _flat(urlsplit(self.path).query)
            if path == "/.well-known/openid-configuration":
                self._json(own.metadata())
            elif path == "/keys":
                self._json({"keys": [own.key.as_dict(private=False)]})
            elif path == "/authorize" and query.get("client_id") == CLIENT[0] and "account" not in query:
                links = "".join(f'<p><a href="/authorize?{html.escape(urlencode({**query, "account": name}))}">'
                                f"{html.escape(name)}</a>" for name in own.accounts)  # fmt: skip
                self._answer(200, f"<h1>Choose an account</h1>{links}".encode(), "text/html; charset=utf-8")
            elif path == "/authorize" and query.get("account") in own.accounts:
                code = secrets.token_urlsafe()
                own.codes[code] = query
                self.send_response(302)
                back = f"{query['redirect_uri']}?code={quote(code)}&state={quote(query['state'])}"
                self.send_header("Location", back)
                self.end_headers()
            else:
                self._answer(404, b"", "text/plain")

        def do_POST(self) -> None:
            given = _flat(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if (basic := self.headers.get("Authorization", "")).startswith("Basic "):
                name, _, word = base64.b64decode(basic[6:]).decode().partition(":")
                given |= {"client_id": unquote(name), "client_secret": unquote(word)}
            token = own.token(given)
            self._json(token or {"error": "invalid_grant"}, 200 if token else 400)

        def _json(self, told: Any, status: int = 200) -> None:
            self._answer(status, json.dumps(told).encode(), "application/json")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Stay quiet."""

    return Handler


def _flat(query: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(query).items()}
