"""The measures: what counts as found and right, and that they agree with the labels' own scorer."""

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from stats import score as scoring
from stats.matching import LEVELS, compare, match

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
LABEL: dict[str, Any] = {
    "start": 10, "end": 20, "value": 5003, "low": 5003, "high": None, "quantifier": "more_than", "unit": "person",
    "subject": "people", "term": "fled", "kind": "flow", "period_start": "2017-03-01", "period_end": "2017-03-09",
    "place": "Mosul", "country": "IRQ", "attribution": "The United Nations",
}  # fmt: skip


def one(*figures: dict[str, Any], labels: list[dict[str, Any]] | None = None) -> scoring.Score:
    document = {"id": "d", "lang": "en", "text": "x" * 40, "figures": [LABEL] if labels is None else labels}
    return scoring.score({"d": document}, {"d": list(figures)})


@pytest.mark.parametrize(
    ("change", "reached"),
    [
        ({}, 5),
        ({"period_end": "2017-03-08"}, 4),
        ({"kind": "stock"}, 3),
        ({"term": "displaced"}, 2),
        ({"unit": "household"}, 1),
        ({"value": 5020}, 5),
        ({"value": 5040}, 0),
        ({"start": 20, "end": 25}, 0),
        ({"value": None}, 5),
    ],
)
def test_levels_are_nested(change: dict[str, Any], reached: int) -> None:
    """Each level needs the ones before it; half a per cent of the value and one shared character suffice."""
    right = one({**LABEL, **change}).total.right
    assert [right[level] for level in LEVELS] == [1] * reached + [0] * (5 - reached)


def test_a_figure_too_many_costs_precision_and_a_missed_one_recall() -> None:
    other = {**LABEL, "start": 30, "end": 35, "value": 7}
    assert one(LABEL, other).total.rates("strict") == (0.5, 1.0, pytest.approx(2 / 3))
    assert one(LABEL, labels=[LABEL, other]).total.rates("strict") == (1.0, 0.5, pytest.approx(2 / 3))


def test_places_and_sources_agree_when_one_contains_the_other() -> None:
    agrees = compare({**LABEL, "place": "west mosul", "attribution": "united  nations"}, LABEL)
    assert agrees["place"]
    assert agrees["attribution"]
    assert not compare({**LABEL, "place": None}, LABEL)["place"]
    assert compare({**LABEL, "period_end": "2017-03-10"}, LABEL)["period_end_1d"]


def test_the_whole_is_paired_with_the_whole_and_the_part_with_the_part() -> None:
    whole, part = {**LABEL, "end": 40, "value": 3000, "low": 3000}, {**LABEL, "start": 14, "value": 6000, "low": 6000}
    assert sorted(match([whole, part], [part, whole])) == [(0, 1), (1, 0)]


def test_calibration_finds_confidence_that_promises_too_much() -> None:
    rows, error = scoring.calibration([(0.95, True)] * 9 + [(0.95, False)] + [(0.35, False)] * 10)
    assert [(r["low"], r["count"], r["right"]) for r in rows] == [(0.3, 10, 0.0), (0.9, 10, 0.9)]
    assert error == pytest.approx((0.35 + 0.05) / 2)


def test_what_is_measured_is_kept_for_the_page_method(tmp_path: Path) -> None:
    path = scoring.save(one(LABEL), ["sets/some_dev.jsonl"], tmp_path / "accuracy.json")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["sets"] == ["some_dev.jsonl"]
    assert kept["languages"]["en"]["levels"]["strict"] == {"precision": 100.0, "recall": 100.0, "f1": 100.0}
    assert kept["languages"]["all"]["fields"]["place"]["n_stated"] == 1


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(scoring.ScoreError, match=r"gold.jsonl, line 1: .* keys id, text and figures"):
        scoring.load([path])


def reference() -> Any:
    path = SHARED / "score.py"
    if not path.is_file():
        pytest.skip("the labels' own scorer is not beside this folder")
    spec = importlib.util.spec_from_file_location("reference_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def agree(labelled: scoring.Labelled, found: scoring.Figures) -> None:
    ours = scoring.score(labelled, found)
    theirs, misses, alarms = reference().score(labelled, {k: {"figures": v} for k, v in found.items()}, "term")
    for level in LEVELS:
        name = level if level in ("detection", "strict") else f"+{level}"
        assert ours.total.right[level] == theirs[name]["hit"], level
        for rate, key in zip(ours.total.rates(level), ("P", "R", "F1"), strict=True):
            assert round(100 * rate, 1) == theirs[name][key]
    for name, key in (("period", "period both"), ("period_end", "period end"), ("period_1d", "period both ±1d"),
                      *((n, n) for n in ("unit", "bounds", "place", "attribution", "forecast"))):  # fmt: skip
        assert scoring._accuracy(ours, "all")[name] == theirs["accuracy"][key], name
    assert (len(ours.misses), len(ours.alarms)) == (len(misses), len(alarms))
    assert {k: t.right["strict"] for k, t in ours.by["term"].items()} == {
        k: t["strict"]["hit"] for k, t in theirs["by"].items()
    }


@pytest.mark.parametrize("name", ["conflict_dev", "disaster_dev", "languages_dev"])
def test_it_agrees_with_the_labels_own_scorer(name: str) -> None:
    """On the labels, disturbed at random, both give the same numbers."""
    reference()
    labelled = scoring.load([SHARED / "gold" / f"{name}.jsonl"])
    rng = random.Random(7)
    found: scoring.Figures = {}
    for key, document in labelled.items():
        figures = [dict(f) for f in document["figures"] if rng.random() < 0.9]
        for figure in figures:
            for field, values in (("unit", ["person", "household"]), ("kind", ["flow", "stock"]), ("place", [None]),
                                  ("period_end", [None, "2017-03-09"]), ("value", [12, 40_000]), ("high", [None, 50]),
                                  ("start", [figure["start"] + 2])):  # fmt: skip
                if rng.random() < 0.15:
                    figure[field] = rng.choice(values)
        found[key] = figures
    agree(labelled, found)


figures = st.fixed_dictionaries({
    "start": st.integers(0, 12), "end": st.integers(3, 20), "value": st.sampled_from([10, 20, None]),
    "low": st.sampled_from([10, 20, None]), "high": st.sampled_from([10, 30, None]),
    "unit": st.sampled_from(["person", "household"]), "term": st.sampled_from(["fled", "killed", None]),
    "kind": st.sampled_from(["flow", "stock"]), "period_end": st.sampled_from([None, "2017-03-09", "2017-03-10"]),
    "place": st.sampled_from([None, "Mosul", "west Mosul"]),
})  # fmt: skip


@settings(max_examples=100)
@given(st.lists(figures, max_size=5), st.lists(figures, max_size=5))
def test_it_agrees_on_anything(labels: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    agree({"d": {"id": "d", "text": "x" * 30, "figures": labels}}, {"d": found})
