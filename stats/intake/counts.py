"""Reads a whole count out of a cell, whose thousands may be set apart; one that reads in two ways is none."""

import re
from collections.abc import Iterable

_BLANKS = " \u00a0\u202f\u2009'\u2019"
_WHOLE = re.compile(r"\d+")
_SPACED = re.compile(rf"[1-9]\d{{0,2}}(?:([{_BLANKS}])\d{{3}})(?:\1\d{{3}})*")
_SIGNED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_FRACTION = re.compile(r"(\d+)([.,])(\d+)")
_MOST = 10**12


def fraction_signs(cells: Iterable[object]) -> frozenset[str]:
    """Return the signs, of point and comma, that divide fractions in a column; there, 4.200 may be 4200 or 4.2."""
    found: set[str] = set()
    for cell in cells:
        if isinstance(cell, float) and not cell.is_integer():
            found.add(".")
        elif isinstance(cell, str) and (told := _FRACTION.fullmatch(cell.strip())) and not _SIGNED.fullmatch(told[0]):
            found.add(told[2])
    return frozenset(found)


def read_count(text: str, fractions: frozenset[str] = frozenset()) -> int:
    """Return the count that a cell tells: 4200, 4,200, 4.200, 4 200 and 4200.0 are one.

    Args:
        text: the cell. fractions: the signs that divide fractions in its column.

    Raises:
        ValueError: it is no whole number, or could be two; the message says what to write.
    """
    told = text.strip()
    count = -1
    if found := _SIGNED.fullmatch(told):
        if found[1] not in fractions or told.count(found[1]) > 1:
            count = int(told.replace(found[1], ""))
    elif found := _SPACED.fullmatch(told):
        count = int(told.replace(found[1], ""))
    elif _WHOLE.fullmatch(told):
        count = int(told[:20])
    elif (found := _FRACTION.fullmatch(told)) and not found[3].strip("0"):
        count = int(found[1][:20])
    if not 0 <= count <= _MOST:
        raise ValueError(f"{told[:40]!r} is no count that reads in one way: people and households are whole numbers, "
                         "written like 4200")  # fmt: skip
    return count
