"""The first journey: open the dashboard, add an article, see its figures and its chart, take the CSV away."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit

pytestmark = pytest.mark.browser

STORY = """RUTSHURU – About 1,200 people fled the town of Rutshuru between 3 March and 5 March 2020, the United Nations
said on Friday.

More than 300 families are living in schools, the mayor said.
"""


def test_from_an_article_to_a_chart_and_a_csv(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go()
    page = seen.page
    assert "Mosul" in page.locator("h1").first.inner_text()
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("heading", name="Add articles").wait_for()
    seen.choose(
        [{"name": "rutshuru.txt", "mimeType": "text/plain", "buffer": STORY.encode()},
         {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}]
    )  # fmt: skip
    page.get_by_role("button", name="Read", exact=True).click()
    page.get_by_text("✗ empty.txt").wait_for()
    page.locator(".article button").first.wait_for()
    marked = page.locator(".article button").all_inner_texts()
    assert any("1,200" in text for text in marked)
    page.get_by_role("button", name="Keep 1 document").click()
    page.get_by_text("Kept 1 document").wait_for()
    seen.clean()

    seen.go("?q=Rutshuru")
    assert "1,200" in page.locator("h1").first.inner_text()
    page.locator(".js-plotly-plot").first.wait_for()
    assert page.locator(".js-plotly-plot .bars path, .js-plotly-plot .points path").count() > 0
    page.locator(".figures button").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    assert "figure=" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    seen.clean()

    seen.go("download?q=Rutshuru")
    with page.expect_download() as coming:
        page.locator('[data-testid="stDownloadButton"] button').first.click()
    rows = list(csv.DictReader(io.StringIO(Path(coming.value.path()).read_text(encoding="utf-8-sig"))))
    assert [row["value"] for row in rows if row["term"] == "fled"] == ["1200"]
    seen.clean()
