"""Somebody at the dashboard without a browser: speaks Streamlit's websocket protocol, so that many can come at once."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

_AGAIN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
_LONGEST = 120  # seconds for one run


@dataclass
class Run:
    """What came back until a script had run.

    seconds: until its end; heading: until the first heading came. size: bytes. elements: Streamlit's own messages.
    query: of the address afterwards. redirect: where a login sends the browser.
    """

    seconds: float = 0.0
    heading: float | None = None
    size: int = 0
    elements: list[Any] = field(default_factory=list)
    query: str = ""
    redirect: str = ""

    def of(self, kind: str) -> list[Any]:
        """Return the elements of a kind, such as html or plotly_chart."""
        return [getattr(e, kind) for e in self.elements if e.WhichOneof("type") == kind]

    def told(self) -> str:
        """Return the words of headings, texts and HTML, one element a line."""
        kinds = ("html", "text", "heading", "markdown", "alert")
        return "\n".join(str(getattr(e, "body", e)) for kind in kinds for e in self.of(kind))


class Visitor:
    """One open page. As a context manager it leaves when done."""

    def __init__(self, address: str, cookies: Mapping[str, str] | None = None) -> None:
        """Come to the dashboard at an address such as http://127.0.0.1:8501, with the cookies of a login."""
        self._stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
        self._address = address
        self._cookies = dict(cookies or {})
        self._leaving = ExitStack()
        self._connection: ClientConnection | None = None
        self._query = ""
        self._page = ""
        self._widgets: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()

    def leave(self) -> None:
        """Close the page."""
        self._leaving.close()

    def open(self, page: str = "", query: str = "") -> Run:
        """Open a page with a query, as a browser that was given its address; the connection is part of the time."""
        began = time.perf_counter()
        if self._connection is None:
            headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self._cookies.items())} if self._cookies else {}
            token = self._cookies.get("_streamlit_xsrf")
            self._connection = self._leaving.enter_context(connect(
                self._stream, subprotocols=["streamlit", *([token] if token else [])], additional_headers=headers,
                origin=self._address, max_size=None, open_timeout=_LONGEST,
            ))  # fmt: skip
        self._page, self._query = page, query
        return self._run(began, BackMsg())

    def choose(self, label: str, *options: str) -> Run:
        """Choose options, as they are shown, in the list of this label that stands on the page."""
        message = BackMsg()
        state = WidgetState(id=self._widgets[label])
        state.string_array_value.data.extend(options)
        message.rerun_script.widget_states.widgets.append(state)
        return self._run(time.perf_counter(), message)

    def press(self, label: str) -> Run:
        """Press the button of this label."""
        message = BackMsg()
        message.rerun_script.widget_states.widgets.append(WidgetState(id=self._widgets[label], trigger_value=True))
        return self._run(time.perf_counter(), message)

    def _run(self, began: float, message: BackMsg) -> Run:
        assert self._connection is not None
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = self._page
        message.rerun_script.context_info.timezone = "UTC"
        message.rerun_script.context_info.locale = "en-GB"
        message.rerun_script.context_info.url = f"{self._address}/{self._page}"
        self._connection.send(message.SerializeToString())
        run = Run()
        while True:
            received = self._connection.recv(timeout=_LONGEST)
            assert isinstance(received, bytes)
            run.size += len(received)
            told = ForwardMsg.FromString(received)
            kind = told.WhichOneof("type")
            if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._note(run, told.delta.new_element, time.perf_counter() - began)
            elif kind == "page_info_changed":
                self._query = told.page_info_changed.query_string
            elif kind == "auth_redirect":
                run.redirect = told.auth_redirect.url
            elif kind == "script_finished" and told.script_finished != _AGAIN:
                run.seconds, run.query = time.perf_counter() - began, self._query
                return run

    def _note(self, run: Run, element: Any, at: float) -> None:
        run.elements.append(element)
        kind = element.WhichOneof("type")
        own = getattr(element, kind)
        if {"id", "label"} <= set(own.DESCRIPTOR.fields_by_name):
            self._widgets[own.label] = own.id
        if run.heading is None and (kind == "heading" or (kind == "html" and "<h1" in own.body)):
            run.heading = at
