"""Figures made for the tests of series: one line a figure, everything else as it usually is."""

from typing import Any

import pandas as pd


def figure(number: int | str, published: str | None, value: float, kind: str = "flow", start: str | None = None,
           end: str | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
    """One figure on people displaced from Goma by conflict; its own document unless `document_id` says otherwise."""
    at_least = more.get("quantifier") in ("more_than", "vague")
    up_to = more.get("quantifier") == "less_than"
    return {
        "figure_id": str(number), "document_id": f"document of {number}", "published": published, "value": value,
        "low": None if up_to else value, "high": None if at_least else value, "quantifier": "exact", "unit": "person",
        "term": "displaced", "kind": kind, "period_start": end if kind == "stock" else start, "period_end": end,
        "period_rule": "dates", "place": "Goma", "country": "COD", "place_id": "goma", "place_role": "origin",
        "attribution": None, "source_id": None, "cause": "conflict", "forecast": False, "increment": False,
        "part_of": None, "same_as": None, "status": "unreviewed", "near_copy_of": None, **more,
    }  # fmt: skip


def frame(*figures: dict[str, Any]) -> pd.DataFrame:
    """Figures as a frame, as the store gives them."""
    return pd.DataFrame(list(figures))


def counted(rows: pd.DataFrame, *columns: str, basis: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    """The recommended rows, as tuples of some columns: dates as ISO text, open bounds as None."""
    kept = rows[(rows["role"] == "recommended") & (rows["basis"].isin(basis) if basis else True)]
    return sorted(
        tuple(None if pd.isna(v) else v.strftime("%Y-%m-%d") if isinstance(v, pd.Timestamp) else v for v in row)
        for row in kept[list(columns)].itertuples(index=False)
    )


def roles(figures: pd.DataFrame) -> dict[str, str | None]:
    """The role of each figure, None where it enters no series."""
    return {
        i: role if isinstance(role, str) else None
        for i, role in zip(figures["figure_id"], figures["role"], strict=True)
    }
