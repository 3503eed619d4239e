"""A page that begins with a chart has plotly made ready while the server answers, not after.

Streamlit's browser part asks for plotly.js, and has its five megabytes read, only when the first chart has come: the
browser waits for the server before, and the reader for the browser after. Measured, the first chart came half a second
earlier; fetching alone (modulepreload), or the other elements' scripts too, gained nothing. It costs the words before
the chart some tenths of a second.
"""

from collections.abc import Iterable
from pathlib import Path

from stats.headers import Application, Message, Receive, Scope, Send, streamlit_page

CHARTED = ("", "overview", "series", "who_says_what")
"""The last part of the addresses of the pages that begin with a chart."""


def plotly_script() -> str | None:
    """Return the name of the installed Streamlit's script that draws plotly's charts; None where there is none."""
    import streamlit

    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return next((file.name for file in sorted(folder.glob("PlotlyChart.*.js"))), None)


def with_script(page: str, name: str | None) -> str:
    """Return a page that runs a script of Streamlit's, after its own, at the end of its head; as it is for None."""
    tag = f'<script type="module" crossorigin src="./static/js/{name}"></script>'
    return page if name is None else page.replace("</head>", f"{tag}</head>", 1)


class EarlyPlotly:
    """ASGI middleware that adds the script to the page which Streamlit sends under every address, where a chart is."""

    def __init__(self, app: Application, pages: Iterable[str] = CHARTED) -> None:
        self._app = app
        self._pages = set(pages)
        self._page = streamlit_page().encode()
        self._early = with_script(streamlit_page(), plotly_script()).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where its answer is Streamlit's page, letter by letter, send the one with the script."""
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
