"""Reading an article again on its page: what changed is told, and what people decided stays and is shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dashboard_app import app, press, told, use

from stats import collection
from stats.document import Document
from stats.filters import Filters
from stats.pages import asked
from stats.reading import read
from stats.vocabulary import Term

STORY = "5,003 people fled Goma, DR Congo, between 28 April and 1 May 2024, UNHCR said. 31 people were killed in Goma."
AGAIN = "Read again with today's rules"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for _ in use(tmp_path, monkeypatch, with_samples=False):
        document = Document(text=STORY, published=date(2024, 5, 3), language="en")
        yield asked.collection().keep_read(read([document]))[0].document_id


def test_what_reading_again_changed_is_told(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fled, killed = asked.collection().store.figures(Filters(), order="document")["figure_id"]
    asked.collection().review([fled], "correct", by="ana", changes={"value": 5004})
    at = press(app("articles", article=own), AGAIN)
    assert at.success[0].value == f"{AGAIN}. Nothing changed.", "the correction is no change of the rules"

    def newer(documents: Any) -> Iterator[Any]:
        for document, found in read(documents):
            yield document, [replace(found[0], term=Term.EVACUATED), replace(found[1], term=Term.INJURED)]

    monkeypatch.setattr(collection, "read", newer)
    press(at, AGAIN)
    assert not at.exception
    assert at.success[0].value == f"{AGAIN}. read otherwise: 1, stay as reviewed: 1"
    assert "5,003: term: fled → evacuated" in told(at)
    assert asked.collection().store.figure(killed)["term"] == "injured"
    log = asked.collection().store.reviews()
    assert set(log["action"]) == {"correct", "extract"}
    assert set(log["by"][log["action"] == "extract"]) == {"test@example.com"}
