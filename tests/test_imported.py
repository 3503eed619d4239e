"""Figures that come in a table enter the store as imported, with their source, and are counted once."""

import io
from pathlib import Path
from typing import Any

import pytest
from test_intake_figures import HXL, IDU

from stats.batch import run
from stats.collection import Collection
from stats.downloads import download
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.journal import Screen
from stats.settings import Settings

ARTICLE = ("GOMA, 9 March 2022 – Some 5,003 people fled Goma over the past 10 days, the mayor said. "
           "At least 11 people were killed on Monday, the hospital said.")  # fmt: skip


def add(collection: Collection, tmp_path: Path, name: str, content: bytes) -> str:
    """Add a file as the command does; return what it said."""
    (tmp_path / name).write_bytes(content)
    out = io.StringIO()
    run([str(tmp_path / name)], tmp_path / "out", Screen(out, out), by="ana", collection=collection)
    return out.getvalue()


def exported(collection: Collection, form: str = "csv") -> bytes:
    return b"".join(download(collection, "figures", form, Filters()).blocks)


def figures(collection: Collection) -> list[dict[str, Any]]:
    return collection.store.figures(order="document").to_dict("records")


def test_idmcs_updates_enter_with_their_source(collection: Collection, tmp_path: Path) -> None:
    told = add(collection, tmp_path, "idu.csv", IDU.encode())
    assert "idu.csv > Nulland: Flood - Marat: 1 imported figure, 2017-03-12 (stated)" in told
    assert "idu.csv > row 5: The row is no figure" in told
    flood, clashes = sorted(figures(collection), key=lambda f: f["publisher"], reverse=True)
    assert (flood["publisher"], flood["value"], flood["country"], flood["implied"]) == (
        "Relief Office", 4200, "NUL", '{"value": "imported"}')  # fmt: skip
    assert "qualifier: more than; figure: 4200" in flood["sentence"]
    assert clashes["publisher"] == "IDMC"
    series = collection.series()
    assert sorted(series["value"]) == [90, 4200]
    assert "there already" in add(collection, tmp_path, "idu.csv", IDU.encode())
    assert len(figures(collection)) == 2


def test_a_table_with_hashtags_enters(collection: Collection, tmp_path: Path) -> None:
    assert "4 imported figures" in add(collection, tmp_path, "camps.csv", HXL.encode())
    assert sorted(f["value"] for f in figures(collection)) == [2, 300, 700, 4200]


@pytest.mark.parametrize("form", ["csv", "hxl", "xlsx"])
def test_our_own_export_enters_another_collection(collection: Collection, tmp_path: Path, form: str) -> None:
    add(collection, tmp_path, "article.txt", ARTICLE.encode())
    table = exported(collection, form)
    with Collection.open(Settings(data=tmp_path / "other")) as other:
        assert "2 imported figures, 2022-03-09" in add(other, tmp_path, "figures.csv", table)
        mine, theirs = figures(collection), figures(other)
        same = ("value", "low", "high", "term", "kind", "place_id", "period_start", "period_end", "sentence")
        for one, two in zip(mine, theirs, strict=True):
            assert [str(one[name]) for name in same] == [str(two[name]) for name in same]
        before, after = collection.series(), other.series()
        assert before["value"].tolist() == after["value"].tolist()
        assert "there already" in add(other, tmp_path, "figures.csv", table)
        assert other.store.count() == 2


def test_an_export_of_articles_that_are_held_adds_nothing(collection: Collection, tmp_path: Path) -> None:
    add(collection, tmp_path, "article.txt", ARTICLE.encode())
    told = add(collection, tmp_path, "figures.csv", exported(collection))
    assert "there already: “GOMA, 9 March 2022" in told
    assert collection.store.count() == 2
    assert len(collection.store.documents()) == 1


def test_imported_figures_are_not_read_again(collection: Collection, tmp_path: Path) -> None:
    add(collection, tmp_path, "camps.csv", HXL.encode())
    (document_id,) = collection.store.documents()["document_id"]
    with pytest.raises(HeadcountError, match="Import the table again"):
        collection.extract_again(document_id)
    collection.set_published(document_id, None, by="ana")
    assert collection.store.count() == 4
    assert "rows' words" in collection.document(document_id).warnings[0]
    assert b"Marat" in collection.store.original(document_id)[1]


def test_tables_that_are_alike_are_no_copies(collection: Collection, tmp_path: Path) -> None:
    rows = "".join(f"NUL,Place{n},2017-03-09,{n + 100},,,Relief Office\n" for n in range(40))
    head = HXL[: HXL.index("NUL,")]
    add(collection, tmp_path, "march.csv", (head + rows).encode())
    told = add(collection, tmp_path, "april.csv", (head + rows.replace("-09,", "-10,")).encode())
    assert "nearly the same" not in told
    assert collection.store.count() == 80
