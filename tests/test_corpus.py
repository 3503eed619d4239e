"""Phrasings in our own words and the figures that the extractor must find in them: nothing missed, nothing invented."""

import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from stats.document import Document
from stats.extract import extract
from stats.figure import Figure
from stats.lexicon import languages
from stats.vocabulary import DayKnown

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus"
PUBLISHED = date(2023, 5, 10)
_SIGNS = {"more_than": ">", "vague": ">", "less_than": "<", "approximately": "~"}


def told(figure: Figure) -> str:
    """Write a figure as the corpus does."""
    sign = _SIGNS.get(figure.quantifier, "")
    forecast = " forecast" if figure.forecast else ""
    return f"{sign}{figure.value} {figure.unit} {figure.term} {figure.kind}{forecast}"


def cases() -> list[tuple[str, str, str, list[str]]]:
    """Return the phrasings of each language that has a lexicon and a corpus."""
    found = []
    for language in languages():
        path = CORPUS / f"{language}.toml"
        for topic, table in tomllib.loads(path.read_text(encoding="utf-8")).items() if path.is_file() else ():
            found += [(language, topic, text, want) for text, *want in table["cases"]]
    return found


@pytest.mark.parametrize(
    ("language", "topic", "text", "want"), cases(), ids=lambda v: v if isinstance(v, str) else None
)
def test_phrasing(language, topic, text, want):
    """A phrasing gives just the figures it states."""
    found = extract(Document(text, published=PUBLISHED, published_by=DayKnown.STATED, language=language))
    assert [told(f) for f in found] == want, (topic, text)
    for figure in found:
        assert figure.quote == text[figure.start : figure.end]


@pytest.mark.slow
def test_what_a_text_says_does_not_depend_on_the_process():
    """Python orders sets anew in each process: nothing that is read may hang on such an order."""
    told = [
        subprocess.run([sys.executable, "-c", _ALL, str(CORPUS.parent)], cwd=ROOT, capture_output=True, text=True,
                       env={**os.environ, "PYTHONHASHSEED": seed}, check=True).stdout
        for seed in ("1", "2", "3")
    ]  # fmt: skip
    assert told[0]
    assert told[0] == told[1] == told[2]


_ALL = """
import sys
sys.path.insert(0, sys.argv[1])
from test_corpus import PUBLISHED, DayKnown, Document, cases, extract
for language, _, text, _ in cases():
    print(extract(Document(text, published=PUBLISHED, published_by=DayKnown.STATED, language=language)))
"""
