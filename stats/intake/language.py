"""Tells the language of a text (py3langid, which carries its model with it and downloads nothing)."""

from functools import lru_cache
from typing import Any

ENOUGH = 4_000
"""Code points that are looked at: more changes no answer."""
SHORT = 20
"""Letters below which no language is told."""
SURE = 0.5
"""Confidence below which none is told: three of 3,600 English sentences, lists of names, were French at less."""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, *, letters: int = SHORT, sure: float = SURE) -> tuple[str | None, float | None]:
    """Return (ISO 639-1 code, confidence in 0..1) of a text; (None, None) where nobody can be sure."""
    sample = text[:ENOUGH]
    if sum(map(str.isalpha, sample)) < letters:
        return None, None
    code, confidence = _identifier().classify(sample)
    return (str(code), round(float(confidence), 4)) if confidence >= sure else (None, None)
