"""A correction reaches the parts and twins of a figure that said the same: they are not counted beside it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stats.collection import Collection
from stats.document import Document
from stats.downloads import download
from stats.filters import Filters
from stats.reading import read
from stats.restore import restore
from stats.settings import Settings

STORY = ("5,003 people fled Goma, DR Congo, between 28 April and 1 May 2024, including 2,003 children, UNHCR said. "
         "31 people were killed in Goma on 30 April 2024.")  # fmt: skip
SAKE = {"place": "Sake", "country": "COD", "place_id": "gn:204283"}


@pytest.fixture
def collection(tmp_path: Path) -> Any:
    with Collection.open(Settings(data=tmp_path / "data")) as opened:
        opened.keep_read(read([Document(STORY, published=date(2024, 5, 3), language="en")]))
        yield opened


def by_quote(collection: Collection) -> dict[str, Any]:
    return {row["quote"]: row for row in collection.store.figures().to_dict("records")}


def roles(collection: Collection) -> list[tuple[float, str]]:
    rows = collection.series(Filters(measure=("displaced",)))
    return sorted(zip(rows["value"].tolist(), rows["role"].tolist(), strict=True))


@pytest.mark.parametrize("changes", [
    SAKE, {"kind": "cumulative"}, {"period_end": "2024-04-30"}, {"place_role": "present"}, {"cause": "disaster"},
    {"term": "evacuated"},
], ids=lambda changes: next(iter(changes)))  # fmt: skip
def test_a_part_of_a_corrected_whole_is_no_count_of_its_own(collection: Collection, changes: dict[str, Any]) -> None:
    before = collection.store.figures()
    found = by_quote(collection)
    assert roles(collection) == [(2003, "part"), (5003, "recommended")]
    collection.review([found["5,003"]["figure_id"]], "correct", by="ana", changes=changes)
    assert roles(collection) == [(2003, "part"), (5003, "recommended")]
    now = by_quote(collection)
    for name in changes:
        assert now["2,003"][name] == now["5,003"][name]
    assert [now[quote]["status"] for quote in ("5,003", "2,003", "31")] == ["corrected", "unreviewed", "unreviewed"]
    assert now["31"]["place"] == "Goma", "what is no part of it stays"
    history = collection.store.reviews(now["2,003"]["figure_id"]).iloc[0]
    assert (history["action"], history["by"]) == ("follow", "ana")
    collection.review([found["5,003"]["figure_id"]], "undo", by="ana")
    same = ["figure_id", "place", "place_id", "kind", "period_end", "status", "place_role", "cause", "term"]
    assert collection.store.figures()[same].equals(before[same])


def test_a_forecast_has_forecast_parts(collection: Collection) -> None:
    collection.review([by_quote(collection)["5,003"]["figure_id"]], "correct", by="ana", changes={"forecast": True})
    assert roles(collection) == []


def test_a_part_that_said_otherwise_or_was_reviewed_stays(collection: Collection) -> None:
    found = by_quote(collection)
    whole, part = found["5,003"]["figure_id"], found["2,003"]["figure_id"]
    collection.review([part], "accept", by="ben")
    done = collection.review([whole], "correct", by="ana", changes=SAKE)
    assert done.figure_ids == (whole,)
    collection.review([part], "undo", by="ben")
    done = collection.review([whole], "correct", by="ana", changes={**SAKE, "kind": "cumulative"})
    assert collection.store.figure(part)["place"] == "Goma"
    assert collection.store.figure(part)["kind"] == "cumulative"
    # What followed is undone with its cause, by number as by name.
    assert collection.undo(done.acts, by="ana").left == ()
    assert collection.store.figure(part)["kind"] == "flow"


def test_what_followed_comes_back_the_same_with_its_package(collection: Collection, tmp_path: Path) -> None:
    whole = by_quote(collection)["5,003"]["figure_id"]
    for changes in ({"kind": "cumulative"}, SAKE):
        collection.review([whole], "correct", by="ana", changes=changes)
    collection.review([whole], "undo", by="ana")
    document_id = collection.store.documents()["document_id"].iloc[0]
    assert collection.extract_again(document_id, by="ben").told == "Nothing changed."
    package = b"".join(download(collection, "figures", "package", None).blocks)
    (tmp_path / "package.zip").write_bytes(package)
    with Collection.open(Settings(data=tmp_path / "second")) as other:
        assert restore(other, tmp_path / "package.zip").problems == ()
        assert b"".join(download(other, "figures", "package", None).blocks) == package
        assert by_quote(other)["2,003"]["kind"] == "cumulative"


def test_a_part_that_people_have_accepted_stays_and_is_told(collection: Collection) -> None:
    found = by_quote(collection)
    part = found["2,003"]["figure_id"]
    collection.review([part], "accept", by="ben")
    done = collection.review([found["5,003"]["figure_id"]], "correct", by="ana", changes=SAKE)
    assert done.left == (part,)
    assert by_quote(collection)["2,003"]["place"] == "Goma"
    again = collection.review([found["5,003"]["figure_id"]], "correct", by="ana", changes={"kind": "cumulative"})
    assert again.left == (part,)
    assert collection.review([found["5,003"]["figure_id"]], "correct", by="ana", changes={"value": 5009}).left == ()
    collection.review([part], "reject", by="ben")
    done = collection.review([found["5,003"]["figure_id"]], "correct", by="ana", changes={"term": "evacuated"})
    assert done.left == (), "a count that was rejected is nothing to look at"
