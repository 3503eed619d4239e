"""Every page in both themes and three widths: no request leaves the machine, no error, no serious barrier."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python as axe
import pytest
from conftest import SHOTS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("", "series", "who_says_what", "articles", "review", "add", "checks", "download", "method")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_pages_stand_alone_and_are_kept_as_pictures(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    seen = visit(width=width, scheme=scheme)
    for name in PAGES:
        seen.go(name)
        seen.page.wait_for_timeout(800)
        tall = seen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")  # it scrolls by itself
        seen.page.set_viewport_size({"width": width, "height": max(tall, 900)})
        seen.page.wait_for_timeout(400)
        seen.page.screenshot(path=str(SHOTS / f"{name or 'overview'}-{width}-{scheme}.png"))
        seen.page.set_viewport_size({"width": width, "height": 900})
        across = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert across <= 0, f"{name} is wider than the screen"
    seen.clean()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier_of_its_own(visit: Callable[..., Visit], scheme: str) -> None:
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    seen = visit(scheme=scheme)
    found = []
    for name in PAGES:
        seen.go(name)
        seen.page.wait_for_timeout(500)
        seen.page.evaluate(source)
        result = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{name or 'overview'}: {v['id']}: {node['html'][:150]}"
            for v in result["violations"]
            if v["impact"] in ("serious", "critical")
            for node in v["nodes"]
        ]
    assert not found, "\n".join(found)


VIEWS = (
    "?country=IRQ", "series?place=Mosul&measure=displaced&every=month&scale=log&from=2017-01-01",
    "series?compare=places&of=stock", "series?as_known_on=2017-03-10&place=Mosul", "who_says_what?place=Mosul&of=flow",
    "review?tab=many&surest=1", "review?tab=log", "articles?removed=1", "articles?q=Mosul", "add?keep=1",
    "download?table=series&format=parquet&every=month&tool=R", "method?lang=en", "?rows=open", "checks?fits=open",
)  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_shows_the_same_in_a_fresh_browser(visit: Callable[..., Visit], view: str) -> None:
    chosen = "[aria-checked=true], [data-baseweb=tag], input:checked, [data-testid=stSelectbox] input, h1"
    told = []
    for _ in range(2):
        seen = visit()
        seen.go(view)
        seen.page.wait_for_timeout(500)
        assert seen.page.url.split("/", 3)[3] == view
        told.append(seen.page.locator(chosen).evaluate_all("all => all.map(e => e.innerText || e.value)"))
        seen.clean()
    assert told[0] == told[1]


def test_a_table_that_was_opened_is_open_in_the_link(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go("?country=IRQ")
    seen.page.get_by_text("The rows drawn").click()
    seen.page.wait_for_url("**rows=open**")
    seen.page.get_by_test_id("stDataFrame").wait_for()
    fresh = visit()
    fresh.go(seen.page.url.split("/", 3)[3])
    fresh.page.get_by_test_id("stDataFrame").wait_for()
    fresh.page.get_by_text("The rows drawn").click()
    fresh.page.get_by_test_id("stDataFrame").wait_for(state="hidden")
    fresh.page.wait_for_url(lambda url: "rows" not in url)
    seen.clean()
    fresh.clean()


def test_filters_go_along_and_back_returns(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go("?country=IRQ")
    page = seen.page
    page.get_by_role("link", name="Series", exact=True).click()
    page.wait_for_url("**/series**")
    seen.settle()
    assert "country=IRQ" in page.url
    page.locator(".js-plotly-plot .points path").first.click(force=True)
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.go_back()
    page.get_by_role("dialog").wait_for(state="detached")
    assert "/series" in page.url
    assert "figure=" not in page.url
    seen.clean()


LEFT = (
    ("series?country=IRQ&every=month", "Articles", "articles"), ("review?country=IRQ&tab=many", "Series", "series"),
    ("articles?country=IRQ&article={article}", "Series", "series"), ("series?country=IRQ&scale=log", "Headcount", ""),
)  # fmt: skip


@pytest.mark.parametrize(("view", "link", "page"), LEFT, ids=[view for view, *_ in LEFT])
def test_back_returns_to_what_was_open(visit: Callable[..., Visit], view: str, link: str, page: str) -> None:
    seen = visit()
    if "{article}" in view:
        seen.go("?country=IRQ")
        seen.page.locator(".figures button").first.click()
        seen.page.get_by_role("link", name="Open the article").click()
        seen.page.wait_for_url("**article=**")
        seen.settle()
        assert "country=IRQ" in seen.page.url
    else:
        seen.go(view)
    left = seen.page.url
    if link == "Headcount":
        seen.page.get_by_test_id("stLogoLink").first.click()
    else:
        seen.page.get_by_role("link", name=link, exact=True).click()
    seen.page.wait_for_url(f"{seen.address}/{page}?country=IRQ")
    seen.settle()
    seen.page.go_back()
    seen.page.wait_for_url(left)
    seen.settle()
    assert seen.page.url == left
    seen.page.go_forward()
    seen.page.wait_for_url(f"{seen.address}/{page}?country=IRQ")
    seen.clean()


def comes(page: Any, true: Callable[[], bool]) -> bool:
    """Look twenty seconds long whether something comes true on a page."""
    for _ in range(100):
        if true():
            return True
        page.wait_for_timeout(200)
    return true()


def test_the_queue_works_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go("review")
    page = seen.page
    title, shown = page.locator("h1").first, page.locator(".hc-sentence").first
    before, first = title.inner_text(), shown.inner_text()
    page.wait_for_timeout(2_000)
    page.keyboard.press("j")
    assert comes(page, lambda: shown.inner_text() != first)
    page.keyboard.press("a")
    assert comes(page, lambda: title.inner_text() != before)
    page.keyboard.press("u")
    assert comes(page, lambda: title.inner_text() == before)
    seen.clean()


def test_a_figure_opens_and_closes_by_keyboard(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go()
    page = seen.page
    page.locator(".figures button").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_url(lambda url: "figure=" not in url)
    seen.clean()


def test_arabic_is_laid_out_from_right_to_left(visit: Callable[..., Visit]) -> None:
    seen = visit(locale="ar")
    seen.go()
    direction = seen.page.evaluate("getComputedStyle(document.querySelector('.stMain')).direction")
    assert direction == "rtl"
    seen.clean()
