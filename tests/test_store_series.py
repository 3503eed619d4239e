"""Kept series: the rows of a key replace each other, and filters read them."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from stats.columns import SERIES_COLUMNS, names
from stats.errors import StoreError
from stats.filters import Filters
from stats.store import SERIES_FILTERS, Store
from stats.store.engine import reading
from stats.store.series_rows import passing
from stats.store.tables import series_rows

GOMA, BUKAVU, FRANCE = "g:1|displaced", "bukavu@COD|killed", "@FRA|displaced"


def row(value: float, **fields: object) -> dict[str, object]:
    given = dict.fromkeys(names(SERIES_COLUMNS)) | {
        "series": "Goma", "country": "COD", "place": "Goma", "place_id": "g:1", "measure": "displaced",
        "cause": "conflict", "kind": "flow", "unit": "person", "date": date(2026, 3, 4), "period_end": date(2026, 3, 4),
        "value": value, "low": value, "basis": "reported", "role": "recommended", "reports": 1, "figure_ids": "a b",
    }  # fmt: skip
    return given | fields


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=names(SERIES_COLUMNS))


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with series of three keys."""
    rows = frame(
        row(2),
        row(3, date=date(2026, 4, 1), role="triangulation"),
        row(5, series="Bukavu", place="Bukavu", place_id=None, measure="killed", cause=None, kind="stock"),
        row(7, series="France", place=None, place_id=None, country="FRA", unit="household"),
    )
    store.keep_series([GOMA, BUKAVU, FRANCE], rows)
    return store


def test_rows_come_back_as_they_were_kept(kept: Store) -> None:
    found = kept.series(keys=[GOMA])
    assert list(found.columns) == names(SERIES_COLUMNS)
    first = found.iloc[0]
    assert (first["value"], first["reports"], first["figure_ids"]) == (2, 1, "a b")
    assert first["date"] == pd.Timestamp("2026-03-04")
    assert first[["high", "household_size", "period_start", "sources"]].isna().all()
    assert dict(found.dtypes) == dict(kept.series(Filters(country=("XXX",))).dtypes)


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ({}, [5, 7, 2, 3]),
        ({"country": "COD"}, [5, 2, 3]),
        ({"place": "g:1"}, [2, 3]),
        ({"place": "Goma,Bukavu"}, [5, 2, 3]),
        ({"measure": "killed"}, [5]),
        ({"kind": "stock"}, [5]),
        ({"unit": "household"}, [7]),
        ({"cause": "conflict"}, [7, 2, 3]),
        ({"from": "2026-03-05"}, [3]),
        ({"to": "2026-03-05", "country": "COD"}, [5, 2]),
    ],
)
def test_filters_that_rows_can_answer(kept: Store, query: dict[str, str], values: list[float]) -> None:
    assert kept.series(Filters.read(query))["value"].tolist() == values


def test_filters_that_ask_about_single_figures_are_refused(kept: Store) -> None:
    for name in ("source", "status", "q", "term", "hazard", "language", "document"):
        assert name not in SERIES_FILTERS
        with pytest.raises(StoreError, match=name):
            kept.series(Filters(**{name: "x" if name == "q" else ("x",)}))  # type: ignore[arg-type]


def test_roles_can_be_chosen(kept: Store) -> None:
    assert kept.series(roles=["triangulation"])["value"].tolist() == [3]


def test_a_key_computed_again_replaces_its_rows_only(kept: Store) -> None:
    kept.keep_series([GOMA], frame(row(11)))
    assert sorted(kept.series()["value"]) == [5, 7, 11]
    kept.keep_series([GOMA, BUKAVU], frame())
    assert kept.series()["value"].tolist() == [7]


def test_a_row_without_its_key_is_refused_and_nothing_is_lost(kept: Store) -> None:
    with pytest.raises(StoreError, match="its key"):
        kept.keep_series([GOMA], frame(row(11), row(13, place_id="g:2")))
    assert sorted(kept.series()["value"]) == [2, 3, 5, 7]


def test_many_keys_at_once(store: Store) -> None:
    rows = [row(n, place_id=f"g:{n}", series=f"s{n}") for n in range(1200)]
    keys = [f"g:{n}|displaced" for n in range(1200)]
    store.keep_series(keys, frame(*rows))
    store.keep_series(keys[:700], frame())
    assert len(store.series()) == 500
    assert len(store.series(keys=keys)) == 500


def test_series_of_other_rules_are_told(store: Store) -> None:
    store.keep_series([GOMA, BUKAVU], frame(row(2)), rules="old")
    store.keep_series([FRANCE], frame(), rules="new")
    assert store.outdated("new") == {GOMA, BUKAVU}
    store.keep_series([GOMA], frame(row(3)), rules="new")
    assert store.outdated("new") == {BUKAVU}
    assert store.outdated("newest") == {GOMA, BUKAVU, FRANCE}


def test_the_series_of_a_place_are_found_without_walking_through_all(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}", originals=tmp_path)
    with reading(store._engine) as connection:
        asked = select(series_rows.c.number).where(*passing(connection, Filters(place=("Goma", "g:1"))))
        statement = asked.compile(connection, compile_kwargs={"literal_binds": True})
        plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    assert plan[0] == "MULTI-INDEX OR"
    assert not any(step.startswith("SCAN") for step in plan)
    store.close()
