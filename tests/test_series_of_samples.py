"""What the series tell of the sample article on Mosul: the flow, the running count, the check between the two."""

from collections.abc import Iterator

import pandas as pd
import pytest

from stats.collection import Collection
from stats.filters import Filters
from stats.series import rate
from stats.settings import Settings


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with Collection.open(Settings(data=tmp_path_factory.mktemp("samples"))) as opened:
        opened.load_samples()
        yield opened


def displaced(samples: Collection, kind: str) -> pd.DataFrame:
    rows = samples.series(Filters(place=("Mosul",), measure=("displaced",), kind=(kind,)))
    counted = rows[(rows["role"] == "recommended") & (rows["basis"] == "reported")]
    return counted[counted["date"] == pd.Timestamp("2017-03-09")]


def test_forty_thousand_fled_in_ten_days_which_is_four_thousand_a_day(samples: Collection) -> None:
    flow = displaced(samples, "flow")
    assert flow[["value", "unit", "place_role"]].values.tolist() == [[40_000, "person", "origin"]]
    assert flow["period_start"].tolist() == [pd.Timestamp("2017-02-28")]
    now = rate(flow)
    assert now
    assert now.value == 4_000


def test_more_than_two_hundred_thousand_since_october(samples: Collection) -> None:
    count = displaced(samples, "cumulative")
    assert count[["value", "low"]].values.tolist() == [[200_000, 200_000]]
    assert count["high"].isna().all()
    assert count["period_start"].tolist() == [pd.Timestamp("2016-10-01")]


def test_the_flow_is_checked_against_the_count(samples: Collection) -> None:
    ids = {displaced(samples, kind)["figure_ids"].iloc[0].split()[0] for kind in ("flow", "cumulative")}
    found = samples.checked().found
    found = found[found["check"] == "flows within count"]
    compared = found[[ids <= set(told.split()) for told in found["figure_ids"]]]
    at_least = compared[compared["sentence"].str.contains("at least 200,000 people were counted")]
    assert at_least["severity"].tolist() == ["agrees"]
    assert "40,000 people between 28 February 2017 and 9 March 2017" in at_least["sentence"].iloc[0]


def test_a_full_rebuild_gives_the_rows_that_are_kept(samples: Collection) -> None:
    kept = samples.series()
    samples.rebuild()
    pd.testing.assert_frame_equal(samples.series(), kept)


def test_the_strengths_of_two_sides_are_no_contradiction(samples: Collection) -> None:
    """Also from the store: the article tells 6,000 militants and 100,000 soldiers on one day."""
    found = samples.checked(Filters(measure=("armed",))).found
    assert found[found["check"] == "two values in one article"].empty
