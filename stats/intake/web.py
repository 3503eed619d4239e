"""Web addresses: fetched within limits, each address looked up once and checked before it is connected to (SSRF).

The connection goes to the address that was checked, not to the name, so that a second answer of the name server
(rebinding) changes nothing; every redirect is a new address. robots.txt is respected (RFC 9309, by Protego).
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from stats import __version__
from stats.errors import IntakeError, Refused, TooLarge, TooSlow, Unreachable
from stats.intake.kinds import Kind, kind_of
from stats.intake.received import Item, Received, megabytes
from stats.settings import Limits, settings

AGENT = f"Headcount/{__version__} (reads single articles for displacement statistics)"
_REDIRECTS = 5
_CONNECT = 6.0
_ROBOTS_BYTES = 500_000
_ROBOTS_SECONDS = 8.0
_ROBOTS_KEPT = 3_600.0
_SAVE = "Open the article in the browser, save the page, and add the file."
_STATUS = {
    401: f"The site wants a login for this page. {_SAVE}",
    402: f"The page is behind a pay wall. {_SAVE}",
    403: f"The site refuses programs this page (403). {_SAVE}",
    404: "There is no such page (404). Check the address, or look for the article in the site's search.",
    406: f"The site refuses programs this page (406). {_SAVE}",
    410: "The site has taken the page down (410). Look for it in a web archive.",
    429: "The site asks to be read more slowly (429). Try again in some minutes.",
    451: f"The page is barred for legal reasons (451). {_SAVE}",
}


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def fetched(address: str, limits: Limits) -> Item:
    """Return what an address holds, after at most five redirects; the Item's url is where it was found.

    Raises:
        Refused: the address is inside a network, has credentials, or robots.txt forbids it. TooLarge, TooSlow: a limit
        is passed. Unreachable: there is no network or no page; the message tells which.
    """
    deadline = time.monotonic() + limits.document_seconds
    where = address
    for _ in range(_REDIRECTS + 1):
        parts = checked(where)
        if not _allowed_by_robots(parts, deadline):
            raise Refused(f"The site's robots.txt forbids programs to read this page. {_SAVE}")
        answer = _get(parts, limits.file_bytes, deadline, limits.document_seconds)
        location = answer.headers.get("location")
        if answer.status in (301, 302, 303, 307, 308) and location:
            where = urljoin(where, location.strip())
            continue
        if answer.status != 200:
            raise Unreachable(_STATUS.get(answer.status) or _other(answer.status))
        return Item(address, answer.body, url=where)
    raise Unreachable(f"The address leads from one page to the next without end (over {_REDIRECTS} redirects). {_SAVE}")


def _other(status: int) -> str:
    if status >= 500:
        return f"The site is out of order at present ({status}). Try again later."
    return f"The site answered {status} and gave no page. {_SAVE}"


def checked(address: str) -> SplitResult:
    """Return the parts of an address that may be fetched, its path and query quoted, its host in ASCII.

    Raises:
        Refused: another scheme, credentials, no host, an impossible port.
    """
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise Refused(f"This is no web address ({error}). Copy it again from the browser.") from error
    if parts.scheme not in ("http", "https"):
        raise Refused(f"Addresses begin with http:// or https://; {parts.scheme or 'this'} is not read.")
    if parts.username is not None or parts.password is not None:
        raise Refused("The address holds a name or password. Take it out, or save the page and add the file.")
    if not host or any(c in host for c in " \t\r\n\\<>\"'%"):
        raise Refused("The address names no site. Copy it again from the browser.")
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise Refused("The site's name cannot be written as one. Copy the address again from the browser.") from error
    where = f"[{host}]" if ":" in host else host
    safe = "%/:=&?~#+!$,;'@()*[]"
    return SplitResult(parts.scheme, where + (f":{port}" if port else ""), quote(parts.path or "/", safe=safe),
                       quote(parts.query, safe=safe), "")  # fmt: skip


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host that may be connected to.

    Raises:
        Refused: one of them is loopback, private, link-local or otherwise not public, and the host is not on the list
        of allowed hosts. Unreachable: the name is not known, or there is no network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise Unreachable(
            f"The site {host} cannot be found. Check the address, and whether this computer is on the internet."
        ) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if host.lower() not in settings().allowed_hosts and not all(map(is_public, addresses)):
        raise Refused(
            f"{host} is an address inside a network, which is not read. If it is your own intranet, put the host into "
            "HEADCOUNT_ALLOWED_HOSTS."
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is reached over the public internet, also by the IPv4 address that it may carry."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


def _get(parts: SplitResult, most: int, deadline: float, seconds: float) -> _Answer:
    """Return the answer to one GET, its body cut off with an error at `most` bytes and at the deadline."""
    from urllib3.exceptions import HTTPError, NewConnectionError, SSLError

    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = resolved(host, port)
    late = threading.Event()
    connection: Any = None

    def stop() -> None:
        late.set()
        if (sock := getattr(connection, "sock", None)) is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:  # it was closed meanwhile
                return

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), stop)
    timer.start()
    try:
        for at, address in enumerate(addresses[:3]):
            connection = _connection(parts.scheme, address, port, host)
            try:
                connection.connect()
                break
            except (NewConnectionError, TimeoutError, OSError, HTTPError):
                connection.close()
                if late.is_set() or at == len(addresses[:3]) - 1:
                    raise
        target = urlunsplit(("", "", parts.path, parts.query, ""))
        connection.request("GET", target, headers={"Host": parts.netloc, "User-Agent": AGENT, "Accept": "*/*",
                           "Accept-Encoding": "gzip", "Connection": "close"}, preload_content=False)  # fmt: skip
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return _Answer(answer.status, headers, _body(answer, headers, most, late) if answer.status == 200 else b"")
    except IntakeError:
        raise
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise TooSlow(f"{host} took longer than {seconds:g} seconds to answer. Try again later. {_SAVE}") from error
        if isinstance(error, SSLError | ssl.SSLError):
            told = f"The connection to {host} is not safe: its certificate is not valid for it. {_SAVE}"
            raise Unreachable(told) from error
        told = f"No connection to {host}. Check the address and the network, or try again later."
        raise Unreachable(told) from error
    finally:
        timer.cancel()
        if connection is not None:
            connection.close()


def _body(answer: Any, headers: dict[str, str], most: int, late: threading.Event) -> bytes:
    kind = headers.get("content-type", "").partition("/")[0].strip().lower()
    if kind in ("image", "video", "audio", "font"):
        raise Unreachable(f"The address holds no article ({headers['content-type'][:60]}). Give the article's own.")
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise TooLarge(_too_large(int(declared), most))
    body = bytearray()
    # read1 returns what has come, so that a page that drips is seen to drip, and unpacks no more than asked.
    while piece := answer.read1(65_536, decode_content=True):
        body += piece
        if len(body) > most:
            raise TooLarge(_too_large(len(body), most))
        if late.is_set():
            raise TimeoutError
    if late.is_set() or (declared.isdigit() and "content-encoding" not in headers and len(body) < int(declared)):
        raise TimeoutError if late.is_set() else OSError("cut off")
    return bytes(body)


def _too_large(size: int, most: int) -> str:
    return (f"The page has {megabytes(size)} or more; at most {megabytes(most)} are read. Save the part that you "
            "need, or raise HEADCOUNT_FILE_BYTES.")  # fmt: skip


def _connection(scheme: str, address: str, port: int, host: str) -> Any:
    """Return a connection to one checked address; for https the certificate must be the host's."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if scheme == "http":
        return HTTPConnection(address, port, timeout=_CONNECT)
    return HTTPSConnection(address, port, timeout=_CONNECT, ssl_context=_tls(), server_hostname=host)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


_robots: dict[str, tuple[float, Any]] = {}


def _allowed_by_robots(parts: SplitResult, deadline: float) -> bool:
    """Whether the site's robots.txt lets us read a page: none there (4xx) is a yes, a site out of order a no."""
    from protego import Protego

    site = f"{parts.scheme}://{parts.netloc}"
    known = _robots.get(site)
    if known is None or known[0] < time.monotonic():
        if len(_robots) > 500:
            _robots.clear()
        known = (time.monotonic() + _ROBOTS_KEPT, Protego.parse(_robots_of(site, deadline)))
        _robots[site] = known
    return bool(known[1].can_fetch(urlunsplit(parts), AGENT))


def _robots_of(site: str, deadline: float) -> str:
    until = min(deadline, time.monotonic() + _ROBOTS_SECONDS)
    where = f"{site}/robots.txt"
    for _ in range(_REDIRECTS + 1):
        try:
            answer = _get(checked(where), _ROBOTS_BYTES, until, _ROBOTS_SECONDS)
        except TooLarge:
            return ""
        if answer.status in (301, 302, 303, 307, 308) and "location" in answer.headers:
            where = urljoin(where, answer.headers["location"])
            continue
        if answer.status >= 500:
            raise Unreachable(f"The site is out of order at present ({answer.status} for robots.txt). Try again later.")
        return answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
    return ""


def linked(
    received: Received, page: Item, limits: Limits, known: Container[str], read: Callable[[Item], Iterator[Received]]
) -> Iterator[Received]:
    """Yield what an address gave; of a feed's entry that only begins the article, the article itself.

    Args:
        received: one item of the page. known: addresses kept already; an article that turns out to be at one is left
        out. read: reads an Item.
    """
    document = received.documents[0] if received.documents else None
    if document is None or document.url is None or not _is_feed(page):
        yield received
        return
    if not document.warnings:
        yield received
        return
    try:
        found = list(read(fetched(document.url, limits)))
    except IntakeError as error:
        found = [Received(received.name, error=error)]
    if any(one.documents for one in found):
        yield from (one for one in found if not one.documents or one.documents[0].url not in known)
    else:  # the beginning is better than nothing
        yield received


def _is_feed(page: Item) -> bool:
    return kind_of(page.data, page.own_name) is Kind.FEED
