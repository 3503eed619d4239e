"""Login through the real pages: a provider on loopback, the rule of viewers and editors, names in the reviews."""

import http.cookiejar
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from dashboard_app import samples
from identity_provider import CLIENT, provider
from serving import free_port, served
from visitor import Visitor

from stats.collection import Collection
from stats.settings import Settings

ACCOUNTS = {
    "ana": {"email": "ana@example.org", "email_verified": True},
    "ben": {"email": "Ben@Example.org"},
    "eve": {"email": "eve@example.net", "email_verified": True},
    "unverified": {"email": "mallory@example.org", "email_verified": False},
}


@dataclass
class Browser:
    """A browser's cookies and what it can do with them."""

    address: str

    def __post_init__(self) -> None:
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/_stcore/health")  # gives the cookie against forged requests

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a path or address, following redirects; an error is an answer too."""
        try:
            with self._opener.open(path if "://" in path else self.address + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def visit(self) -> Visitor:
        """Open the dashboard with these cookies."""
        return Visitor(self.address, {c.name: c.value or "" for c in self.jar})

    def log_in(self, provider: str, account: str) -> None:
        """Press the button, choose an account at the provider, and come back."""
        with self.visit() as visitor:
            visitor.open()
            status, page = self.get(visitor.press("Log in").redirect)
        assert status == 200
        own = next(a for a in re.findall(r'href="([^"]+)"', page) if a.endswith(f"account={account}"))
        status, _ = self.get(provider + unescape(own))
        assert status == 200


@dataclass(frozen=True)
class Guarded:
    address: str
    provider: str
    folder: Path

    def someone(self, account: str = "") -> Browser:
        """Return a fresh browser, logged in where an account is named."""
        browser = Browser(self.address)
        if account:
            browser.log_in(self.provider, account)
        return browser


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: Any) -> Iterator[Guarded]:
    """The dashboard with [auth] in its secrets: @example.org may look, ana may change things."""
    folder = tmp_path_factory.mktemp("login")
    shutil.copytree(samples(), folder, dirs_exist_ok=True)
    port = free_port()
    with provider(ACCOUNTS) as own:
        secrets = folder / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"c" * 40}"\n'
            f'client_id = "{CLIENT[0]}"\nclient_secret = "{CLIENT[1]}"\n'
            f'server_metadata_url = "{own.address}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        settings = {"HEADCOUNT_VIEWERS": "@example.org", "HEADCOUNT_EDITORS": "ana@example.org",
                    "STREAMLIT_SECRETS_FILES": str(secrets)}  # fmt: skip
        with served(folder, port=port, **settings) as address:
            yield Guarded(address, own.address, folder)


def seen(browser: Browser, page: str = "") -> str:
    """Return the words and buttons of a page."""
    with browser.visit() as visitor:
        run = visitor.open(page)
        return run.told() + "\n" + "\n".join(button.label for button in run.of("button"))


@pytest.mark.parametrize("page", ["", "series", "articles", "review", "add", "checks", "download"])
def test_who_is_not_logged_in_sees_the_button_and_nothing_else(guarded: Guarded, page: str) -> None:
    told = seen(guarded.someone(), page)
    assert "Log in to see this collection." in told
    assert "Mosul" not in told
    assert "Sample articles" not in told


@pytest.mark.parametrize(
    ("account", "status"), [("", 401), ("ana", 200), ("ben", 200), ("eve", 401), ("unverified", 401)]
)
def test_the_addresses_under_api_obey_the_same_rule(guarded: Guarded, account: str, status: int) -> None:
    found, body = guarded.someone(account).get("/api/figures.csv?country=IRQ")
    assert found == status
    assert ("Tigris Dispatch" in body) == (status == 200)


def test_an_editor_s_review_carries_her_name(guarded: Guarded) -> None:
    browser = guarded.someone("ana")
    assert "Mosul" in seen(browser)
    with browser.visit() as visitor:
        visitor.open("review")
        visitor.press("Accept (a)")
    with Collection.open(Settings(data=guarded.folder)) as collection:
        log = collection.store.reviews(limit=1)
    assert log[["action", "by"]].values.tolist() == [["accept", "ana@example.org"]]


def test_a_viewer_sees_everything_and_can_change_nothing(guarded: Guarded) -> None:
    browser = guarded.someone("ben")
    assert "Mosul" in seen(browser)
    assert "Accept (a)" not in seen(browser, "review")
    assert "Remove the samples" not in seen(browser, "articles")
    assert "You may look but not change things here." in seen(browser, "add")


@pytest.mark.parametrize("account", ["eve", "unverified"])
def test_who_is_not_named_is_told_so(guarded: Guarded, account: str) -> None:
    told = seen(guarded.someone(account))
    assert "Mosul" not in told
    assert ("may not look" in told) == (account == "eve")


def test_logging_out_closes_pages_and_addresses(guarded: Guarded) -> None:
    browser = guarded.someone("eve")
    with browser.visit() as visitor:
        visitor.open()
        browser.get(visitor.press("Log out").redirect)
    assert "Log in to see this collection." in seen(browser)


def test_a_login_without_the_cookie_against_forged_requests_is_none(guarded: Guarded) -> None:
    browser = guarded.someone("ana")
    cookies = {c.name: c.value or "" for c in browser.jar if c.name != "_streamlit_xsrf"}
    with Visitor(guarded.address, cookies) as visitor:
        assert "Mosul" not in visitor.open().told()
