"""What people must be able to do, each in a real browser: see, trust, compare, correct, add, take away, learn."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SHOTS, Visit

pytestmark = pytest.mark.browser
STORY = "GOMA, 3 March 2020 – About {n} people fled Rutshuru between 1 and 3 March 2020, the UN said."


def shot(seen: Visit, name: str) -> None:
    """Keep a picture of what the browser shows, for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    seen.page.screenshot(path=str(SHOTS / f"journey-{name}.png"))


def opened(seen: Visit) -> Any:
    """Wait for the sentence with its number marked; return the dialog."""
    dialog = seen.page.get_by_role("dialog")
    dialog.locator("mark").first.wait_for(timeout=30_000)
    return dialog


def pressed(seen: Visit, key: str, then: Any) -> None:
    """Press a key until what it opens is there: a page that is still being drawn hears none, and people press again."""
    for _ in range(_PRESSES):
        seen.page.keyboard.press(key)
        for _ in range(_LOOKS):
            if then.first.is_visible():
                return
            seen.page.wait_for_timeout(100)
    then.first.wait_for()


_PRESSES, _LOOKS = 6, 50


def shut(seen: Visit) -> None:
    """Go back, and wait until the sentence is closed and the address is free of it."""
    seen.page.go_back()
    seen.page.get_by_role("dialog").wait_for(state="detached")
    assert "figure=" not in seen.page.url
    seen.settle()


def choose_row(seen: Visit, label: str, row: int = 0) -> None:
    """Choose a row of a table by its check box."""
    table = seen.page.get_by_role("region", name=label).locator("canvas").first
    table.scroll_into_view_if_needed()
    seen.page.wait_for_timeout(500)
    table.click(position={"x": 18, "y": 54 + 35 * row}, force=True)


def test_a_number_leads_to_its_sentence_where_it_is_set_right_and_taken_back(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go("?place=Mosul")
    page = seen.page
    page.locator(".numbers button").first.click()
    dialog = opened(seen)
    assert "330,000" in dialog.locator("mark").first.inner_text()
    pressed(seen, "e", dialog.get_by_role("button", name="who says so:"))
    dialog.get_by_role("button", name="who says so:").click()
    dialog.locator(".spans .word", has_text=re.compile("^Mosul$")).first.click()
    dialog.get_by_role("button", name="Keep the correction").first.click()
    dialog.get_by_text("History (1)").wait_for()
    assert "Mosul" in dialog.locator(".hc-fields [data-field=attribution]").inner_text()
    shot(seen, "correct")
    page.keyboard.press("u")
    dialog.get_by_text("History (2)").wait_for()
    assert "United Nations" in dialog.locator(".hc-fields [data-field=attribution]").inner_text()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    seen.clean()


@pytest.mark.slow
def test_see_what_is_going_on(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go()
    page = seen.page
    assert re.search(r"\d.* displaced from \w+ since", page.locator("h1").first.inner_text())
    cells = page.locator(".numbers .cell").all_inner_texts()
    for name in ("Total so far", "New in the 30 days", "A day", "Newest report", "Waiting for review"):
        assert any(name in cell for cell in cells), name
    shot(seen, "see")
    page.locator(".numbers button", has_text="Waiting for review").click()
    page.wait_for_url("**/review**")
    seen.settle()
    assert "wait for a look" in page.locator("h1").first.inner_text()
    seen.clean()


@pytest.mark.slow
def test_trust_a_number_from_wherever_it_stands(visit: Callable[..., Visit]) -> None:
    seen = visit()
    page = seen.page
    seen.go("?country=IRQ")
    for find in (".js-plotly-plot .bars .point path", ".js-plotly-plot .scatterlayer .points path",
                 ".js-plotly-plot .scattergeo .point", ".figures button", ".numbers button"):  # fmt: skip
        page.locator(find).first.click(force=True)
        opened(seen)
        shut(seen)
    page.get_by_text("Place by place").click()
    choose_row(seen, "Latest value of each place")
    dialog = opened(seen)
    for told in ("count", "when", "who says so", "sure:"):
        assert told in dialog.inner_text()
    shot(seen, "trust")
    shut(seen)
    seen.go("who_says_what?country=IRQ")
    page.locator(".js-plotly-plot .scatterlayer .points path").first.click(force=True)
    opened(seen)
    shut(seen)
    seen.go("series?place=Mosul&every=month")
    page.locator(".js-plotly-plot .bars .point path").first.click(force=True)
    several = page.get_by_role("dialog")
    several.locator(".figures button").first.click()
    opened(seen)
    several.get_by_role("button", name="figures of this number").click()
    several.get_by_text("choose one for its sentence").wait_for()
    shut(seen)
    seen.clean()


@pytest.mark.slow
@pytest.mark.parametrize("view", ["places", "measures", "sources", "known"])
def test_compare_and_hand_the_view_on(visit: Callable[..., Visit], view: str) -> None:
    seen = visit()
    seen.go(f"series?compare={view}&scale=log&country=IRQ")
    page = seen.page
    heading = page.locator("h1").first.inner_text()
    panels = page.locator(".js-plotly-plot").first.locator(".annotation").all_text_contents()
    assert panels
    if view in ("places", "measures", "sources"):
        page.get_by_role("combobox", name=re.compile("Compare")).click()
        page.get_by_role("option").nth(1).click()  # the first is all of them
        page.wait_for_url("**with=**")
        page.keyboard.press("Escape")
        for _ in range(40):
            page.wait_for_timeout(250)
            if page.locator(".js-plotly-plot").first.locator(".annotation").count() == 1:
                break
        panels = page.locator(".js-plotly-plot").first.locator(".annotation").all_text_contents()
        assert len(panels) == 1
    shot(seen, f"compare-{view}")
    fresh = visit()
    fresh.go(page.url.split("/", 3)[3])
    fresh.page.wait_for_timeout(1_000)
    assert fresh.page.locator("h1").first.inner_text() == heading
    assert fresh.page.locator(".js-plotly-plot").first.locator(".annotation").all_text_contents() == panels
    assert fresh.page.url == page.url
    page.locator(".js-plotly-plot .points path").first.click(force=True)
    opened(seen)
    seen.clean()


@pytest.mark.slow
def test_correct_by_keyboard_alone_and_several_at_once(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go("review?country=PER")
    page = seen.page
    pressed(seen, "e", page.locator(".spans .text"))
    page.get_by_role("button", name="where:").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keep the correction").first.wait_for()
    shot(seen, "correct-keyboard")
    page.get_by_role("button", name="Leave it").click()
    seen.go("review?country=PER&tab=many")
    before = page.locator("h1").first.inner_text()
    choose_row(seen, "Figures that wait for review", 0)
    choose_row(seen, "Figures that wait for review", 1)
    page.get_by_role("button", name="Accept 2").click()
    page.get_by_role("button", name="Undo (u)").wait_for()
    assert page.locator("h1").first.inner_text() != before
    seen.settle()
    seen.page.get_by_text("Who did what").first.click()
    page.wait_for_url("**tab=log**")
    page.get_by_role("region", name="Who did what, newest first").wait_for()
    shot(seen, "correct-log")
    seen.clean()


@pytest.mark.slow
def test_add_many_and_lose_nothing_when_the_page_is_loaded_again(visit: Callable[..., Visit]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(3):
            archive.writestr(f"report-{n}.txt", STORY.format(n=2_000 + n))
    files = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": STORY.format(n=1_000 + n).encode()}
             for n in range(12)]  # fmt: skip
    files += [{"name": "june.zip", "mimeType": "application/zip", "buffer": packed.getvalue()},
              {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}]  # fmt: skip
    seen = visit()
    seen.go("add")
    page = seen.page
    seen.choose(files)
    page.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_url("**job=**")
    page.reload()  # in the middle
    page.get_by_role("button", name="Keep 15 documents").wait_for(timeout=60_000)
    page.get_by_text("✗ empty.txt").wait_for()
    choose_row(seen, "Documents found", 2)
    page.locator(".article button").first.wait_for()
    page.wait_for_url("**doc=**")
    shot(seen, "add")
    page.get_by_role("button", name="Set day and place for all").click()
    page.get_by_label("Place of figures whose text names none").wait_for()
    page.keyboard.press("Escape")
    fresh = visit()
    fresh.go(page.url.split("/", 3)[3])
    fresh.page.locator(".article button").first.wait_for(timeout=60_000)
    fresh.page.get_by_role("button", name="Keep 15 documents").click()
    fresh.page.get_by_text("Kept 15 documents.").wait_for(timeout=60_000)
    fresh.page.get_by_text("✓ june.zip").wait_for()
    shot(fresh, "add-kept")
    seen.clean()
    fresh.clean()


@pytest.mark.slow
def test_a_pasted_text_is_read_at_the_first_click(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go("add")
    page = seen.page
    page.get_by_label("Or paste an article").fill("In Bama 1,230 people fled their homes on 3 March 2020.")
    page.get_by_role("button", name="Read", exact=True).click()
    page.locator(".article button").first.wait_for(timeout=20_000)
    page.get_by_role("button", name="Discard").click()
    seen.clean()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_take_a_chart_away_with_what_it_says(visit: Callable[..., Visit], scheme: str) -> None:
    seen = visit(scheme=scheme)
    seen.go("series?place=Mosul")
    page = seen.page
    heading = page.locator("h1").first.inner_text()
    got = {}
    for name in ("SVG", "PNG"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=name, exact=True).first.click()
        got[name] = Path(coming.value.path()).read_bytes()
        assert coming.value.suggested_filename.endswith(f".{name.lower()}")
        coming.value.save_as(str(SHOTS / f"taken-{scheme}.{name.lower()}"))
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", got["SVG"].decode(), flags=re.DOTALL))
    for told in (heading, "Sources: ", "newest published", "Headcount, ", "place=Mosul"):
        assert told in " ".join(text.split()), told
    assert got["PNG"].startswith(b"\x89PNG")
    width, height = (int.from_bytes(got["PNG"][n : n + 4], "big") for n in (16, 20))
    assert width > 2_000
    assert height > 800
    seen.clean()


@pytest.mark.slow
def test_copy_the_link_and_a_citation(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.go("series?place=Mosul&scale=log")
    page = seen.page
    page.get_by_role("button", name="Copy link").first.click()
    page.get_by_text("Link copied").first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="Copy citation").first.click()
    page.get_by_text("Citation copied").first.wait_for()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert "displaced from Mosul" in cited
    assert cited.endswith(page.url)
    seen.clean()


@pytest.mark.slow
def test_learn_with_ones_own_figures(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.go("method")
    page = seen.page
    page.get_by_text("In your collection:").first.wait_for()
    assert page.locator("table.hc tbody tr").count() > 10
    page.get_by_role("button", name="The sentences", exact=True).first.click()
    page.get_by_role("dialog").locator(".figures button").first.wait_for()
    shot(seen, "learn")
    shut(seen)
    seen.clean()


@pytest.mark.slow
def test_on_a_phone_the_filters_lie_in_a_drawer(visit: Callable[..., Visit]) -> None:
    seen = visit(width=390)
    seen.go()
    page = seen.page
    country = page.get_by_role("combobox", name="Country")
    assert not country.is_visible()
    page.get_by_role("button", name="Filters").click()
    country.wait_for()
    country.click()
    page.get_by_role("option", name="Iraq").click()
    page.wait_for_url("**country=IRQ**")
    seen.settle()
    shot(seen, "phone")
    seen.clean()


@pytest.mark.slow
def test_a_reader_of_french_and_of_arabic_gets_their_words(visit: Callable[..., Visit]) -> None:
    for locale, word in (("fr-FR", "Séries"), ("es-ES", "Series"), ("ar", "السلاسل")):
        seen = visit(locale=locale)
        seen.go()
        assert seen.page.get_by_role("link", name=word, exact=True).count() == 1, locale
        shot(seen, f"language-{locale[:2]}")
        seen.clean()
