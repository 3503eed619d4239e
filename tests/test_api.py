"""The addresses under /api: the rows of a page's filters as a live link, for those who may look."""

import contextlib
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from standins import Answer, ask, document, figure
from starlette.applications import Starlette

from stats import api
from stats.access import Access
from stats.collection import Collection
from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS, names
from stats.settings import Settings


@pytest.fixture(scope="module")
def collection(tmp_path_factory: Any) -> Iterator[Collection]:
    with Collection.open(Settings(data=tmp_path_factory.mktemp("api"))) as opened:
        one, two = document(1), document(2, date(2017, 4, 20))
        opened.keep_read([
            (one, [figure(one, 0, 5003)]),
            (two, [figure(two, 0, 97, place="Goma", period_start=date(2017, 3, 22), period_end=date(2017, 4, 10))]),
        ])  # fmt: skip
        yield opened


EVERYONE = Access()


def get(collection: Collection, address: str, method: str = "GET") -> Answer:
    """Ask as everyone may where no login is configured."""
    routes = api.routes(lambda: collection, lambda: EVERYONE, lambda request: None)
    return ask(Starlette(routes=routes), address, method)


def as_configured(collection: Collection, headers: dict[str, str] | None = None) -> int:
    """Ask under Streamlit's own configuration and return the status."""
    return ask(Starlette(routes=api.routes(lambda: collection)), "/api/figures.csv", headers=headers).status_code


def test_figures_as_csv(collection: Collection) -> None:
    answer = get(collection, "/api/figures.csv?country=IRQ")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="headcount-figures-')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = pd.read_csv(io.BytesIO(answer.content))
    assert list(rows.columns) == names(FIGURE_COLUMNS)
    assert rows["value"].tolist() == [5003]


def test_series_with_every_and_dates(collection: Collection) -> None:
    rows = pd.read_csv(io.BytesIO(get(collection, "/api/series.csv?place=Goma&every=month&bom=0").content))
    assert list(rows.columns) == names(SERIES_COLUMNS)
    assert rows["date"].tolist() == ["2017-03-31", "2017-04-30"]
    assert rows["value"].sum() == 97
    march = get(collection, "/api/series.csv?place=Goma&every=month&to=2017-03-31&bom=0")
    assert march.text.count("\n") == 2


def test_the_sums_of_places_stand_beside_their_country_where_asked_for(tmp_path: Path) -> None:
    with Collection.open(Settings(data=tmp_path)) as opened:
        for number, place_id in enumerate(("gn:99072", "gn:95446"), 1):
            one = document(number)
            opened.keep_read([(one, [figure(one, 0, 1009, place_id=place_id)])])

        def bases(query: str) -> set[str]:
            return set(pd.read_csv(io.BytesIO(get(opened, f"/api/series.csv?{query}").content))["basis"])

        assert "partial_sum" not in bases("every=month") | bases("every=month&places=0")
        for off in ("false", "no", "False", "off", ""):
            assert "partial_sum" not in bases(f"every=month&places={off}")
        assert "partial_sum" in bases("every=month&places=1")


def test_json_is_json_lines_and_parquet_is_parquet(collection: Collection) -> None:
    lines = [json.loads(line) for line in get(collection, "/api/figures.json?place=Mosul,Goma").text.splitlines()]
    assert [line["value"] for line in lines] == [5003, 97]
    table = pq.read_table(io.BytesIO(get(collection, "/api/series.parquet?measure=displaced").content))
    assert table.column_names == names(SERIES_COLUMNS)
    assert json.loads(table.schema.metadata[b"headcount"])["link"].endswith("/api/series.parquet?measure=displaced")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/api/figures.csv?contry=IRQ", "There is no filter contry. Choose among country, place, measure"),
        ("/api/figures.csv?from=March", "from=March is no date"),
        ("/api/series.csv?kind=stocks", "There is no kind stocks. Choose among flow"),
        ("/api/series.csv?country=cod", "cod is no country's code"),
        ("/api/series.csv?every=decade", "no bucket 'decade'"),
        ("/api/series.csv?as_known_on=soon", "as_known_on=soon is no date"),
    ],
)
def test_a_question_that_cannot_be_read_is_answered_in_words(collection: Collection, address: str, told: str) -> None:
    answer = get(collection, address)
    assert answer.status_code == 400
    assert told in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_there_is_nothing_to_write_and_no_other_table(collection: Collection) -> None:
    assert get(collection, "/api/figures.csv", "POST").status_code == 405
    assert get(collection, "/api/documents.csv").status_code == 404
    assert get(collection, "/api/figures.zip").status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [(None, 401), ("ana@example.org", 200), ("ana@example.net", 401)]
)
def test_the_rule_of_the_pages_holds_here(collection: Collection, person: str | None, status: int) -> None:
    access = Access(login=True, viewers=("@example.org",))
    answer = ask(Starlette(routes=api.routes(lambda: collection, lambda: access, lambda request: person)),
                 "/api/figures.csv")  # fmt: skip
    assert answer.status_code == status
    assert (b"5003" in answer.content) == (status == 200)


def signed(payload: dict[str, Any]) -> dict[str, str]:
    """Return the header with the cookie that Streamlit sets after a login."""
    from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    value = create_signed_value(get_cookie_secret(), AUTH_COOKIE_NAME, json.dumps(payload))
    return {"cookie": f"{AUTH_COOKIE_NAME}={value.decode()}"}


@contextlib.contextmanager
def secrets_at(path: Path) -> Iterator[None]:
    """Let Streamlit read its secrets from one file, and forget them afterwards."""
    from streamlit import config
    from streamlit.runtime.secrets import secrets_singleton

    option = config.get_config_options()["secrets.files"]
    before = option.value, option.where_defined
    secrets_singleton._reset()
    config.set_option("secrets.files", [str(path)])
    try:
        yield
    finally:
        option.set_value(*before)
        secrets_singleton._reset()


@pytest.fixture
def with_login(tmp_path: Path) -> Iterator[None]:
    """Configure login as docs/deploy.md says, for one test."""
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        '[auth]\nredirect_uri = "http://localhost:8501/oauth2callback"\ncookie_secret = "' + "s" * 40 + '"\n'
        'client_id = "headcount"\nclient_secret = "x"\nserver_metadata_url = "http://localhost:1/metadata"\n',
        encoding="utf-8",
    )
    with secrets_at(secrets):
        yield


LOGGED_IN = {"origin": "http://localhost:8501", "is_logged_in": True, "email": "ana@example.org"}


@pytest.mark.parametrize(
    ("cookie", "status"),
    [
        (LOGGED_IN, 200),
        ({**LOGGED_IN, "is_logged_in": False}, 401),
        ({**LOGGED_IN, "email_verified": False}, 401),
        ({**LOGGED_IN, "origin": "http://elsewhere"}, 401),
        (None, 401),
    ],
)
def test_streamlit_s_own_login_cookie_is_understood(
    collection: Collection, with_login: None, cookie: dict[str, Any] | None, status: int
) -> None:
    """With [auth] in secrets.toml, the cookie that makes st.user on a page opens the addresses too."""
    assert as_configured(collection, signed(cookie) if cookie else None) == status


@pytest.mark.parametrize("content", ["[auth\nbroken", None], ids=["broken", "missing"])
def test_secrets_that_cannot_be_read_let_nobody_in(
    collection: Collection, tmp_path: Path, content: str | None
) -> None:
    """Else a slip of the pen in secrets.toml would open the collection to everyone."""
    secrets = tmp_path / "secrets.toml"
    if content is not None:
        secrets.write_text(content, encoding="utf-8")
    with secrets_at(secrets):
        assert as_configured(collection) == 503


def test_a_forged_cookie_opens_nothing(collection: Collection, with_login: None) -> None:
    forged = {"cookie": signed(LOGGED_IN)["cookie"][:-4] + "AAAA"}
    assert as_configured(collection, forged) == 401


def test_a_trusted_proxy_s_header_is_understood(collection: Collection) -> None:
    from streamlit import config

    before = config.get_option("server.trustedUserHeaders")
    config.set_option("server.trustedUserHeaders", {"X-Forwarded-Email": "email"})
    try:
        assert as_configured(collection) == 401
        assert as_configured(collection, {"X-Forwarded-Email": "ana@example.org"}) == 200
    finally:
        config.set_option("server.trustedUserHeaders", before)


def test_without_login_everyone_at_this_machine_may_look(collection: Collection) -> None:
    assert as_configured(collection) == 200
