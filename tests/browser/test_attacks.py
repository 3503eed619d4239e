"""The attack set in a real browser: on every page, in the reader, the queue and the preview it is only text."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Visit
from serving import served

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from test_pages_hostile import ATTACKS, attacks

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("", "series", "series?compare=places", "who_says_what", "articles", "review", "review?tab=many", "checks",
         "download", "method")  # fmt: skip
# What an attack would be if it were markup. The button that leads to an article's own page is meant to be a link.
ALIVE = """() => {
  const found = [...document.querySelectorAll(
    '[href*="evil.test"], [src*="evil.test"], [action*="evil.test"], iframe, base, meta[http-equiv=refresh], '
    + '[onload], [onerror], [onmouseover], [href^="javascript:"], svg[onload]')]
    .filter(e => !e.matches('a[data-testid^=stBaseLinkButton][href^=http][rel=noreferrer]'));
  const body = getComputedStyle(document.body).display;
  return [...found.map(e => e.outerHTML.slice(0, 200)), ...(body === 'none' ? ['body is hidden'] : [])];
}"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The address of a dashboard on one article an attack, and the articles' ids."""
    made, ids = attacks()
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copytree(made, folder, dirs_exist_ok=True)
    with served(folder, samples=False) as address:
        yield address, ids


def watched(visit: Callable[..., Visit], address: str) -> Visit:
    """Open a browser that notes every dialog as an error."""
    seen = visit(address=address)
    seen.page.on("dialog", lambda dialog: (seen.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    return seen


def harmless(seen: Visit, where: str) -> None:
    """Assert that nothing of an attack lives in the page, ran, or called out."""
    assert seen.page.evaluate(ALIVE) == [], where
    seen.clean()


def test_no_page_runs_or_breaks_or_calls_out(
    visit: Callable[..., Visit], attacked: tuple[str, tuple[str, ...]]
) -> None:
    address, _ = attacked
    seen = watched(visit, address)
    for name in PAGES:
        seen.go(name)
        seen.page.wait_for_timeout(500)
        harmless(seen, name)
        for mark in seen.page.locator(".js-plotly-plot .points path").all()[:3]:
            mark.hover(force=True)
        harmless(seen, f"{name}, hovering")


def test_no_article_runs_or_calls_out_in_the_reader(
    visit: Callable[..., Visit], attacked: tuple[str, tuple[str, ...]]
) -> None:
    address, ids = attacked
    seen = watched(visit, address)
    for attack, own in zip(ATTACKS, ids, strict=True):
        seen.go(f"articles?article={own}")
        harmless(seen, attack)


def test_no_attack_lives_in_the_sentence_of_a_figure(
    visit: Callable[..., Visit], attacked: tuple[str, tuple[str, ...]]
) -> None:
    address, _ = attacked
    seen = watched(visit, address)
    seen.go("review")
    for _ in range(12):
        seen.page.keyboard.press("j")
        seen.page.wait_for_timeout(400)
        harmless(seen, "review")


def test_the_preview_of_what_is_added_is_text(
    visit: Callable[..., Visit], attacked: tuple[str, tuple[str, ...]]
) -> None:
    address, _ = attacked
    seen = watched(visit, address)
    seen.go("add")
    files = [
        {"name": f"{attack.replace('/', '_').replace(chr(0), '')[:60]}{n}.txt", "mimeType": "text/plain",
         "buffer": f"{attack}\n\nIn {attack} 4{n:02} people fled on 3 March 2017, {attack} said.".encode()}
        for n, attack in enumerate(ATTACKS)
    ]  # fmt: skip
    seen.choose(files)
    seen.page.get_by_role("button", name="Read", exact=True).click()
    seen.page.get_by_role("button", name="Keep", exact=False).first.wait_for(timeout=180_000)
    seen.settle()
    for opened in seen.page.locator("summary").all()[:12]:
        opened.click()
        seen.page.wait_for_timeout(200)
    harmless(seen, "the preview")
