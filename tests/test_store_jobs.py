"""Jobs: an interrupted intake knows what is left of it."""

import pytest

from stats.errors import StoreError
from stats.store import ItemState, Store


def test_a_job_goes_on_where_it_stopped(store: Store) -> None:
    job = store.start_job("upload of 3 files", [("a.txt", b"seven fled"), ("b.txt", b""), ("https://x.example", None)],
                          by="ana")  # fmt: skip
    assert (job.waiting, job.done, job.failed, job.finished_at) == (3, 0, 0, None)
    first, second, third = store.job_items(job.number)
    assert [store.item_bytes(item) for item in (first, second, third)] == [b"seven fled", b"", None]
    store.finish_item(first, "1 figure", ["abc"])
    store.finish_item(second, "There is nothing to read.", failed=True)
    (open_job,) = store.unfinished_jobs()
    assert (open_job.waiting, open_job.done, open_job.failed) == (1, 1, 1)
    assert store.job_items(job.number, ItemState.WAITING) == [third]
    assert store.job_items(job.number)[0].document_ids == ("abc",)
    assert store.job_items(job.number, ItemState.FAILED)[0].told == "There is nothing to read."
    store.finish_item(third, "2 figures")
    assert store.unfinished_jobs() == []
    assert store.job(job.number).finished_at is not None


def test_a_job_can_be_given_up_and_others_are_not_touched(store: Store) -> None:
    first = store.start_job("one", [("a", None)])
    second = store.start_job("two", [("a", None), ("b", None)])
    empty = store.start_job("none", [])
    assert [job.number for job in store.unfinished_jobs()] == [first.number, second.number, empty.number]
    store.finish_job(first.number)
    store.finish_job(empty.number)
    assert [(job.number, job.waiting) for job in store.unfinished_jobs()] == [(second.number, 2)]


def test_what_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="no job"):
        store.job(1)
    job = store.start_job("one", [("a", None)])
    (item,) = store.job_items(job.number)
    with pytest.raises(StoreError, match="no item"):
        store.finish_item(type(item)(7, 0, "a", ItemState.WAITING, "", (), None), "done")
