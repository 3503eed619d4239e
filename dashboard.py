"""The server: the pages of stats/pages/app.py, the addresses under /api, and the security headers.

Start it with `streamlit run dashboard.py`.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from stats import api
from stats.collection import shared
from stats.early import EarlyScripts
from stats.errors import HeadcountError
from stats.headers import KnownHosts, SecurityHeaders


def warm() -> None:
    """Open the collection and load the first page's parts while the browser still loads its scripts."""
    from stats.filters import Filters
    from stats.pages import asked, empty, filter_bar, sentence, situation  # noqa: F401 - every page needs them

    with suppress(HeadcountError):  # the first page tells what is wrong
        shared()
        total = asked.count(Filters())
        _, scope = situation.scope_of(Filters(), total)
        situation.of(scope)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: no collection looks at it again


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    warming = asyncio.get_running_loop().run_in_executor(None, warm)
    yield
    await warming


app = st.App(
    Path(__file__).parent / "stats" / "pages" / "app.py",
    routes=api.routes(),
    middleware=[Middleware(SecurityHeaders), Middleware(KnownHosts), Middleware(EarlyScripts)],
    lifespan=_lifespan,
)
