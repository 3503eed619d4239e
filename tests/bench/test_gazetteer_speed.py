"""How fast the gazetteer is ready and scans, and what it holds in memory. Run: pytest -m bench tests/bench -s"""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from stats.document import fold
from stats.gazetteer import gazetteer

ROOT = Path(__file__).resolve().parents[2]
REPORT = (
    "GENEVA, 6 June – More than 40,000 people have left Mosul since the offensive began, the agency said on Tuesday. "
    "They walked for days without food and many had to leave relatives behind, a spokeswoman told reporters. "
    "Some 1,200 families reached camps near Erbil and Duhok, and 3,400 are with friends in Kirkuk and Baghdad. "
    "The roads to the south were cut for a third day, and aid workers waited for permission to bring water. "
)
READY = """
import time
from pathlib import Path
begin = time.perf_counter()
from stats.gazetteer import gazetteer
gazetteer()
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(time.perf_counter() - begin, int(peak.split()[1]) / 1024)
"""


@pytest.mark.bench
def test_scanning_speed_and_its_growth() -> None:
    """MB of report text a second, and that twice the text takes about twice the time."""
    rates = []
    for copies in (250, 2_500, 25_000):
        text = REPORT * copies
        folded = fold(text)
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            marks = gazetteer().find(folded, text)
            best = min(best, time.process_time() - begin)
        rates.append(len(text.encode()) / 1e6 / best)
        print(f"{len(text) / 1e6:6.2f} MB, {len(marks)} names: {rates[-1]:.1f} MB/s")
    assert rates[-1] > rates[0] / 2


@pytest.mark.bench
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_ready_from_the_cache() -> None:
    """Seconds from import to ready, and the memory of the process, with the cache in place."""
    gazetteer()
    answer = subprocess.run([sys.executable, "-c", READY], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds, megabytes = map(float, answer.split())
    print(f"ready in {seconds:.2f} s, {megabytes:.0f} MB")
    assert seconds < 1
    assert megabytes < 150
