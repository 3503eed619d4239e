"""GET /api/figures.csv, /api/series.csv and their .json and .parquet: the rows of a page's address as a live link."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from stats.access import Access, person_of
from stats.collection import Collection, shared
from stats.downloads import download
from stats.errors import HeadcountError, SettingsError
from stats.filters import FILTER_NAMES, Filters
from stats.settings import settings

TABLES = ("figures", "series")
FORMS = ("csv", "json", "parquet")
OPTIONS = ("every", "as_known_on", "places", "bom")
_OFF = ("0", "false", "no", "off")
LOGIN_FIRST = "Log in to the dashboard first: these rows are for the people whom its settings name.\n"


def routes(
    open_collection: Callable[[], Collection] = shared,
    access: Callable[[], Access] | None = None,
    person: Callable[[Request], str | None] | None = None,
) -> list[Route]:
    """Return the routes for the server.

    Args:
        open_collection: gives the collection to read; by default the one that the pages share.
        access: gives the rule in force; by default that of the settings and Streamlit's login.
        person: tells who asks; by default by Streamlit's login cookie or the trusted proxy's headers.
    """

    def route(table: str, form: str) -> Route:
        async def answer(request: Request) -> Response:
            try:
                if not (access or access_in_force)().may_view((person or person_asking)(request)):
                    return PlainTextResponse(LOGIN_FIRST, 401)
                return await run_in_threadpool(_answer, open_collection, table, form, request)
            except SettingsError as error:
                return PlainTextResponse(f"{error}\n", 503)
            except HeadcountError as error:
                return PlainTextResponse(f"{error}\n", 400)

        return Route(f"/api/{table}.{form}", answer, methods=["GET"])

    return [route(table, form) for table in TABLES for form in FORMS]


def _answer(open_collection: Callable[[], Collection], table: str, form: str, request: Request) -> Response:
    query: dict[str, list[str]] = {}
    for key, value in request.query_params.multi_items():
        query.setdefault(key, []).append(value)
    _check_names(query)
    made = download(
        open_collection(),
        table,
        form,
        Filters.read(query),
        every=query.get("every", [""])[-1] or None,
        as_known_on=_day(query.get("as_known_on", [""])[-1]),
        places=_is_on(query, "places", default="0"),
        bom=_is_on(query, "bom", default="1"),
        link=str(request.url),
    )
    first = next(made.blocks, b"")  # an error in the question shows itself now, while the answer can still say so
    return StreamingResponse(
        iterate_in_threadpool(chain([first], made.blocks)),
        media_type=made.mime,
        headers={"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "private, no-cache"},
    )


def _check_names(query: Mapping[str, object]) -> None:
    """Refuse a name that is misspelt: left out, it would give the rows of everything."""
    for name in query:
        if name not in (*FILTER_NAMES, *OPTIONS):
            raise HeadcountError(
                f"There is no filter {name}. Choose among {', '.join(FILTER_NAMES)}; beside them stand "
                f"{', '.join(OPTIONS)}."
            )


def _is_on(query: Mapping[str, list[str]], name: str, *, default: str) -> bool:
    return (query.get(name, [""])[-1] or default).lower() not in _OFF


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise HeadcountError(f"as_known_on={text} is no date. Write it as year-month-day.") from None


def access_in_force() -> Access:
    """Return the rule of the settings; people log in where secrets.toml has [auth] or a proxy's headers are trusted.

    Raises:
        SettingsError: there is a file of secrets that cannot be read. Without it nobody would have to log in.
    """
    from streamlit import config
    from streamlit.runtime.secrets import secrets_singleton

    login = bool(config.get_option("server.trustedUserHeaders"))
    if secrets_singleton.load_if_toml_exists():
        login = login or "auth" in secrets_singleton
    elif config.is_manually_set("secrets.files") or any(Path(f).exists() for f in config.get_option("secrets.files")):
        raise SettingsError("The file of secrets cannot be read, so nobody is let in. The server's log says what is "
                            "wrong with it: mend the file and start again.")  # fmt: skip
    return Access(login, settings().viewers, settings().editors)


def person_asking(request: Request) -> str | None:
    """Return who asks, by the same cookie and headers that make `st.user` on a page.

    The functions are Streamlit's own and not public; requirements.txt pins the version and tests/test_api.py holds it.
    """
    from streamlit.auth_util import get_origin_from_redirect_uri
    from streamlit.web.server.server_util import AUTH_COOKIE_NAME
    from streamlit.web.server.starlette import starlette_websocket as own

    user: dict[str, Any] = {}
    cookie = own._get_signed_cookie_with_chunks(request.cookies, AUTH_COOKIE_NAME)
    origin = get_origin_from_redirect_uri() if cookie else None
    if cookie and origin:
        found = own._parse_decoded_user_cookie(cookie, origin)
        user.update(found if found.get("is_logged_in") else {})
    user.update(own.gather_user_info(request.headers))
    return person_of(user)


