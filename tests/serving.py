"""The dashboard's own server on a free port, as `streamlit run dashboard.py` starts it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LONGEST = 60  # seconds until it answers


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def served(
    folder: Path, *, samples: bool = True, port: int = 0, script: str = "dashboard.py", **settings: str
) -> Iterator[str]:
    """Start a server with its data in `folder` and yield its address; its log is server.log there.

    Args:
        folder: of the data. samples: whether a first start loads them. port: a free one where not given.
        script: what Streamlit runs. settings: more environment variables.
    """
    port = port or free_port()
    environment = {**os.environ, "HEADCOUNT_DATA": str(folder), "HEADCOUNT_DATABASE": "",
                   "HEADCOUNT_SAMPLES": "1" if samples else "0", **settings}  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port),
               "--server.headless", "true"]  # fmt: skip
    log = folder / "server.log"
    with log.open("wb") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + _LONGEST
        while not _answers(port):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < until, log.read_text(encoding="utf-8")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
        return True
    return False
