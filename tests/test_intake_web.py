"""Addresses: a server on loopback (allowed for these tests alone) that is slow, huge, wrong, or sends one elsewhere."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import intake_fixtures as make
import pytest

from stats.errors import Refused, TooLarge, TooSlow, Unreachable
from stats.intake import Received, receive, web
from stats.settings import Limits, Settings

BOMB = gzip.compress(b"0" * 200_000_000)


class _Site(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []
    robots: ClassVar[tuple[int, bytes]] = (404, b"")

    def log_message(self, *args) -> None:
        """Say nothing."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        where, _, told = self.path.lstrip("/").partition("/")
        try:
            getattr(self, f"get_{where.partition('?')[0].replace('.', '_')}")(told)
        except (BrokenPipeError, ConnectionResetError):
            return

    def get_robots_txt(self, _: str) -> None:
        self.answer(*self.robots)

    def get_page(self, _: str) -> None:
        self.answer(200, make.html().data, Content_Type="text/html")

    def get_pdf(self, _: str) -> None:
        self.answer(200, make.pdf().data, Content_Type="text/html")

    def get_packed(self, _: str) -> None:
        self.answer(200, gzip.compress(make.html().data), Content_Encoding="gzip")

    def get_bomb(self, _: str) -> None:
        self.answer(200, BOMB, Content_Encoding="gzip")

    def get_status(self, told: str) -> None:
        self.answer(int(told), b"<html><body>no</body></html>")

    def get_to(self, told: str) -> None:
        self.answer(302, Location=told)

    def get_round(self, told: str) -> None:
        self.answer(301, Location=f"/round/{int(told or 0) + 1}")

    def get_image(self, _: str) -> None:
        self.answer(200, b"\x89PNG\r\n\x1a\n" + bytes(50), Content_Type="image/png")

    def get_declared(self, _: str) -> None:
        self.answer(200, b"x", Content_Length="900000000")

    def get_endless(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"<p>More and more text.</p>" * 4_000)

    def get_drip(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def get_head_drip(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            self.wfile.write(b"X-%d: y\r\n" % number)
            self.wfile.flush()
            time.sleep(0.05)

    def get_cut(self, _: str) -> None:
        self.answer(200, make.html().data[:300], Content_Length="5000")

    def get_rubbish(self, _: str) -> None:
        self.wfile.write(b"this is no HTTP at all\r\n\r\n")

    def get_feed(self, _: str) -> None:
        port = self.server.server_address[1]
        feed = make.rss().data.replace(b"https://example.org/2", b"http://127.0.0.1:%d/page" % port)
        self.answer(200, feed, Content_Type="application/rss+xml")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only 127.0.0.1 is allowed, by number: `localhost`, the same machine, is not."""
    _choose(monkeypatch, 20.0)
    monkeypatch.setattr(_Site, "robots", (404, b""))
    web._robots.clear()
    _Site.asked.clear()


def _choose(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    chosen = Settings(allowed_hosts=("127.0.0.1",), limits=Limits(document_seconds=seconds, file_bytes=5_000_000))
    monkeypatch.setattr(web, "settings", lambda: chosen)
    monkeypatch.setattr("stats.intake.settings", lambda: chosen)


def one(address: str) -> Received:
    found = list(receive(address))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("path", ["page", "packed", "to//page", "to//to//page", "page?a=b&c=ü"])
def test_a_page_is_fetched_with_its_title_and_day(site: str, path: str) -> None:
    found = one(f"{site}/{path}")
    assert found.error is None, found.error
    document = found.documents[0]
    assert (document.title, document.published) == (make.HEAD, make.DAY)
    assert document.url.startswith(f"{site}/page") or path == "packed"
    assert found.original == make.html().data


def test_what_came_is_told_by_its_content(site: str) -> None:
    assert one(f"{site}/pdf").documents[0].pages


STATUS = [(401, "login"), (402, "pay wall"), (403, "refuses"), (404, "no such page"), (410, "taken"), (429, "slowly"),
          (451, "legal"), (500, "out of order"), (503, "later"), (204, "no page"), (418, "418")]  # fmt: skip


@pytest.mark.parametrize(("status", "words"), STATUS)
def test_each_refusal_says_what_to_do(site: str, status: int, words: str) -> None:
    found = one(f"{site}/status/{status}")
    assert isinstance(found.error, Unreachable)
    assert words in str(found.error)


def test_a_circle_of_redirects_ends(site: str) -> None:
    found = one(f"{site}/round/0")
    assert "redirects" in str(found.error)
    assert len([path for path in _Site.asked if path.startswith("/round")]) == 6


INSIDE = ["http://localhost:1/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/",
          "http://192.168.1.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://100.64.0.1/", "http://2130706433/",
          "http://0x7f.1/", "http://127.1/", "http://[fd00:ec2::254]/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/",
          "http://172.16.3.4:8080/x", "http://224.0.0.1/", "http://[2002:7f00:1::]/"]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_a_network_are_refused(address: str) -> None:
    found = one(address)
    assert isinstance(found.error, Refused), found.error
    assert "HEADCOUNT_ALLOWED_HOSTS" in str(found.error)


@pytest.mark.parametrize("address", INSIDE[:4])
def test_so_are_redirects_to_them(site: str, address: str) -> None:
    assert isinstance(one(f"{site}/to/{address}").error, Refused)


@pytest.mark.parametrize(("address", "words"), [
    ("ftp://example.org/a", "http"), ("file:///etc/passwd", "http"), ("javascript:alert(1)", "http"),
    ("http://user:pw@example.org/", "password"), ("http://", "no site"), ("http://exa mple.org/", "no site"),
    ("http://example.org:99999/", "no web address"), ("http://[::1/", "no web address"),
])  # fmt: skip
def test_only_plain_web_addresses_are_read(address: str, words: str) -> None:
    found = one(address)
    assert isinstance(found.error, Refused)
    assert words in str(found.error)


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1/"])
def test_nor_are_others_reached_by_a_redirect(site: str, where: str) -> None:
    assert isinstance(one(f"{site}/to/{where}").error, Refused)


def test_the_address_that_was_checked_is_the_one_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: a name that is public when looked up first and this machine ever after."""
    port = int(site.rpartition(":")[2])
    answers = iter(["192.0.2.1"])
    looked_up: list[str] = []

    def changing(host, port, *args, **kwargs):
        looked_up.append(host)
        found = next(answers, "127.0.0.1") if host == "rebinding.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(web, "is_public", lambda address: address == "192.0.2.1")
    monkeypatch.setattr(web, "_CONNECT", 0.3)
    found = one(f"http://rebinding.example:{port}/page")
    assert found.error is not None
    assert not _Site.asked, "nothing was asked of this machine"
    assert looked_up.count("rebinding.example") == 1


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
    assert isinstance(one("http://mixed.example/").error, Refused)


def test_without_a_network_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    found = one("http://nowhere.example/a")
    assert isinstance(found.error, Unreachable)
    assert "cannot be found" in str(found.error)


def test_a_closed_port_is_told(site: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "No connection" in str(one(f"http://127.0.0.1:{port}/").error)


@pytest.mark.parametrize("path", ["drip", "head_drip"])
def test_a_page_that_drips_is_given_up(site: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _choose(monkeypatch, 1.5)
    start = time.monotonic()
    found = one(f"{site}/{path}")
    assert isinstance(found.error, TooSlow)
    assert "1.5 seconds" in str(found.error)
    assert time.monotonic() - start < 6


@pytest.mark.parametrize("path", ["declared", "endless", "bomb"])
def test_a_huge_page_is_given_up(site: str, path: str) -> None:
    start = time.monotonic()
    found = one(f"{site}/{path}")
    assert isinstance(found.error, TooLarge), found.error
    assert "5.0 MB" in str(found.error)
    assert time.monotonic() - start < 6


@pytest.mark.parametrize(
    ("path", "words"), [("image", "no article"), ("cut", "No connection"), ("rubbish", "No connection")]
)
def test_what_is_no_page_is_told(site: str, path: str, words: str) -> None:
    found = one(f"{site}/{path}")
    assert isinstance(found.error, Unreachable)
    assert words in str(found.error)


def test_robots_are_respected(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Site, "robots", (200, b"User-agent: *\nDisallow: /*?print\nDisallow: /pdf\nAllow: /page"))
    assert one(f"{site}/page").documents
    for path in ("pdf", "page2?print=1"):
        found = one(f"{site}/{path}")
        assert isinstance(found.error, Refused)
        assert "robots.txt" in str(found.error)
    assert _Site.asked.count("/robots.txt") == 1, "asked once for a site"
    assert "/pdf" not in _Site.asked


def test_a_site_that_cannot_say_its_robots_is_not_read(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Site, "robots", (503, b""))
    assert "out of order" in str(one(f"{site}/page").error)
    assert _Site.asked == ["/robots.txt"]


def test_a_feeds_new_entries_are_fetched(site: str) -> None:
    whole, linked = receive(f"{site}/feed")
    assert whole.documents[0].url == "https://example.org/1"
    assert make.ROWS[0] in linked.documents[0].text, "the page, not the feed's beginning of it"
    known = {"https://example.org/1", f"{site}/page"}
    assert not list(receive(f"{site}/feed", known=known)), "new entries only"
    assert not list(receive(make.rss().data, name="feed.xml", known={f"https://example.org/{n}" for n in (1, 2)}))
    moved = {"https://example.org/1", linked.documents[0].url}
    assert not list(receive(f"{site}/feed", known=moved)), "nor an article that is kept under its own address"


def test_addresses_are_public_or_not() -> None:
    for address in ("93.184.216.34", "8.8.8.8", "2606:4700::1111"):
        assert web.is_public(address)
    for address in (
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "240.0.0.1",
        "no",
    ):
        assert not web.is_public(address)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A certificate for 127.0.0.1 that nobody vouches for, made by openssl where there is one."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    both = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    made = subprocess.run(
        [openssl, *words.split(), "-keyout", f"{both}.key", "-out", f"{both}.crt"], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this openssl makes no such certificate")
    both.write_bytes(both.with_name("both.pem.key").read_bytes() + both.with_name("both.pem.crt").read_bytes())
    return str(both)


def test_https_is_read_only_where_the_certificate_is_the_hosts(
    certificate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"https://127.0.0.1:{server.server_address[1]}/page"
    try:
        assert "certificate" in str(one(address).error)
        trusting = ssl.create_default_context(cafile=certificate)
        monkeypatch.setattr(web, "_tls", lambda: trusting)
        web._robots.clear()
        assert one(address).documents[0].title == make.HEAD
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *args, **kwargs: [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))])  # fmt: skip
        monkeypatch.setattr(web, "is_public", lambda address: True)
        other = one(address.replace("127.0.0.1", "other.example"))
        assert "certificate" in str(other.error), "another name's certificate"
    finally:
        server.shutdown()
        server.server_close()
