"""How long series take: from scratch, for the keys that one new document touches, in buckets. `pytest -m bench -s`."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from stats.series import bucket, checks, keys_of, reconcile

FIGURES = 100_000


def made_up_figures(count: int = FIGURES, *, places: int = 300, seed: int = 7) -> pd.DataFrame:
    """Return made-up figures of articles over four years: each claim is told up to four times, rounded or not."""
    random = np.random.default_rng(seed)
    claims = count // 2
    of = np.sort(np.concatenate([np.arange(claims), random.integers(0, claims, count - claims)]))
    place = (random.pareto(1.0, claims) * 5).astype(int) % places
    kind = random.choice(["flow", "cumulative", "stock"], claims, p=[0.6, 0.2, 0.2])
    length = random.choice([0, 0, 6, 9, 29], claims)
    end = random.integers(17_000, 18_460, claims)
    value = np.exp(random.normal(7.5, 2, claims)).astype(int) + 1
    rounded = random.random(count) < 0.4
    digits = 10 ** np.maximum(np.floor(np.log10(value)) - 1, 0)
    told = np.where(rounded, np.maximum(np.round(value / digits) * digits, 1)[of], value[of])
    quantifier = np.where(rounded, "approximately", random.choice(["exact", "more_than"], count, p=[0.8, 0.2]))
    unit = random.choice(["person", "household"], claims, p=[0.85, 0.15])
    term = random.choice(["displaced", "fled", "killed", "in_camp", "returned"], claims, p=[0.3, 0.2, 0.3, 0.1, 0.1])
    days = np.array(end[of] + random.integers(0, 4, count), dtype="datetime64[D]")
    start = np.array((end - length)[of], dtype="datetime64[D]").astype("datetime64[s]")
    start[(kind[of] == "flow") & (random.random(claims) < 0.3)[of]] = np.datetime64("NaT")
    since = np.array(17_000 + 180 * ((end - 17_000) // 180), dtype="datetime64[D]").astype("datetime64[s]")[of]
    return pd.DataFrame(
        {
            "figure_id": [f"{n:016x}" for n in range(count)],
            "document_id": [f"document {n // 3}" for n in range(count)],
            "published": days.astype("datetime64[s]"),
            "value": told,
            "low": told,
            "high": np.where(quantifier == "more_than", np.nan, told),
            "quantifier": quantifier,
            "unit": unit[of],
            "term": term[of],
            "kind": kind[of],
            "period_start": np.where(kind[of] == "cumulative", since, start),
            "period_end": np.array(end[of], dtype="datetime64[D]").astype("datetime64[s]"),
            "period_rule": "dates",
            "place": [f"Place {n}" for n in place[of]],
            "country": np.array(["IRQ", "COD", "SYR", "SSD"])[place[of] % 4],
            "place_id": [f"place-{n}" for n in place[of]],
            "place_role": "origin",
            "attribution": None,
            "source_id": random.choice(["UNHCR", "IOM", "GOVERNMENT", "other"], count),
            "cause": random.choice(["conflict", "disaster"], claims, p=[0.7, 0.3])[of],
            "forecast": False,
            "increment": False,
            "part_of": None,
            "same_as": None,
            "status": "unreviewed",
            "near_copy_of": None,
        }
    )


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest processor time that a piece of work took; it runs in one thread, so an idle clock agrees."""
    taken = []
    for _ in range(times):
        begun, clock = time.process_time(), time.perf_counter()
        work()
        taken.append((time.process_time() - begun, time.perf_counter() - clock))
    if min(taken)[1] > 1.5 * min(taken)[0]:
        print(f"(the machine is busy: {min(taken)[1]:.2f} s on the clock)")
    return min(taken)[0]


@pytest.mark.bench
def test_from_scratch() -> None:
    figures = made_up_figures()
    made = reconcile(figures)
    scratch = seconds(lambda: reconcile(figures))
    print(f"\n{FIGURES:,} figures to {len(made.rows):,} rows: {scratch:.2f} s")
    for every in ("month", "day"):
        print(f"in buckets of a {every}: {seconds(lambda e=every: bucket(made.rows, figures, every=e)):.2f} s")
    print(f"checks: {seconds(lambda: checks(made.figures, made.rows)):.2f} s")
    assert scratch < 3


@pytest.mark.bench
def test_one_new_document() -> None:
    figures = made_up_figures()
    keys = keys_of(figures)
    document = figures[figures["document_id"] == "document 100"]
    touched = figures[keys.isin(set(keys_of(document)))]
    taken = seconds(lambda: reconcile(touched), 10)
    print(f"\nkeys touched by one document ({len(touched):,} figures): {taken * 1000:.0f} ms")
    assert taken < 0.1


@pytest.mark.bench
def test_all_in_one_place() -> None:
    figures = made_up_figures(places=1)
    taken = seconds(lambda: reconcile(figures), 1)
    print(f"\n{FIGURES:,} figures of one place: {taken:.2f} s")
