"""The server as `streamlit run dashboard.py` starts it: addresses and headers, with the samples of a first start."""

import csv
import io
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from typing import Any

import pytest
from serving import served
from visitor import Visitor
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from stats.headers import UNKNOWN_HOST, inline_scripts


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: str


@dataclass(frozen=True)
class Server:
    address: str

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path; an error is an answer too."""
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode("utf-8-sig"))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode())


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[Server]:
    """Start the dashboard on an empty folder, as the README says."""
    with served(tmp_path_factory.mktemp("data")) as address:
        yield Server(address)


def test_all_who_come_at_once_on_a_first_start_see_the_same_whole_collection(server: Server) -> None:
    def seen(_: int) -> str:
        with Visitor(server.address) as visitor:
            return visitor.open().told()

    with ThreadPoolExecutor(3) as people:
        pages = list(people.map(seen, range(2)))
        rows = people.submit(lambda: server.get("/api/series.csv").body).result()
    assert "Mosul" in pages[0].partition("<h1>")[2].partition("</h1>")[0]
    assert pages[0] == pages[1]
    assert rows == server.get("/api/series.csv").body


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


@pytest.mark.parametrize("path", ["/", "/api/figures.csv", "/_stcore/health"])
def test_under_an_unknown_name_it_says_nothing(server: Server, path: str) -> None:
    answer = server.get(path, Host="evil.test")
    assert (answer.status, answer.body) == (421, UNKNOWN_HOST)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert server.get(path, Host="localhost:8501").status == 200


def test_a_page_of_another_name_gets_no_websocket(server: Server) -> None:
    port = server.address.rpartition(":")[2]
    with (
        pytest.raises(InvalidStatus),
        connect(f"ws://127.0.0.1:{port}/_stcore/stream", additional_headers={"Host": "evil.test"},
                origin=Origin("http://evil.test")),
    ):  # fmt: skip
        pass


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
