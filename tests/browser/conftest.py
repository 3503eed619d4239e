"""The dashboard's own server, and a real browser to drive it; without a browser these tests skip."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from serving import ROOT, served

SHOTS = ROOT / "data" / "local" / "screenshots"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip
# Streamlit itself asks below a page's path before it asks at the root; every Streamlit page has this one.
OWN_NOISE = "the server responded with a status of 404"


def browser_path() -> str | None:
    """Return the machine's Chromium or Chrome, None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)


@dataclass
class Visit:
    """A page in the browser, and what it should not have done: errors, requests to elsewhere."""

    page: Any
    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def go(self, path: str = "") -> None:
        """Open a page of the dashboard and wait until it stands still."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page has a heading and Streamlit has been idle for a second."""
        self.page.locator("h1").first.wait_for(timeout=90_000)
        quiet = 0
        for _ in range(160):
            busy = self.page.locator("[data-testid=stStatusWidget],[data-testid=stSkeleton],[data-testid=stSpinner]")
            quiet = 0 if busy.count() else quiet + 1
            if quiet >= 4:
                return
            self.page.wait_for_timeout(250)

    def choose(self, files: list[dict[str, Any]]) -> None:
        """Choose files in the page's uploader, and wait until the server has all of them and the page stands still."""
        arrived: list[Any] = []
        self.page.on("response", lambda got: arrived.append(got) if "upload_file" in got.url and got.ok else None)
        self.page.locator('[data-testid="stFileUploaderDropzoneInput"]').first.set_input_files(files)
        for _ in range(240):
            if len(arrived) >= len(files):
                break
            self.page.wait_for_timeout(250)
        assert len(arrived) >= len(files), f"{len(arrived)} of {len(files)} files have arrived"
        self.settle()

    def clean(self) -> None:
        """Assert that nothing went wrong and nothing was asked of another machine."""
        assert self.outside == []
        assert [e for e in self.errors if OWN_NOISE not in e] == []


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running dashboard with the sample articles in it."""
    with served(tmp_path_factory.mktemp("dashboard")) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser; tests that need it skip where the machine has none.

    One a file, because its driver keeps an event loop running, in which other tests' asyncio.run would fail.
    """
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium or Chrome on this machine; install one, or set CHROMIUM to its path")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (tests/requirements.txt)")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, dashboard: str) -> Iterator[Callable[..., Visit]]:
    """Open a fresh browser context on the dashboard: visit(width=1280, scheme="light")."""
    contexts = []

    def open_one(width: int = 1280, scheme: str = "light", locale: str = "en-GB", address: str = dashboard) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale,
                                       accept_downloads=True)  # fmt: skip
        contexts.append(context)
        made = Visit(context.new_page(), address)

        def guard(route: Any) -> None:
            url = route.request.url
            if url.startswith((address, "blob:", "data:")):
                route.continue_()
            else:
                made.outside.append(url)
                route.abort()

        context.route("**/*", guard)
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        made.page.on("console", lambda m: made.errors.append(m.text) if m.type == "error" else None)
        return made

    yield open_one
    for context in contexts:
        context.close()
