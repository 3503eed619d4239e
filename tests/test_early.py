"""The scripts of words, key figures and charts are named by the pages that begin with them, by no other answer."""

import asyncio
from typing import Any

import pytest

from stats.early import EarlyScripts, element_scripts, with_scripts
from stats.headers import inline_scripts, streamlit_page

OTHER = b"<html><head></head><body>an article</body></html>"


def answer(path: str, body: bytes, *, status: int = 200, kind: bytes = b"text/html") -> tuple[Any, bytes]:
    """Return the start and the body of what comes back when the application answers with a body, in two pieces."""
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body[:20], "more_body": True})
        await send({"type": "http.response.body", "body": body[20:]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(EarlyScripts(app)(scope, None, send))  # type: ignore[arg-type]
    return sent[0], b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("path", ["/", "/overview", "/series", "/who_says_what", "/under/a/path/series"])
def test_a_page_that_begins_with_a_chart_names_its_scripts(path: str) -> None:
    start, body = answer(path, streamlit_page().encode())
    assert [name for name in element_scripts() if name not in body.decode()] == []
    assert (b"content-length", str(len(body)).encode()) in start["headers"]
    assert body.decode().replace(with_scripts("</head>", element_scripts()), "</head>") == streamlit_page()


@pytest.mark.parametrize(("path", "body", "status", "kind"), [
    ("/add", streamlit_page().encode(), 200, b"text/html"), ("/static/js/x.js", b"x = 1", 200, b"text/javascript"),
    ("/", OTHER, 200, b"text/html"), ("/", streamlit_page().encode(), 404, b"text/html"), ("/", b"", 304, b""),
])  # fmt: skip
def test_any_other_answer_stays_as_it_is(path: str, body: bytes, status: int, kind: bytes) -> None:
    start, told = answer(path, body, status=status, kind=kind)
    assert told == body
    assert start["status"] == status


def test_streamlits_scripts_are_there_words_before_charts_and_allowed() -> None:
    assert [name.split(".")[0] for name in element_scripts()] == ["Html", "BidiComponent", "PlotlyChart"]
    assert inline_scripts(with_scripts(streamlit_page(), element_scripts())) == inline_scripts(streamlit_page())
