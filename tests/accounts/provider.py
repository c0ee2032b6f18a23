"""An identity provider on this machine, which speaks as much OpenID Connect as a tenant does."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Its tenants lie under `/one/` and `/two/`; `claims` go into the next token."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.claims: dict[str, Any] = {}
        self.asked: list[dict[str, str]] = []

    def tenant(self, name: str) -> str:
        return f"{self.address}/{name}"

    def configuration(self, tenant: str) -> dict[str, Any]:
        here = self.tenant(tenant)
        return {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
            "userinfo_endpoint": f"{here}/never",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def token(self, tenant: str, sent: dict[str, str]) -> dict[str, Any]:
        self.asked.append(sent)
        claims = {
            "iss": self.tenant(tenant),
            "aud": "our-site",
            "exp": int(time.time()) + 600,
            "iat": int(time.time()),
            **self.claims,
        }
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "access", "token_type": "Bearer", "id_token": token}


@contextmanager
def running() -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tenant, _, rest = urlsplit(self.path).path[1:].partition("/")
            if rest.startswith(".well-known/"):
                self.answer(provider.configuration(tenant))
            elif rest == "keys":
                self.answer(provider.keys())
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {key: values[0] for key, values in parse_qs(body).items()}
            self.answer(provider.token(self.path[1:].partition("/")[0], sent))

        def answer(self, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
