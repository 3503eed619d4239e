"""Keys: which figures belong to one series, and the readable name of it (docs/method.md, rule 2)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from stats.vocabulary import Kind, Term, measure_of

_MEASURE_OF_TERM = {str(term): measure_of(term) for term in Term}


def texts(frame: pd.DataFrame, column: str) -> list[str | None]:
    """Return a text column as a list, None where it is empty or where the frame has no such column."""
    if column not in frame.columns:
        return [None] * len(frame)
    # Each distinct text becomes one object: several times as fast as a column's own tolist, and so is what looks it up.
    codes, distinct = pd.factorize(frame[column])
    words = np.array([*(v if isinstance(v, str) and v else None for v in distinct.tolist()), None], dtype=object)
    found: list[str | None] = words[codes].tolist()
    return found


def flags(frame: pd.DataFrame, column: str) -> list[bool]:
    """Return a column of yes and no as a list; empty is no."""
    if column not in frame.columns:
        return [False] * len(frame)
    if frame[column].dtype == bool:
        return frame[column].tolist()
    return [value is not None and value == 1 for value in frame[column].tolist()]


def says(frame: pd.DataFrame, column: str, *words: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return for each row whether a text column holds one of these words; a frame without the column holds none."""
    if column not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    return frame[column].isin([str(word) for word in words]).to_numpy(dtype=bool)


def measures(frame: pd.DataFrame) -> list[str | None]:
    """Return the measure of each row: its own column where there is one, else by its term. None is never charted."""
    if "measure" in frame.columns:
        return texts(frame, "measure")
    return [_MEASURE_OF_TERM.get(term) if term else None for term in texts(frame, "term")]


def place_keys(frame: pd.DataFrame) -> list[str]:
    """Return what identifies the place of each row.

    The gazetteer's id; else the place's own words with the country; else the country alone, which is then a place that
    the text does not tell, not the country as a whole.
    """
    known: dict[tuple[str | None, ...], str] = {}
    columns = [texts(frame, column) for column in ("place_id", "place", "country")]
    for told in zip(*columns, strict=True):
        if told not in known:
            place_id, place, country = told
            known[told] = place_id or f"{' '.join((place or '').casefold().split())}@{country or ''}"
    return [known[told] for told in zip(*columns, strict=True)]


def keys_of(frame: pd.DataFrame) -> pd.Series:
    """Return for each figure, or each row of a series, the key of what has to be computed together.

    The key is the place and the measure: all figures of such a key give the same series whether or not figures of
    other keys are given with them. It is empty for figures that are never charted.

    Args:
        frame: columns place_id, place, country, and measure or term.
    """
    return pd.Series(key_texts(frame), index=frame.index, dtype="str", name="key")


def key_texts(frame: pd.DataFrame) -> list[str]:
    """Return the keys of `keys_of` as a list in which equal keys are one object."""
    known: dict[tuple[str, str | None], str] = {}
    told = list(zip(place_keys(frame), measures(frame), strict=True))
    for place, measure in dict.fromkeys(told):
        known[place, measure] = f"{place}|{measure}" if measure else ""
    return [known[one] for one in told]


def place_names(keys: Sequence[str], places: Sequence[str | None]) -> dict[str, str]:
    """Return the name to show for each key: the words most used for it, then the first by the alphabet."""
    told = Counter(zip(keys, places, strict=True))
    best: dict[str, tuple[int, str]] = {}
    for (key, place), count in told.items():
        if place and (key not in best or (-count, place) < best[key]):
            best[key] = (-count, place)
    return {key: place for key, (_, place) in best.items()}


def series_name(
    place: str | None,
    country: str | None,
    place_role: str | None,
    measure: str,
    cause: str | None,
    kind: str,
    unit: str,
    counted_since: date | None = None,
) -> str:
    """Return the readable key of a series.

    For example "Mosul (IRQ) · origin · displaced · conflict · cumulative since 2016-10-01 · person".

    Args:
        place, country, place_role, measure, cause, kind, unit: the key's fields.
        counted_since: for a cumulative count, the day on which counting began (a date, or None for unknown).
    """
    where = f"{place or 'place not told'} ({country or 'country not told'})"
    if kind == Kind.CUMULATIVE:
        kind = f"cumulative since {counted_since.isoformat()}" if counted_since else "cumulative, start not told"
    return " · ".join(_told((where, place_role or "role not told", measure, cause or "cause not told", kind, unit)))


def _told(words: Iterable[str | None]) -> list[str]:
    return [str(word) for word in words if word]
