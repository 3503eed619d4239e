"""How right the extractor is on texts that no rule was made from: what is reached is held, by language."""

import json
from pathlib import Path

import pytest

from stats.score import LEVELS, load, predict, score

MEASURED = Path(__file__).parent / "measured"
FLOORS = json.loads((MEASURED / "floors.json").read_text(encoding="utf-8"))


def test_every_set_has_its_floors():
    assert set(FLOORS) == {path.stem for path in MEASURED.glob("*.jsonl")}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floors_of_what_is_measured(name):
    """F1 of each level, in per cent, is no lower than it was."""
    labelled = load([MEASURED / f"{name}.jsonl"])
    total = score(labelled, predict(labelled)).total
    reached = {level: round(100 * total.rates(level)[2], 1) for level in LEVELS}
    assert {level: max(0, FLOORS[name][level] - reached[level]) for level in LEVELS} == dict.fromkeys(LEVELS, 0)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_labels_are_sound(name):
    """A quote stands where the label says, and a period does not end before it begins."""
    for document in load([MEASURED / f"{name}.jsonl"]).values():
        for label in document["figures"]:
            assert document["text"][label["start"] : label["end"]] == label["quote"], document["id"]
            if label["period_start"] and label["period_end"]:
                assert label["period_start"] <= label["period_end"], document["id"]
