"""Files of all formats with bytes changed, cut or doubled: none crashes its reader, hangs, or ends without a reason."""

import io
import itertools
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import intake_fixtures as make
import pytest

from stats.intake import apart, receive
from stats.settings import Limits


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with some of its bytes changed, cut, doubled or moved."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10, 60))):
        at = chance.randrange(len(out) or 1)
        match chance.randrange(6):
            case 0:
                out[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del out[at : at + chance.randrange(1, 200)]
            case 2:
                out[at:at] = out[at : at + chance.randrange(1, 300)]
            case 3:
                out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
            case 4:
                out[at:at] = chance.randbytes(chance.randrange(1, 50))
            case 5:
                del out[max(at, len(out) // 2) :]
    return bytes(out)


def zip_mutated(data: bytes, chance: random.Random) -> bytes:
    """Return an Office file with one part changed inside, so that the change lies behind the checksum."""
    package = zipfile.ZipFile(io.BytesIO(data))
    files = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(list(files))
    return make.zipped({**files, name: mutated(files[name], chance)})


def cases(count: int, seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Yield (number, name, bytes) of files of all formats, each changed in another way."""
    chance = random.Random(seed)
    whole = [maker() for maker in make.ALL] + [make.eml((make.docx(),)), make.msg(attachment=make.text()),
             make.Made("z.zip", make.zipped({"a.docx": make.docx().data, "b.txt": make.text().data}))]  # fmt: skip
    for number in range(count):
        made = whole[number % len(whole)]
        zipped = made.data.startswith(b"PK") and chance.random() < 0.6
        yield number, made.name, (zip_mutated if zipped else mutated)(made.data, chance)


def survives(case: tuple[int, str, bytes]) -> None:
    """Fail where a file crashes the reader, hangs beyond the limit, or gives neither a document nor a reason."""
    number, name, data = case
    start = time.monotonic()
    for item in receive(data, name=name):
        assert item.error is None or len(str(item.error)) > 30, (number, name)
        assert item.error is not None or item.documents or item.figures, (number, name)
    assert time.monotonic() - start < Limits().document_seconds + 5, (number, name)


def test_mutated_files_never_crash() -> None:
    for case in cases(300, seed=1):
        survives(case)


@pytest.mark.slow
def test_twenty_thousand_mutated_files_never_crash() -> None:
    """And no reader takes more memory than it may."""
    many = cases(20_000, seed=2)
    with ThreadPoolExecutor(2) as pool:  # each has a reader of its own
        while some := list(itertools.islice(many, 400)):
            for _ in pool.map(survives, some):
                pass
    apart.end_workers()
    if sys.platform == "linux":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1_024 < Limits().memory_bytes
