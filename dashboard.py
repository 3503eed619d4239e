"""The server: the pages of stats/pages/app.py, the addresses under /api, and the security headers.

Start it with `streamlit run dashboard.py`.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from stats import api
from stats.headers import SecurityHeaders

app = st.App(
    Path(__file__).parent / "stats" / "pages" / "app.py",
    routes=api.routes(),
    middleware=[Middleware(SecurityHeaders)],
)
