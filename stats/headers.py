"""What the dashboard's server does with every request: it answers under known names only, with the security headers."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

UNKNOWN_HOST = (
    "The dashboard is not known under this name. Whoever runs it can add the name to the setting "
    "STREAMLIT_SERVER_ALLOWED_HOSTS; docs/deploy.md says how.\n"
)
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def inline_scripts(page: str) -> list[str]:
    """Return the hashes of a page's inline scripts, as a content security policy names them."""
    digests = (hashlib.sha256(code.encode()).digest() for code in _INLINE.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def streamlit_page() -> str:
    """Return the page that the installed Streamlit sends to every browser."""
    import streamlit

    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def policy(script_hashes: Iterable[str]) -> str:
    """Return the content security policy: everything from this server, nothing from elsewhere.

    Styles are inline in Streamlit and plotly; both make workers, images and scripts of components from blobs.
    """
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' blob: {' '.join(script_hashes)}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ))  # fmt: skip


class SecurityHeaders:
    """ASGI middleware that adds the headers to every answer."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._headers = [
            (b"content-security-policy", policy(inline_scripts(streamlit_page())).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; add the headers to the start of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        own = {name for name, _ in self._headers}

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in own]
                message["headers"] = [*kept, *self._headers]
            await send(message)

        await self._app(scope, receive, sent)


class KnownHosts:
    """ASGI middleware that answers only under the names of server.allowedHosts.

    Streamlit holds its websocket to them, and nothing else. A page elsewhere whose name comes to mean this machine (DNS
    rebinding) could otherwise read the addresses under /api through the browser of whoever visits it.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on where its name is known; else say which setting would make it so."""
        # Streamlit's own and not public; requirements.txt pins the version and tests/test_headers.py holds it.
        from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

        named = next((value.decode("latin-1") for name, value in scope.get("headers", ()) if name == b"host"), None)
        if scope["type"] != "http" or is_host_allowed(named):
            await self._app(scope, receive, send)
            return
        body = UNKNOWN_HOST.encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 421, "headers": headers})
        await send({"type": "http.response.body", "body": body})
