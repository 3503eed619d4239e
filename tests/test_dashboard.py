"""The server as `streamlit run dashboard.py` starts it: addresses and headers, with the samples of a first start."""

import csv
import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from stats.headers import inline_scripts

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: str


@dataclass(frozen=True)
class Server:
    address: str
    process: "subprocess.Popen[str]"

    def get(self, path: str) -> Answer:
        """Ask for a path; an error is an answer too."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode("utf-8-sig"))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode())


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[Server]:
    """Start the dashboard on an empty folder, as the README says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "HEADCOUNT_DATA": str(tmp_path_factory.mktemp("data")), "HEADCOUNT_DATABASE": "",
                   "STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_HEADLESS": "true"}  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", "dashboard.py"], cwd=ROOT, env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
    found = Server(f"http://127.0.0.1:{port}", process)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if found.get("/_stcore/health").status == 200:
                    break
            except OSError:
                assert process.poll() is None, process.stdout.read()
                time.sleep(0.1)
        yield found
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_every_answer_carries_the_security_headers(server: Server) -> None:
    page = server.get("/").body
    script = page.partition('src="./static')[2].partition('"')[0]
    for path in ("/", f"/static{script}", "/api/series.csv", "/api/nothing", "/_stcore/health"):
        headers = server.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer", path


def test_the_page_that_is_served_has_no_script_that_its_policy_refuses(server: Server) -> None:
    answer = server.get("/")
    hashes = inline_scripts(answer.body)
    assert hashes
    assert all(digest in answer.headers["content-security-policy"] for digest in hashes)


def test_the_samples_of_a_first_start_are_under_api(server: Server) -> None:
    rows = list(csv.DictReader(io.StringIO(server.get("/api/figures.csv?country=IRQ").body)))
    mosul = [row for row in rows if row["value"] == "200000"]
    assert [row["publisher"] for row in mosul] == ["Tigris Dispatch (sample)"]
    assert {row["country"] for row in rows} == {"IRQ"}
    told = server.get("/api/figures.csv?from=March")
    assert (told.status, told.body) == (400, "from=March is no date. Write it as year-month-day, as from=2017-03-09.\n")


def test_it_listens_on_this_machine_only(server: Server) -> None:
    port = int(server.address.rpartition(":")[2])
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
        other.settimeout(2)
        with pytest.raises(OSError, match=r".*"):
            other.connect((own_address(), port))


def own_address() -> str:
    """Return an address of this machine by which others would reach it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
            found = str(probe.getsockname()[0])
        except OSError:
            found = "127.0.0.1"
    if found.startswith("127."):
        pytest.skip("this machine has no address of its own")
    return found
