"""Ten thousand points in a real browser: what is drawn of them, how soon, and what is said of the others."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Visit
from dashboard_app import ten_thousand
from serving import served

from stats.collection import Collection
from stats.settings import Settings
from stats.showing import OF_ONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONGEST = 15_000  # ms until a chart stands, on a machine without a graphics card that does other things too
MARKS = """() => Math.max(0, ...[...document.querySelectorAll('.js-plotly-plot')].map(chart => (chart.data || [])
    .filter(trace => trace.customdata).reduce((n, trace) => n + trace.customdata.length, 0)))"""
DRAWN = """() => [...document.querySelectorAll('.js-plotly-plot')].some(
    chart => chart.querySelector('.scatterlayer .points path') || [...chart.querySelectorAll('canvas')].some(canvas => {
        const copy = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        copy.canvas.width = canvas.width; copy.canvas.height = canvas.height;
        if (!canvas.width || !canvas.height) return false;
        copy.drawImage(canvas, 0, 0);
        return copy.getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0);
    }))"""


@pytest.fixture(scope="module")
def every_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on a series of ten thousand days."""
    folder: Path = tmp_path_factory.mktemp("every_day")
    with Collection.open(Settings(data=folder, samples=False)) as made:
        made.keep_read([ten_thousand()])
    with served(folder, samples=False) as address:
        yield address


@pytest.mark.parametrize("view", ["series", "series?as_known_on=2021-01-01"])
def test_the_newest_of_ten_thousand_points_are_drawn_and_the_others_told(
    visit: Callable[..., Visit], every_day: str, view: str
) -> None:
    seen = visit(address=every_day)
    seen.page.goto(f"{every_day}/{view}")
    seen.page.wait_for_function(DRAWN, timeout=LONGEST)
    assert seen.page.evaluate(MARKS) == OF_ONE
    assert f"Of long series the newest {OF_ONE} rows are shown" in seen.page.locator(".stMain").inner_text()
    seen.settle()
    seen.clean()
