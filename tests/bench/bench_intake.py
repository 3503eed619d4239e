"""How fast intake reads: 1,000 mixed files, 100 of each of ten kinds, in two processes (pytest -m bench -s)."""

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import intake_fixtures as make

from stats.intake import receive

KINDS = (make.html, make.pdf, make.docx, make.eml, make.text, make.odt, make.rtf, make.msg, make.mhtml, make.xlsx)
FILES = 1_000


def _read(path: str) -> tuple[str, float, int]:
    start = time.perf_counter()
    found = list(receive(path))
    assert all(item.error is None for item in found)
    return Path(path).suffix, time.perf_counter() - start, sum(len(item.documents) for item in found)


@pytest.mark.bench
def test_a_thousand_mixed_files(tmp_path: Path) -> None:
    paths = []
    for maker in KINDS:
        made = maker()
        for number in range(FILES // len(KINDS)):
            path = tmp_path / f"{maker.__name__}{number}{Path(made.name).suffix}"
            path.write_bytes(made.data)
            paths.append(str(path))
    start = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        told = list(pool.map(_read, sorted(paths, key=hash), chunksize=10))
    seconds = time.perf_counter() - start
    print(f"\n{len(told)} files in {seconds:.1f} s: {len(told) / seconds:.0f} files/s in 2 processes")
    for suffix in sorted({suffix for suffix, _, _ in told}):
        times = sorted(taken for ending, taken, _ in told if ending == suffix)
        print(f"  {suffix:7} median {times[len(times) // 2] * 1e3:6.1f} ms, slowest {times[-1] * 1e3:7.0f} ms")
    assert len(told) == FILES
    assert FILES / seconds >= 15
