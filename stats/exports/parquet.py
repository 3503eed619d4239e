"""Parquet: typed columns, each with its meaning and unit in its metadata, and the query in the file's."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from stats.columns import Column
from stats.exports import cells
from stats.exports.about import About
from stats.exports.files import blocks_of

_TYPES: dict[str, Any] = {
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}


def parquet_blocks(
    frames: Iterable[pd.DataFrame], columns: Sequence[Column], about: About, *, bom: bool = False
) -> Iterator[bytes]:
    """Yield a Parquet file in blocks. Args as in `stats.exports.write`.

    Metadata of the file: key `headcount`, JSON of `About.facts`. Metadata of a column: `meaning`, `hxl`, and `unit` for
    a number (`see unit`: the row's own column `unit` names it).
    """
    schema = pa.schema([_field(column) for column in columns], metadata={"headcount": json.dumps(about.facts())})
    with tempfile.TemporaryFile() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for frame in frames:
                lists = cells.values(frame, columns)
                arrays = [_array(c, v) for c, v in zip(columns, lists, strict=True)]
                writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
        yield from blocks_of(file)


def _field(column: Column) -> Any:
    told = {"meaning": column.meaning, "hxl": column.hxl, "unit": column.unit}
    return pa.field(column.name, _TYPES[column.type], metadata={k: v for k, v in told.items() if v})


def _array(column: Column, values: list[Any]) -> Any:
    if column.type in ("date", "datetime"):
        return pa.array(values, pa.string()).cast(_TYPES[column.type])
    return pa.array(values, _TYPES[column.type])
