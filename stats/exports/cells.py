"""How a value is written: missing is empty, numbers as they are, dates ISO, text harmless in a spreadsheet."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from stats.columns import Column

CHUNK = 8_192
"""Rows at a time: large enough that a row costs little, small enough that memory stays flat."""

# What a spreadsheet takes for a formula at the start of a cell (OWASP, "CSV Injection"), our own guard before it.
_RISKY = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")

_FIRST = frozenset("'=+-@\t\r\n＝＋－＠")


def guarded(text: str) -> str:
    """Return text with an apostrophe before it where a spreadsheet would run it. `unguarded` takes it off again."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def chunks(frames: pd.DataFrame | Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield frames of at most CHUNK rows; of a frame without rows, nothing."""
    for frame in [frames] if isinstance(frames, pd.DataFrame) else frames:
        for start in range(0, len(frame), CHUNK):
            yield frame.iloc[start : start + CHUNK]


def values(frame: pd.DataFrame, columns: Sequence[Column]) -> list[list[Any]]:
    """Return one list of plain Python values a column, None where missing or where the frame lacks the column.

    text: str. number: int where whole, else float. integer: int. boolean: bool. date and datetime: ISO text.
    """
    missing = [None] * len(frame)
    return [_READ[c.type](frame[c.name]) if c.name in frame and len(frame) else list(missing) for c in columns]


def texts(frame: pd.DataFrame, columns: Sequence[Column]) -> list[list[str]]:
    """Return one list of cells a column, as CSV holds them."""
    return [_WRITTEN[column.type](cells) for column, cells in zip(columns, values(frame, columns), strict=True)]


def _text(series: "pd.Series[Any]") -> list[str | None]:
    return [v if type(v) is str else _as_text(v) for v in series.tolist()]


def _as_text(value: Any) -> str | None:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _number(series: "pd.Series[Any]") -> list[int | float | None]:
    return [_whole(v) for v in series.tolist()]


def _whole(value: Any) -> int | float | None:
    if value is None or value is pd.NA:
        return None
    if isinstance(value, int):
        return int(value)
    number = float(value)
    if number.is_integer() and abs(number) < 2**53:
        return int(number)
    return number if np.isfinite(number) else None


def _boolean(series: "pd.Series[Any]") -> list[bool | None]:
    return [None if _as_text(v) is None else bool(v) for v in series.tolist()]


def _date(series: "pd.Series[Any]") -> list[str | None]:
    if isinstance(series.dtype, np.dtype) and series.dtype.kind == "M":
        days = np.datetime_as_string(series.to_numpy().astype("datetime64[D]")).tolist()
        return [None if day == "NaT" else day for day in days]
    return [(_as_text(v) or "")[:10] or None for v in series.tolist()]


def _datetime(series: "pd.Series[Any]") -> list[str | None]:
    moments = pd.to_datetime(series, utc=True, format="ISO8601" if series.dtype.kind not in "M" else None)
    return [None if pd.isna(v) else _moment(v.to_pydatetime()) for v in moments.tolist()]


def _moment(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat() + "Z"


_READ: dict[str, Callable[["pd.Series[Any]"], list[Any]]] = {
    "text": _text,
    "number": _number,
    "integer": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
}


def _text_cells(cells: list[str | None]) -> list[str]:
    return ["" if v is None else guarded(v) if v[:1] in _FIRST else v for v in cells]


def _number_cells(cells: list[int | float | None]) -> list[str]:
    return ["" if v is None else repr(v) for v in cells]


def _boolean_cells(cells: list[bool | None]) -> list[str]:
    return ["" if v is None else "true" if v else "false" for v in cells]


def _plain_cells(cells: list[str | None]) -> list[str]:
    return ["" if v is None else v for v in cells]


_WRITTEN: dict[str, Callable[[list[Any]], list[str]]] = {
    "text": _text_cells,
    "number": _number_cells,
    "integer": _number_cells,
    "boolean": _boolean_cells,
    "date": _plain_cells,
    "datetime": _plain_cells,
}
