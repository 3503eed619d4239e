"""Rows of a query as data frames whose column types never change, also where no row was found."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Boolean, Date, DateTime, Float, Integer
from sqlalchemy.sql.type_api import TypeEngine

# SQL type -> pandas dtype. Missing text is NaN, a missing day NaT.
_DTYPES: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (DateTime, "datetime64[us]"),
    (Date, "datetime64[us]"),
    (Boolean, "bool"),
    (Float, "float64"),
    (Integer, "Int64"),
)


def frame_of(rows: Sequence[Sequence[Any]], names: Sequence[str], types: Sequence[TypeEngine[Any]]) -> pd.DataFrame:
    """Return rows as a frame: text as str, numbers as float64, whole ones as Int64, days as datetime64[us].

    Args:
        rows: the rows of a query.
        names, types: of its columns.
    """
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    found = {
        name: pd.Series(list(values), dtype=dtype_of(kind))
        for name, values, kind in zip(names, columns, types, strict=True)
    }
    return pd.DataFrame(found)


def dtype_of(kind: TypeEngine[Any]) -> str:
    """Return the pandas dtype of an SQL type."""
    return next((dtype for sql, dtype in _DTYPES if isinstance(kind, sql)), "str")
