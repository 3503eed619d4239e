"""What has to hold for any figures: totals, days, bounds, order. Every value is a prime, so that a wrong sum shows."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from series_made import figure, frame

from stats.series import bucket, keys_of, reconcile

BEGIN = date(2022, 1, 1)
EVERY = ("day", "week", "month", "quarter", "year")


def primes(below: int) -> list[int]:
    sieve = bytearray([1]) * below
    for n in range(2, int(below**0.5) + 1):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(range(n * n, below, n)))
    return [n for n in range(2, below) if sieve[n]]


PRIMES = primes(40_000)[200:]


def day(number: int) -> str:
    return (BEGIN + timedelta(days=number)).isoformat()


@st.composite
def figures(draw: st.DrawFn, *, least: int = 1, most: int = 9) -> pd.DataFrame:
    """Figures on few places and days, so that they meet: windows overlap, claims repeat, tolls evolve.

    Half of them are crowded into one series and a month: only there do broken rules show.
    """
    crowded = draw(st.booleans())
    kinds = draw(st.sampled_from([["flow"], ["flow", "cumulative"], ["stock"]])) if crowded else None
    values = iter(draw(st.lists(st.sampled_from(PRIMES), min_size=most, max_size=most, unique=True)))
    made: list[dict[str, Any]] = []
    for n in range(draw(st.integers(max(least, 4 if crowded else 0), most))):
        value = float(next(values))
        again = made and draw(st.integers(0, 3)) == 0
        if again:
            earlier = draw(st.sampled_from(made))
            value = earlier["value"]
            if draw(st.booleans()):  # the same words on the same day in another document
                made.append({**earlier, "figure_id": str(n), "document_id": f"document {draw(st.integers(0, n))}"})
                continue
        kind = draw(st.sampled_from(kinds or ["flow", "flow", "flow", "cumulative", "stock"]))
        end = draw(st.integers(0, 30 if crowded else 100))
        length = draw(st.sampled_from([None, 0, 6, 9, 40]))
        start = None if length is None else day(0 if kind == "cumulative" else end - length)
        quantifier = draw(st.sampled_from(["exact", "exact", "approximately", "more_than", "less_than", "range"]))
        spread = value // 10 if quantifier == "range" else 0
        made.append(
            figure(
                n, day(end + draw(st.integers(0, 2 if crowded else 20))), value, kind, start, day(end),
                low=None if quantifier == "less_than" else value - spread,
                high=None if quantifier == "more_than" else value + spread,
                quantifier=quantifier,
                unit=draw(st.sampled_from(["person", "person", "household"])),
                term="fled" if crowded else draw(st.sampled_from(["displaced", "fled", "killed", "in_camp"])),
                place_id="goma" if crowded else draw(st.sampled_from(["goma", "goma", "sake"])),
                cause="conflict" if crowded else draw(st.sampled_from(["conflict", "conflict", "disaster"])),
                period_rule=draw(st.sampled_from(["dates", "look_back", "published"])),
                increment=draw(st.integers(0, 4)) == 0,
                status=draw(st.sampled_from(["unreviewed", "unreviewed", "accepted", "rejected"])),
                source_id=draw(st.sampled_from([None, "UNHCR", "a paper"])),
                document_id=f"document {draw(st.integers(0, n))}",
            )
        )  # fmt: skip
    for n, one in enumerate(made[1:], 1):
        link = draw(st.sampled_from([None, None, None, None, "part_of", "same_as"]))
        if link:
            one[link] = str(draw(st.integers(0, n - 1)))
    return frame(*made)


@settings(max_examples=20, deadline=None)
@given(figures(), st.sampled_from(EVERY))
def test_bucket_totals_are_the_values_of_the_figures(made: pd.DataFrame, every: Any) -> None:
    rows = reconcile(made).rows
    flows = rows[(rows["kind"] == "flow") & (rows["role"] == "recommended") & (rows["basis"] != "implied")]
    for n in range(len(flows)):
        one = flows.iloc[[n]]
        parts = bucket(one, made, every=every)
        for column in ("value", "low", "high"):
            whole = one[column].iloc[0]
            assert parts[column].isna().all() if pd.isna(whole) else parts[column].sum() == whole
    parts = bucket(rows, made, every=every)
    parts = parts[(parts["kind"] == "flow") & (parts["role"] == "recommended") & (parts["basis"] != "implied")]
    totals = parts.groupby(["series", "place_id"])["value"].sum()
    assert totals.to_dict() == flows.groupby(["series", "place_id"])["value"].sum().to_dict()


@settings(max_examples=25, deadline=None)
@given(figures(least=3))
def test_no_day_of_a_series_is_counted_from_two_figures(made: pd.DataFrame) -> None:
    result = reconcile(made)
    rows = result.rows
    increments = set(made.loc[made["increment"], "figure_id"])
    flows = rows[(rows["kind"] == "flow") & (rows["role"] == "recommended") & (rows["basis"] != "implied")]
    for _, series in flows.groupby(["series", "place_id"]):
        days: list[tuple[str, pd.Timestamp]] = []
        for row in series.itertuples():
            shown = row.figure_ids.split()[0]
            if pd.isna(row.period_start):
                if shown not in increments:
                    days.append((shown, row.period_end))
            else:
                days += [(shown, d) for d in pd.date_range(row.period_start, row.period_end)]
        told = [d for _, d in days]
        assert len(told) == len(set(told)), series.to_string()


@settings(max_examples=20, deadline=None)
@given(figures(), st.sampled_from(EVERY))
def test_low_value_high_in_every_row(made: pd.DataFrame, every: Any) -> None:
    rows = reconcile(made).rows
    for table in (rows, bucket(rows, made, every=every)):
        assert not (table["low"] > table["value"]).any(), table.to_string()
        assert not (table["value"] > table["high"]).any(), table.to_string()


@settings(max_examples=20, deadline=None)
@given(figures(), st.data())
def test_a_later_restatement_that_is_no_more_precise_changes_no_total(made: pd.DataFrame, data: st.DataObject) -> None:
    before = reconcile(made)
    told_by = before.rows.loc[before.rows["role"] == "recommended", "figure_ids"]
    shown = sorted({ids.partition(" ")[0] for ids in told_by})
    assume(shown)
    told = made[made["figure_id"] == data.draw(st.sampled_from(shown))].iloc[0].to_dict()
    step = 10 ** data.draw(st.integers(0, 2))
    value = (told["value"] + step / 2) // step * step
    quantifier = told["quantifier"] if told["quantifier"] in ("more_than", "less_than", "range") else "approximately"
    again = {
        **told, "figure_id": "later", "document_id": "later", "published": day(130), "part_of": None, "same_as": None,
        "status": "unreviewed", "period_rule": "look_back" if told["period_rule"] == "look_back" else "dates",
        "quantifier": quantifier, "source_id": data.draw(st.sampled_from([None, "UNHCR", "a paper"])),
    }  # fmt: skip
    if quantifier == "approximately":
        again.update(value=value, low=value, high=value)
    after = reconcile(pd.concat([made, frame(again)], ignore_index=True))
    clusters = dict(zip(after.figures["figure_id"], after.figures["cluster"], strict=True))
    assume(clusters["later"] == clusters[told["figure_id"]])
    columns = ["series", "place_id", "date", "period_start", "value", "low", "high", "basis"]
    totals = [
        r.rows.loc[r.rows["role"] == "recommended", columns].sort_values(columns).reset_index(drop=True)
        for r in (before, after)
    ]
    pd.testing.assert_frame_equal(*totals)


@settings(max_examples=25, deadline=None)
@given(figures(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(made: pd.DataFrame, random: Any) -> None:
    order = list(range(len(made)))
    random.shuffle(order)
    one, other = reconcile(made), reconcile(made.iloc[order].reset_index(drop=True))
    pd.testing.assert_frame_equal(one.rows, other.rows)
    by_id = [r.figures.set_index("figure_id").sort_index() for r in (one, other)]
    pd.testing.assert_frame_equal(*by_id)
    rows = one.rows.iloc[random.sample(range(len(one.rows)), len(one.rows))]
    pd.testing.assert_frame_equal(bucket(one.rows, made, every="month"), bucket(rows, made, every="month"))


@settings(max_examples=20, deadline=None)
@given(figures(), st.sampled_from(EVERY))
def test_a_stock_is_never_summed_over_time(made: pd.DataFrame, every: Any) -> None:
    rows = reconcile(made).rows
    stocks = rows[(rows["kind"] == "stock") & (rows["role"] == "recommended")]
    told = {k: set(g["value"]) for k, g in stocks.groupby(["series", "place_id"])}
    parts = bucket(rows, made, every=every)
    parts = parts[(parts["kind"] == "stock") & (parts["role"] == "recommended")]
    assert not parts.duplicated(["series", "place_id", "date"]).any()
    for key, of_series in parts.groupby(["series", "place_id"]):
        assert set(of_series["value"]) <= told[key]


@settings(max_examples=20, deadline=None)
@given(figures(least=3))
def test_the_series_of_one_key_are_the_same_alone_and_among_others(made: pd.DataFrame) -> None:
    """A full rebuild gives the rows that were kept, key by key."""
    full = reconcile(made)
    parts = [reconcile(made[keys_of(made) == key]).rows for key in sorted(set(keys_of(made)))]
    kept = pd.concat([p for p in parts if len(p)] or [full.rows.iloc[:0]], ignore_index=True)
    order = ["series", "place_id", "date", "role", "basis", "figure_ids"]
    pd.testing.assert_frame_equal(
        full.rows.sort_values(order).reset_index(drop=True), kept.sort_values(order).reset_index(drop=True)
    )
    assert set(keys_of(full.rows)) <= set(keys_of(made))


@pytest.mark.parametrize("every", EVERY)
def test_no_figures_give_no_rows(every: Any) -> None:
    none = frame(figure(1, "2022-01-01", 2, end="2022-01-01")).iloc[:0]
    result = reconcile(none)
    assert result.rows.empty
    assert result.figures.empty
    assert bucket(result.rows, none, every=every).empty
