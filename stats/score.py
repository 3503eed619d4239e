"""Measures figures against labelled documents: precision, recall, F1, accuracy of each field, and calibration.

A found figure matches a labelled one when their spans overlap and its value (else low, else high) is within 0.5 % of
the label's value, low or high; one to one, as many pairs as there can be, the more agreeing ones preferred. The levels
are nested: detection, then also the right unit, term, kind, and both dates (strict).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from stats.document import Document
from stats.errors import HeadcountError
from stats.matching import FIELDS, LEVELS, Record, compare, levels_of, match, stated
from stats.settings import DATA
from stats.vocabulary import DayKnown

BINS = 10
ACCURACY = DATA / "accuracy.json"

Labelled = dict[str, Record]
Figures = dict[str, list[Record]]


class ScoreError(HeadcountError):
    """Labelled documents cannot be read; the message names file and line."""


def load(paths: Iterable[str | Path]) -> Labelled:
    """Read labelled documents: JSON Lines with `id`, `text`, `figures`, `published`, `lang`, `title`.

    Raises:
        ScoreError: a line is no such document; the message names file and line.
    """
    documents: Labelled = {}
    for path in paths:
        for number, record in _lines(Path(path)):
            if not {"id", "text", "figures"} <= record.keys():
                raise ScoreError(f"{path}, line {number}: a labelled document has the keys id, text and figures.")
            documents[record["id"]] = record
    return documents


def load_figures(path: str | Path) -> Figures:
    """Read what `extract` prints: JSON Lines with `id` and `figures`."""
    return {record["id"]: record.get("figures", []) for _, record in _lines(Path(path))}


def predict(labelled: Labelled) -> Figures:
    """Extract the figures of labelled documents, as `extract` prints them."""
    from stats.extract import extract

    return {name: [f.to_json() for f in extract(document_of(record))] for name, record in labelled.items()}


def document_of(record: Record) -> Document:
    """Return the document of a labelled line. A day that is null is known to be unknown, one left out is inferred."""
    day = record.get("published")
    known = DayKnown.STATED if day else DayKnown.UNKNOWN if "published" in record else None
    return Document(text=record["text"], id=str(record["id"]), title=record.get("title"),
                    published=date.fromisoformat(day) if day else None, published_by=known,
                    language=record.get("lang"))  # fmt: skip


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, json.loads(line)
    except OSError as error:
        raise ScoreError(f"{path} cannot be read: {error.strerror}. Give a file of JSON Lines.") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ScoreError(f"{path} is not JSON Lines: {error}.") from error


@dataclass
class Tally:
    """Counts of labels, of found figures and of pairs that reach each level."""

    labelled: int = 0
    found: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))

    def rates(self, level: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 of a level, each 0..1."""
        precision = self.right[level] / self.found if self.found else 0.0
        recall = self.right[level] / self.labelled if self.labelled else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


@dataclass(frozen=True)
class Example:
    """A label that was missed, or a found figure that is none."""

    document: Record
    figure: Record


@dataclass
class Score:
    """The measures of a set of labelled documents."""

    documents: int
    total: Tally
    by: dict[str, dict[str, Tally]]
    fields: dict[str, dict[str, list[int]]]
    sure: list[tuple[float, bool]]
    misses: list[Example]
    alarms: list[Example]


def score(labelled: Labelled, found: Figures) -> Score:
    """Measure found figures against labelled documents; a document without found figures counts as read in vain.

    Returns:
        Score: `by` holds tallies by term, document and language (a false alarm goes to the term it was given);
        `fields` for each language and "all" and field [right, all, right where stated, stated]; `sure` for each found
        figure its confidence and whether it is right in value, unit, term, kind and dates.
    """
    result = Score(len(labelled), Tally(), {"term": {}, "document": {}, "language": {}}, {}, [], [], [])
    for name, document in labelled.items():
        language = str(document.get("lang") or "unknown")
        labels, figures = document["figures"], found.get(name, [])
        pairs = dict(match(labels, figures))

        def tallies(term: str | None, keys: tuple[str, str] = (name, language)) -> list[Tally]:
            groups = {"term": term or "(none)", "document": keys[0], "language": keys[1]}
            return [result.total, *(result.by[kind].setdefault(key, Tally()) for kind, key in groups.items())]

        for i, label in enumerate(labels):
            agrees = compare(figures[pairs[i]], label) if i in pairs else None
            for tally in tallies(label.get("term")):
                tally.labelled += 1
                if agrees:
                    tally.found += 1
                    for level, reached in levels_of(agrees).items():
                        tally.right[level] += reached
            if agrees is None:
                result.misses.append(Example(document, label))
                continue
            result.sure.append((float(figures[pairs[i]].get("confidence") or 0), levels_of(agrees)["strict"]))
            for key in ("all", language):
                for field_name in FIELDS:
                    told = stated(label, field_name)
                    counts = result.fields.setdefault(key, {}).setdefault(field_name, [0, 0, 0, 0])
                    for k, more in enumerate((agrees[field_name], True, agrees[field_name] and told, told)):
                        counts[k] += more
        for j in sorted(set(range(len(figures))) - set(pairs.values())):
            result.alarms.append(Example(document, figures[j]))
            result.sure.append((float(figures[j].get("confidence") or 0), False))
            for tally in tallies(figures[j].get("term")):
                tally.found += 1
    return result


def calibration(sure: Sequence[tuple[float, bool]]) -> tuple[list[dict[str, float]], float]:
    """Return a reliability table and the expected calibration error.

    Args:
        sure: confidence 0..1 and whether the figure was right.

    Returns:
        For each of ten equal bins of confidence that holds a figure: low, high, mean confidence, share right, count;
        and the mean distance between confidence and share right, weighted by count (Naeini et al. 2015).
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in sure:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    rows, error = [], 0.0
    for number, inside in enumerate(bins):
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(r for _, r in inside) / len(inside)
            rows.append({"low": number / BINS, "high": (number + 1) / BINS, "confidence": mean, "right": share,
                         "count": len(inside)})  # fmt: skip
            error += abs(mean - share) * len(inside) / len(sure)
    return rows, error


def examples(result: Score, count: int) -> list[str]:
    """Return the first misses and false alarms, each with its surroundings, as lines."""
    lines = []
    for title, found in (("misses", result.misses), ("false alarms", result.alarms)):
        if count:
            lines.append(f"\n{title} ({len(found)})")
        for example in found[:count]:
            told = " ".join(str(example.figure.get(k)) for k in ("value", "unit", "term", "kind"))
            lines.append(f"  {example.document['id']}: {told}\n      {_around(example)}")
    return lines


def _around(example: Example, width: int = 60) -> str:
    text, start, end = example.document["text"], example.figure.get("start"), example.figure.get("end")
    if start is None or end is None:
        return "(no span)"
    return " ".join(f"…{text[max(0, start - width) : start]}[{text[start:end]}]{text[end : end + width]}…".split())


def table(result: Score, by: str | None = None) -> str:
    """Return the measures as a table for people; `by` adds a line for each term, document or language."""
    total = result.total
    lines = [f"{result.documents} documents, {total.labelled} labelled figures, {total.found} found", "",
             f"{'':16}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"]  # fmt: skip
    for level in LEVELS:
        rates = "".join(f"{100 * rate:8.1f}" for rate in total.rates(level))
        lines.append(f"{level if level in ('detection', 'strict') else '+' + level:16}{total.right[level]:7}{rates}")
    lines += ["", f"{'accuracy, %':18}{'all':>7}{'n':>6}{'stated':>9}{'n':>6}"]
    for name, measured in _accuracy(result, "all").items():
        every, told = (f"{v:.1f}" if v is not None else "-" for v in (measured["all"], measured["stated"]))
        lines.append(f"{name:18}{every:>7}{measured['n']:6}{told:>9}{measured['n_stated']:6}")
    rows, error = calibration(result.sure)
    lines += ["", f"{'confidence':18}{'mean':>7}{'right':>7}{'n':>6}"]
    lines += [f"{r['low']:.1f} to {r['high']:.1f}{r['confidence']:14.2f}{r['right']:7.2f}{r['count']:6}" for r in rows]
    lines.append(f"expected calibration error {error:.3f}")
    if by:
        lines += ["", f"{'':28}{'labels':>7}{'found':>6}" + "".join(f"{level + ' F1':>14}" for level in LEVELS)]
        for key, tally in sorted(result.by[by].items()):
            rates = "".join(f"{100 * tally.rates(level)[2]:14.1f}" for level in LEVELS)
            lines.append(f"{key:28.28}{tally.labelled:7}{tally.found:6}{rates}")
    return "\n".join(lines)


def _accuracy(result: Score, language: str) -> dict[str, dict[str, float | int | None]]:
    counts = result.fields.get(language, {})
    return {
        name: {"all": _percent(right, n), "n": n, "stated": _percent(told, m), "n_stated": m}
        for name in FIELDS
        for right, n, told, m in [counts.get(name, [0, 0, 0, 0])]
    }


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def measured(result: Score, sets: Sequence[str | Path]) -> dict[str, Any]:
    """Return everything as plain JSON values: what `--json` prints and `--save` keeps for the page Method.

    Keys: measured (the day), sets (file names), documents, languages ("all" and each: levels with precision, recall and
    F1 in per cent, fields with the share right of all pairs and of those where the label states the field),
    calibration (rows of `calibration`) and calibration_error.
    """
    rows, error = calibration(result.sure)
    groups = {"all": result.total, **result.by["language"]}
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "sets": [Path(name).name for name in sets],
        "documents": result.documents,
        "languages": {
            name: {
                "labelled": tally.labelled,
                "found": tally.found,
                "levels": {
                    level: dict(
                        zip(("precision", "recall", "f1"), (round(100 * r, 1) for r in tally.rates(level)), strict=True)
                    )
                    for level in LEVELS
                },
                "fields": _accuracy(result, name),
            }
            for name, tally in groups.items()
        },
        "calibration": [{k: round(v, 3) for k, v in row.items()} for row in rows],
        "calibration_error": round(error, 4),
    }


def save(result: Score, sets: Sequence[str | Path], path: Path = ACCURACY) -> Path:
    """Keep what was measured in data/accuracy.json for the page Method; return the path."""
    path.write_text(json.dumps(measured(result, sets), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
