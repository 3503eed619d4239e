"""The server goes away while a page is open: the page says what became of one's work, and goes on when it is back."""

from pathlib import Path
from typing import Any

import pytest
from serving import free_port, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(("locale", "title", "told"), [
    ("en-GB", "The connection to Headcount is lost", "Nothing that was kept is lost"),
    ("fr-FR", "La connexion à Headcount est perdue", "Rien de ce qui a été gardé n’est perdu"),
])  # fmt: skip
def test_a_lost_connection_is_told_and_heals(
    chromium: Any, tmp_path: Path, locale: str, title: str, told: str
) -> None:
    port = free_port()
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale=locale)
    page = context.new_page()
    dialog = page.get_by_role("dialog")
    with served(tmp_path, samples=False, port=port) as address:
        page.goto(f"{address}/checks?country=LKA")
        page.locator("h1").first.wait_for(timeout=60_000)
        page.wait_for_timeout(1_000)
        assert dialog.count() == 0
    dialog.get_by_text(told).wait_for(timeout=30_000)
    assert dialog.get_by_role("heading").inner_text() == title
    assert "internet" not in dialog.inner_text().lower()
    page.wait_for_timeout(6_000)  # Streamlit tries again and again, and writes its own words each time
    assert told in dialog.inner_text()
    with served(tmp_path, samples=False, port=port):
        dialog.wait_for(state="detached", timeout=60_000)
        page.locator("h1").first.wait_for(timeout=30_000)
        assert "country=LKA" in page.url
    context.close()
