"""The tables that people take away, in each format; a table is written while it is read, whatever its size."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO, cast

import pandas as pd

from stats.columns import Column
from stats.errors import ExportError
from stats.exports import cells
from stats.exports.about import About


@dataclass(frozen=True, slots=True)
class Format:
    """suffix: of a file's name. mime: for a browser. module, function: what yields its blocks."""

    suffix: str
    mime: str
    module: str
    function: str


FORMATS: dict[str, Format] = {
    "csv": Format("csv", "text/csv; charset=utf-8", "delimited", "csv_blocks"),
    "hxl": Format("hxl.csv", "text/csv; charset=utf-8", "delimited", "hxl_blocks"),
    "xlsx": Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "workbook", "xlsx_blocks"
    ),
    "parquet": Format("parquet", "application/vnd.apache.parquet", "parquet", "parquet_blocks"),
    "json": Format("jsonl", "application/x-ndjson", "jsonlines", "json_blocks"),
}
"""The formats of one table; the data package, which holds several, is in stats.exports.package."""


def blocks(
    frames: pd.DataFrame | Iterator[pd.DataFrame],
    columns: Sequence[Column],
    form: str,
    about: About,
    *,
    bom: bool = True,
) -> Iterator[bytes]:
    """Yield a table in one format, block by block.

    Args:
        frames: the rows, as one frame or several; columns that a frame lacks are empty, others are left out.
        columns: what to write, in order: FIGURE_COLUMNS or SERIES_COLUMNS.
        form: a key of FORMATS.
        about: what was asked, for the formats that have room to say it.
        bom: begin CSV with the mark by which Excel knows UTF-8.

    Raises:
        ExportError: there is no such format, or the rows do not fit it.
    """
    if form not in FORMATS:
        raise ExportError(f"There is no format {form}. Choose one of {', '.join(FORMATS)}.")
    found = FORMATS[form]
    make = cast(
        Callable[..., Iterator[bytes]], getattr(import_module(f"stats.exports.{found.module}"), found.function)
    )
    return make(cells.chunks(frames), columns, about, bom=bom)


def write(
    frames: pd.DataFrame | Iterator[pd.DataFrame],
    columns: Sequence[Column],
    form: str,
    out: BinaryIO,
    about: About,
    *,
    bom: bool = True,
) -> None:
    """Write a table in one format to a binary file. Args and errors as in `blocks`."""
    for block in blocks(frames, columns, form, about, bom=bom):
        out.write(block)


__all__ = ["FORMATS", "About", "Format", "blocks", "write"]
