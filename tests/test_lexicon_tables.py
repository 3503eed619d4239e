"""Tables of the lexicon are asked in the way in which they are kept: else a rule reads nothing, and is silent on it."""

import re
from pathlib import Path

import pytest

from stats import lexicon

SOURCES = sorted((Path(__file__).resolve().parents[1] / "stats" / "assembly").rglob("*.py"))
ASKS = re.compile(r'view\.(?:has|last_of|first_of|cue)\(\s*"(\w+)"')


def test_tables_that_a_sentence_is_asked_for_are_looked_for_in_it() -> None:
    asked = {name for path in SOURCES for name in ASKS.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 20
    silent = (lexicon._APART | lexicon._UNMARKED) - lexicon.lexicon("en").beside.keys()
    assert not asked & silent


def test_the_english_lexicon_is_complete() -> None:
    assert lexicon.check("en") == []


@pytest.mark.parametrize("language", ["fr", "es", "pt", "ar"])
def test_no_phrase_stands_twice(language: str) -> None:
    assert [said for said in lexicon.check(language) if "twice" in said or "ambiguous" in said] == []
