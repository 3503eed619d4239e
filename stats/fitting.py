"""Fits the weights of confidence on labelled documents, so that of the figures shown at 0.9 nine in ten are right."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from stats.assembly import confidence as sure
from stats.extract import drafts_of
from stats.matching import compare, levels_of, match
from stats.score import document_of, load

_RIDGE = 8.0  # pulls each weight towards zero: a sign seen three times must not decide
_STEPS = 50
_FARTHEST = 20.0  # no constant is farther from the one that was fitted


def samples(paths: Iterable[str | Path]) -> list[tuple[list[str], bool]]:
    """Return for each figure found in labelled documents its signs and whether it is right in all that counts."""
    found = []
    for document in load(paths).values():
        drafts, figures = drafts_of(document_of(document))
        records = [f.to_json() for f in figures]
        signs = {(d.quantity.start, d.quantity.end): sure.signs(d) for d in drafts}
        right = {}
        for i, j in match(document["figures"], records):
            right[j] = levels_of(compare(records[j], document["figures"][i]))["strict"]
        for j, record in enumerate(records):
            found.append((signs[record["start"], record["end"]], bool(right.get(j, False))))
    return found


def fit(seen: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Return the weights of a logistic model with a ridge, by Newton's method; "always" is its constant."""
    names = ["always", *sorted({s for signs, _ in seen for s in signs})]
    column = {name: i for i, name in enumerate(names)}
    shown = np.zeros((len(seen), len(names)))
    shown[:, 0] = 1
    for row, (signs, _) in enumerate(seen):
        for sign in signs:
            shown[row, column[sign]] = 1
    right = np.array([r for _, r in seen], dtype=float)
    weights = np.zeros(len(names))
    ridge = np.full(len(names), _RIDGE)
    ridge[0] = 1e-6
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-shown @ weights))
        slope = shown.T @ (right - chance) - ridge * weights
        bend = (shown * (chance * (1 - chance))[:, None]).T @ shown + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}


def level(weights: dict[str, float], seen: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Return weights whose constant makes the mean chance of what was seen the share of it that is right.

    Signs weigh alike where rules were made and where not; how often figures are right does not.
    """
    sums = np.array([weights["always"] + sum(weights.get(s, 0.0) for s in signs) for signs, _ in seen])
    share = float(np.mean([r for _, r in seen]))
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_STEPS):
        shift = (low + high) / 2
        below = (1 / (1 + np.exp(-(sums + shift)))).mean() < share
        low, high = (shift, high) if below else (low, shift)
    return weights | {"always": round(weights["always"] + (low + high) / 2, 4)}


def save(paths: Iterable[str | Path], learned: Iterable[str | Path] = (), path: Path = sure.WEIGHTS) -> dict[str, Any]:
    """Fit on labelled files and keep the weights, with the day and the files' names; return what was written.

    paths: files that no rule came from; they set the level. learned: files that rules came from; with the others, they
    weigh the signs.
    """
    files, more = list(paths), list(learned)
    seen = samples(files)
    weights = fit(seen + samples(more))
    kept = {
        "fitted": datetime.now(UTC).date().isoformat(),
        "sets": [Path(f).name for f in files],
        "learned": [Path(f).name for f in more],
        "figures": len(seen),
        "right": sum(r for _, r in seen),
        "weights": level(weights, seen),
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return kept
