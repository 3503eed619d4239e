"""A count that the rules missed, from the article to the chart: pointed at, said what it is, kept, taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import SHOTS, Visit
from serving import served

pytestmark = pytest.mark.browser

STORY = """SAKE, 3 May 2024 – About 1,200 people fled the town of Sake between 28 April and 1 May 2024, the mayor said.

At the church the elders of Sake wrote down more than 2,011 names.
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The address of a dashboard with one article, which nobody else changes."""
    with served(tmp_path_factory.mktemp("missed"), samples=False) as address:
        yield address


def keep_story(seen: Visit) -> None:
    page = seen.page
    seen.go("add")
    page.get_by_label("Or paste an article").fill(STORY)
    page.get_by_role("button", name="Read", exact=True).click()
    page.get_by_role("button", name="Keep 1 document").click()
    page.get_by_text("Kept 1 document").wait_for()


def choose(page: Any, label: str, option: str) -> None:
    """Choose an option of a menu; a page that still scrolls would close it."""
    menu = page.get_by_role("combobox", name=label).first
    menu.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    menu.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_missed_count_is_pointed_at_and_counts_until_it_is_taken_back(
    visit: Callable[..., Visit], own: str
) -> None:
    seen = visit(address=own)
    page = seen.page
    keep_story(seen)
    seen.go("articles")
    page.locator("canvas").first.click(position={"x": 18, "y": 54}, force=True)
    page.get_by_role("button", name="Add a missed count").click()
    page.locator(".spans .taken").first.wait_for()
    assert page.locator(".spans .taken").all_inner_texts() == ["About", "1,200"]
    page.screenshot(path=SHOTS / "missed_pointing.png")
    page.locator(".spans .word", has_text="2,011").click()
    page.get_by_text("What happened to them?").wait_for()
    choose(page, "What happened to them?", "displaced")
    page.get_by_text("The rules read").wait_for()
    assert "more than 2,011" in page.locator(".hc-quiet", has_text="The rules read").inner_text()
    page.get_by_role("button", name="Keep the count").click()
    page.get_by_text("Say its unit too").wait_for()
    choose(page, "Unit", "people")
    page.get_by_label("Why (kept with the count)").fill("they wrote down people")
    page.screenshot(path=SHOTS / "missed_form.png", full_page=True)
    page.get_by_role("button", name="Keep the count").click()
    mark = page.locator(".article button", has_text="more than 2,011")
    mark.wait_for()
    assert page.locator(".article button").count() == 2
    mark.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("added by a person").first.wait_for()
    page.screenshot(path=SHOTS / "missed_sentence.png")
    dialog.get_by_role("button", name="Undo").click()
    dialog.get_by_text("was taken back").wait_for()
    seen.settle()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    mark.wait_for(state="detached")
    seen.clean()


def test_beside_a_sentence_by_keyboard_on_a_phone(visit: Callable[..., Visit], own: str) -> None:
    seen = visit(width=390, scheme="dark", address=own)
    page = seen.page
    seen.go("?q=Sake")
    page.locator(".figures button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Add a missed count").click()
    text = dialog.locator(".spans .text")
    text.wait_for()
    assert dialog.locator(".spans .chips").count() == 0, "there is one thing to point at"
    text.focus()
    words = dialog.locator(".spans .word").all_inner_texts()
    for _ in range(words.index("2,011") + 1):
        page.keyboard.press("ArrowRight")
    assert dialog.locator(".spans .chosen").all_inner_texts() == ["2,011"]
    page.keyboard.press("Enter")
    dialog.get_by_text("What happened to them?").wait_for()
    choose(page, "What happened to them?", "fled")
    page.screenshot(path=SHOTS / "missed_phone_dark.png")
    choose(page, "Unit", "people")
    dialog.get_by_role("button", name="Keep the count").click()
    dialog.locator("mark", has_text="more than 2,011").wait_for()
    dialog.get_by_text("added by a person").first.wait_for()
    page.screenshot(path=SHOTS / "missed_phone_sentence.png")
    seen.clean()
