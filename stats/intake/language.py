"""Tells the language of a text (py3langid, which carries its model with it and downloads nothing)."""

from functools import lru_cache
from typing import Any

from stats.lexicon import languages

ENOUGH = 4_000
"""Code points that are looked at: more changes no answer."""
SHORT = 12
"""Letters below which no language is told."""
SURE = 0.5
"""Confidence below which no language is told: a list of places in Nigeria was Pidgin at 0.48, one in Malawi Shona."""
READ = 0.3
"""The same of a language that has a lexicon: headlines of four words are told at no more."""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, *, letters: int = SHORT, sure: float | None = None) -> tuple[str | None, float | None]:
    """Return (ISO 639-1 code, confidence in 0..1) of a text; (None, None) where nobody can be sure.

    letters, sure: of how many letters, and how sure, it has to be; SURE or READ where not given.
    """
    sample = text[:ENOUGH]
    if sum(map(str.isalpha, sample)) < letters:
        return None, None
    code, confidence = _identifier().classify(sample)
    if sure is None:
        sure = READ if code in languages() else SURE
    return (str(code), round(float(confidence), 4)) if confidence >= sure else (None, None)
