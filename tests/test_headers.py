"""The security headers: on every answer, and none of the page's own scripts is shut out."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from stats.headers import KnownHosts, SecurityHeaders, inline_scripts, policy, streamlit_page

ROOT = Path(__file__).resolve().parents[1]


def answer(scope: dict[str, Any]) -> dict[str, str]:
    """Return the headers that come back when the application answers with headers of its own."""
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404,
                    "headers": [(b"Content-Security-Policy", b"none"), (b"x-own", b"1")]})  # fmt: skip
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(SecurityHeaders(app)(scope, None, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_every_answer_has_them_once() -> None:
    headers = answer({"type": "http"})
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-own"] == "1"
    assert "Content-Security-Policy" not in headers


def test_a_websocket_is_passed_on_as_it_is() -> None:
    assert "x-content-type-options" not in answer({"type": "websocket"})


def test_the_inline_script_of_the_page_is_allowed_by_its_hash() -> None:
    hashes = inline_scripts(streamlit_page())
    assert len(hashes) == 1
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", hashes[0])
    assert hashes[0] in policy(hashes)


def test_scripts_with_a_source_are_not_hashed() -> None:
    assert inline_scripts('<script src="a.js"></script><script type="module" crossorigin src="b.js"></script>') == []
    # printf 'x=1' | openssl dgst -sha256 -binary | base64
    assert inline_scripts("<script>x=1</script>") == ["'sha256-HyBrEcI+KMwlDe1/wAmNOCOoRnpUNA8axOU1y4VEST8='"]


def test_no_script_style_or_connection_from_elsewhere() -> None:
    said = policy(["'sha256-x'"])
    assert "unsafe-eval" not in said
    assert "http" not in said
    assert "*" not in said
    assert "script-src 'self' blob: 'sha256-x';" in said


def status_under(name: str | None, allowed: list[str]) -> int:
    """Return the status of an answer under a host's name, where Streamlit is told these names."""
    from streamlit import config

    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    before = config.get_option("server.allowedHosts")
    config.set_option("server.allowedHosts", allowed)
    try:
        headers = [] if name is None else [(b"host", name.encode())]
        asyncio.run(KnownHosts(app)({"type": "http", "headers": headers}, None, send))
    finally:
        config.set_option("server.allowedHosts", before)
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    ("name", "status"),
    [("localhost:8501", 200), ("[::1]:8501", 200), ("LOCALHOST", 200), ("evil.test", 421), ("localhost.evil.test", 421),
     ("evil.test@localhost", 421), ("", 421), (None, 421)],
)  # fmt: skip
def test_only_known_names_are_answered(name: str | None, status: int) -> None:
    assert status_under(name, ["localhost", "127.0.0.1", "::1"]) == status


def test_without_a_list_every_name_is_answered() -> None:
    assert status_under("headcount.example.org", []) == 200


def test_the_container_asks_for_its_health_under_a_name_that_is_known_as_deployed() -> None:
    """Refused, it was restarted for ever by whoever restarts what is not well."""
    container, deploy = ((ROOT / name).read_text(encoding="utf-8") for name in ("Containerfile", "docs/deploy.md"))
    asked = re.search(r"http://([^/']+)/_stcore/health", container)
    told = re.search(r'STREAMLIT_SERVER_ALLOWED_HOSTS="([^"]+)"', deploy)
    assert asked
    assert told
    assert status_under(asked[1], told[1].split()) == 200
