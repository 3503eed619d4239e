"""A private PostgreSQL for the tests, on loopback in a folder of its own; stopped and deleted after them."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# Names a server to use instead, as postgresql://user@host/name; databases headcount_test_… are made in it and dropped.
VARIABLE = "HEADCOUNT_TEST_POSTGRES"


def tools() -> Path | None:
    """Return the folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    folders = [Path(found).parent] if (found := shutil.which("initdb")) else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a server's database, to which a database name may be added; skips where there is none."""
    if given := os.environ.get(VARIABLE):
        yield given
        return
    folder = tools()
    if folder is None:
        pytest.skip(f"PostgreSQL is not installed, and {VARIABLE} does not name a server")
    with tempfile.TemporaryDirectory(prefix="pg-") as room:
        own = _unprivileged(Path(room))
        data = Path(room) / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        _run(own, folder / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {room} -c fsync=off -c max_connections=60"
        _run(own, folder / "pg_ctl", "-D", data, "-o", options, "-l", Path(room) / "log", "-w", "start")
        try:
            yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        finally:
            _run(own, folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _unprivileged(room: Path) -> list[str]:
    """Return the words before a command that run it as somebody else than root, as PostgreSQL demands."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    import pwd  # not on Windows

    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(room, person.pw_uid, person.pw_gid)
        return ["setpriv", f"--reuid={person.pw_uid}", f"--regid={person.pw_gid}", "--clear-groups"]
    pytest.skip(f"PostgreSQL does not run as {getpass.getuser()}")


def _run(own: list[str], *command: object) -> None:
    done = subprocess.run([*own, *map(str, command)], capture_output=True, text=True, timeout=120, cwd="/")
    if done.returncode:
        pytest.skip(f"PostgreSQL does not start: {(done.stderr or done.stdout).strip()[-300:]}")
