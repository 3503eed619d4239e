"""Confidence: weights of signs, fitted on labelled documents."""

import json
from datetime import date
from pathlib import Path

import pytest

from stats.assembly.confidence import WEIGHTS
from stats.document import Document
from stats.extract import drafts_of
from stats.fitting import fit, level, samples
from stats.vocabulary import DayKnown

ARTICLES = Path(__file__).parent / "corpus" / "articles_en.jsonl"


def sure(text: str) -> list[float]:
    document = Document(text, published=date(2023, 5, 10), published_by=DayKnown.STATED, language="en")
    return [figure.confidence for figure in drafts_of(document)[1]]


def test_weights_tell_where_they_come_from():
    """The weights file names its day, its documents and how many figures it saw."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert kept["figures"] >= kept["right"] > 0
    assert kept["sets"]
    assert date.fromisoformat(kept["fitted"])
    assert "always" in kept["weights"]


def test_a_plain_count_is_surer_than_a_bare_one():
    """A count with its noun, verb and dates in words is surer than one of which nothing is said to have happened."""
    plain = sure("On 8 May 2023, 4,001 people were killed in Goma, the army said.")
    bare = sure("There was talk of 4,001 people on the hill.")
    assert len(plain) == len(bare) == 1
    assert plain[0] > bare[0]


def test_fit_finds_the_chance_of_each_sign():
    """A sign that is right nine times in ten gets a higher weight than one that is right once in ten."""
    seen = [(["good"], i % 10 != 0) for i in range(200)] + [(["bad"], i % 10 == 0) for i in range(200)]
    weights = fit(seen)
    assert weights["good"] > 1 > -1 > weights["bad"]


def test_the_level_is_that_of_documents_that_no_rule_came_from():
    """The constant is set so that the mean chance is the share that is right where no rule was made."""
    unread = [(["good"], True)] * 2 + [(["good"], False)] * 2
    weights = level({"always": 2.0, "good": 1.0}, unread)
    assert weights == {"always": pytest.approx(-1.0, abs=1e-3), "good": 1.0}


@pytest.mark.slow
def test_samples_hold_each_figure_once():
    """Every figure found in labelled documents is a sample, right or wrong."""
    found = samples([ARTICLES])
    assert len(found) > 300
    assert 0 < sum(right for _, right in found) < len(found)
