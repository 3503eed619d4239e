"""A page that begins with a chart has Streamlit's scripts for it made ready while the server answers, not after.

Streamlit's browser part asks for the script of a kind of element when the first of its kind has come. plotly.js has
five megabytes: the browser waited for the server before, and the reader for the browser after. Measured, the first
chart came half a second to a second earlier; fetching alone (modulepreload) gained nothing. With plotly's script only,
the chart stood a second before the words above it; so those of words and key figures go with it.
"""

from collections.abc import Iterable
from pathlib import Path

from stats.headers import Application, Message, Receive, Scope, Send, streamlit_page

CHARTED = ("", "overview", "series", "who_says_what")
"""The last part of the addresses of the pages that begin with a chart."""
_ELEMENTS = ("Html", "BidiComponent", "PlotlyChart")


def element_scripts() -> list[str]:
    """Return the names of the installed Streamlit's scripts of what these pages begin with: words, numbers, a chart."""
    import streamlit

    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return [file.name for element in _ELEMENTS for file in sorted(folder.glob(f"{element}.*.js"))[:1]]


def with_scripts(page: str, names: Iterable[str]) -> str:
    """Return a page that runs some of Streamlit's scripts, after its own, at the end of its head."""
    tags = (f'<script type="module" crossorigin src="./static/js/{name}"></script>' for name in names)
    return page.replace("</head>", f"{''.join(tags)}</head>", 1)


class EarlyScripts:
    """ASGI middleware that adds the scripts to the page which Streamlit sends under every address, where a chart is."""

    def __init__(self, app: Application, pages: Iterable[str] = CHARTED) -> None:
        self._app = app
        self._pages = set(pages)
        self._page = streamlit_page().encode()
        self._early = with_scripts(streamlit_page(), element_scripts()).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where its answer is Streamlit's page, letter by letter, send the one with the scripts."""
        charted = scope["type"] == "http" and scope["path"].rpartition("/")[2] in self._pages
        if not charted or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def sent(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif not start:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    told = self._early if body == self._page else body
                    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
                    await send({**start, "headers": [*kept, (b"content-length", str(len(told)).encode())]})
                    await send({"type": "http.response.body", "body": told})

        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, sent)


def _is_page(message: Message) -> bool:
    kind = next((value for name, value in message.get("headers", ()) if name.lower() == b"content-type"), b"")
    return message["status"] == 200 and kind.startswith(b"text/html")
