"""Phrasings in our own words and the figures that the extractor must find in them: nothing missed, nothing invented."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from stats.document import Document
from stats.extract import extract
from stats.figure import Figure
from stats.lexicon import languages
from stats.vocabulary import DayKnown

CORPUS = Path(__file__).parent / "corpus"
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
