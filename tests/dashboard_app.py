"""The pages under Streamlit's own test harness, on a database of the sample articles made once and copied."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from standins import figure
from streamlit.testing.v1 import AppTest

from stats.collection import Collection
from stats.document import Document
from stats.figure import Figure
from stats.settings import Settings, settings
from stats.vocabulary import DayKnown, Kind, Term

PAGES = Path(__file__).resolve().parents[1] / "stats" / "pages"
ALL = ("overview", "series", "who_says_what", "articles", "review", "add", "checks", "download", "method")


@lru_cache(maxsize=1)
def samples() -> Path:
    """Return a folder with a database of the sample articles; copy it before writing."""
    folder = Path(tempfile.mkdtemp(prefix="headcount-samples-"))
    Collection.open(Settings(data=folder), samples=True).close()
    return folder


def use(folder: Path, monkeypatch: pytest.MonkeyPatch, *, with_samples: bool) -> Iterator[Path]:
    """Let the pages work on a database in `folder`, and forget it afterwards."""
    from stats.pages import asked

    def forget() -> None:
        settings.cache_clear()
        asked.collection.clear()
        import streamlit as st

        st.cache_data.clear()
        st.cache_resource.clear()

    if with_samples:
        shutil.copytree(samples(), folder, dirs_exist_ok=True)
    monkeypatch.setenv("HEADCOUNT_DATA", str(folder))
    monkeypatch.setenv("HEADCOUNT_SAMPLES", "1" if with_samples else "0")
    forget()
    yield folder
    asked.collection().close()
    forget()


def app(page: str = "overview", **query: str) -> AppTest:
    """Run the app once, on a page, with a query in its address."""
    at = AppTest.from_file(str(PAGES / "app.py"), default_timeout=60)
    if page != "overview":
        at.switch_page(f"{page}.py")
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def ten_thousand() -> tuple[Document, list[Figure]]:
    """Return a document that states a level for each of ten thousand days."""
    one = Document(text="400 " * 10_000, title="Every day", published=date(2020, 1, 1), published_by=DayKnown.STATED,
                   language="en")  # fmt: skip
    days = [date(1990, 1, 1) + timedelta(days=n) for n in range(10_000)]
    return one, [figure(one, 4 * n, 400 + n % 97, quote="400", kind=Kind.STOCK, term=Term.IN_CAMP, period_start=day,
                        period_end=day) for n, day in enumerate(days)]  # fmt: skip


def html_of(at: AppTest) -> str:
    """Return all that the app put on the page as HTML."""
    return "\n".join(str(element.value) for element in at.get("html"))


def told(at: AppTest) -> str:
    """Return all words on the page that AppTest knows of."""
    kinds = ("title", "header", "text", "caption", "info", "success", "warning", "markdown")
    return html_of(at) + "\n".join(str(e.value) for kind in kinds for e in at.get(kind))


def press(at: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    next(button for button in at.button if button.label == label).click()
    return at.run()
