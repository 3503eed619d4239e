"""The worked example of docs/method.md: its tables are read, and the second and third are computed from the first."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from series_made import figure, frame

from stats.series import Reconciled, bucket, checks, reconcile

PAGE = Path(__file__).resolve().parents[1] / "docs" / "method.md"
MORE = {
    "look_back": {"period_rule": "look_back"},
    "approximately": {"quantifier": "approximately"},
    "more_than": {"quantifier": "more_than"},
    "household": {"unit": "household"},
    "increment": {"increment": True},
    "corrected": {"status": "corrected"},
    "": {},
}


def tables() -> list[list[dict[str, str]]]:
    """Every table of the page, its rows by the names in its head."""
    found: list[list[dict[str, str]]] = []
    head: list[str] | None = None
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            head = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if head is None:
            head = cells
            found.append([])
        elif set(line) - set("|-"):
            found[-1].append(dict(zip(head, cells, strict=True)))
    return found


def told() -> pd.DataFrame:
    figures = []
    for row in tables()[0]:
        value = next(int(word.replace(",", "")) for word in row["the text says"].split() if word[0].isdigit())
        figures.append(
            figure(
                row["#"], row["published"], value, row["kind"], row["from"] or None, row["to"], term=row["term"],
                document_id=row["article"], place="Sake", place_id="sake",
                cause="disaster" if row["term"] == "killed" else "conflict", **MORE[row["more"]],
            )
        )  # fmt: skip
    return frame(*figures)


@pytest.fixture(scope="module")
def made() -> Reconciled:
    return reconcile(told())


def test_the_example_is_as_hard_as_it_says() -> None:
    figures = told()
    assert figures["document_id"].nunique() >= 5
    assert figures["value"].is_unique
    assert {"household"} <= set(figures["unit"])
    assert figures["increment"].any()
    assert (figures["status"] == "corrected").any()


def bound(cell: str) -> float | None:
    return None if cell == "open" else float(cell)


def test_what_counts_by_month(made: Reconciled) -> None:
    rows = bucket(made.rows, told(), every="month")
    rows = rows[rows["role"] == "recommended"]
    found = {
        (r.measure, r.kind, r.basis, r.date.date().isoformat()): [
            *(None if pd.isna(v) else v for v in (r.value, r.low, r.high)), r.reports, r.figure_ids,
        ]
        for r in rows.itertuples()
    }  # fmt: skip
    expected: dict[Any, list[Any]] = {
        (row["measure"], row["kind"], row["basis"], row["date"]): [
            *(bound(row[c]) for c in ("value", "low", "high")), int(row["reports"]), row["figures"],
        ]
        for row in tables()[1]
    }  # fmt: skip
    assert found == expected
    assert len(rows) == len(expected)


def test_what_stands_beside_it(made: Reconciled) -> None:
    rows = bucket(made.rows, told(), every="month")
    rows = rows[rows["role"] != "recommended"]
    found = [
        {
            "measure": r.measure, "role": r.role, "date": r.date.date().isoformat(), "value": f"{r.value:.0f}",
            "figures": r.figure_ids, "why": r.role_reason,
        }
        for r in rows.itertuples()
    ]  # fmt: skip
    by_date = sorted(found, key=lambda row: (row["measure"], row["date"]))
    assert by_date == tables()[2]


def test_the_check(made: Reconciled) -> None:
    quoted = [line[2:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("> ")]
    assert checks(made.figures, made.rows)["sentence"].tolist() == quoted
