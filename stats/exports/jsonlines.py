"""JSON Lines: one object a row with every column, null where missing."""

import json
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from stats.columns import Column, names
from stats.exports import cells
from stats.exports.about import About


def json_blocks(
    frames: Iterable[pd.DataFrame], columns: Sequence[Column], about: About, *, bom: bool = False
) -> Iterator[bytes]:
    """Yield JSON Lines in blocks, one a frame. Args as in `stats.exports.write`; JSON never has a mark at its start."""
    keys = names(tuple(columns))
    for frame in frames:
        rows = zip(*cells.values(frame, columns), strict=True)
        lines = [json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) for row in rows]
        yield "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
