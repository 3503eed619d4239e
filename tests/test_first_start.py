"""A first start reads the samples once: whoever comes meanwhile waits, and sees what the first one sees."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

import pytest
from dashboard_app import app, told, use

from stats import collection as collections
from stats.collection import Collection


def test_who_comes_while_the_samples_are_read_waits_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two collections opened side by side would each see half of a first start, and keep what they saw."""
    from stats.pages import asked

    half, go_on = threading.Event(), threading.Event()
    keep = Collection.recount

    def slowly(self: Collection, keys: set[str]) -> None:
        half.set()  # documents are stored, their series are not counted yet
        assert go_on.wait(60)
        keep(self, keys)

    monkeypatch.setattr(Collection, "recount", slowly)
    for _ in use(tmp_path, monkeypatch, with_samples=False):
        monkeypatch.setenv("HEADCOUNT_SAMPLES", "1")
        with ThreadPoolExecutor(2) as people:
            first = people.submit(collections.shared)  # the server's own warming up, or an address under /api
            assert half.wait(60)
            second = people.submit(asked.collection)
            try:
                with pytest.raises(NotYet):
                    second.result(0.5)
            finally:
                go_on.set()
            assert second.result(60) is first.result(60)
        assert len(asked.collection().series()) > 10


def test_what_the_first_page_leads_with_is_at_hand_before_somebody_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dashboard

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the first visitor waits for what could have been asked before")

    for _ in use(tmp_path, monkeypatch, with_samples=True):
        dashboard.warm()
        gc.unfreeze()
        monkeypatch.setattr(Collection, "shown", never)
        at = app()
        assert not at.exception
        assert "displaced" in told(at)
