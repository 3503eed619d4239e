"""Texts to measure the extractor on: documents of one size made of labelled ones, and texts made to go wrong."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "gold"
SIZE = 2_750  # code points of a document, with about 36 numbers
LABELLED = ("idetect_dev.jsonl", "conflict_dev.jsonl")


def documents(count: int) -> list[str]:
    """Return `count` documents of SIZE code points: texts of the labelled files beside the project, one after another.

    Where those are not there, the project's own corpus stands in for them.
    """
    folder = SHARED if SHARED.is_dir() else ROOT / "tests" / "corpus"
    files = [folder / name for name in LABELLED] if SHARED.is_dir() else [folder / "articles_en.jsonl"]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    found: list[str] = []
    at = 0
    while len(found) < count:
        document = ""
        while len(document) < SIZE:
            document += texts[at % len(texts)] + "\n\n"
            at += 1
        found.append(document[:SIZE])
    return found


def of_length(length: int) -> str:
    """Return one text of `length` code points."""
    text = "\n\n".join(documents(min(400, length // SIZE + 1)))
    return (text * (length // len(text) + 1))[:length]


# What a pattern may try again and again: runs of one sign, nested brackets, half a number, half a date, half a name.
UNITS = (
    " ", "\n", " \n", "\t", ".", "...", "!?", ". ", "?\u00a0", "\"", "'", "' ", "(", ")", "()", "(1", "[", "-", "– ",
    ",", ", ", ";", " ; ", ":", "|", "| ", "1|", "1", "1,", "1.", "1 ", "000 ", "1,000", "1 000 ", "9/", "1-", "1:",
    "12.", "1. ", "(3. ", "0.0.", "½", "١", "²", "a", "A", "a.", "A.", "a-", "A-", "A b ", "Aa", "aA", "U.S. ", "é",
    "́", "\u200b", "ا", "of the ", "and ", "and half ", "a ", "half a ", "million ", "hundred ", "between ", "to ",
    "more than ", "since ", "last ", "on ", "in ", "May ", "3 May ", "Monday ", "of ", "the village ", "said ", "by ",
    "who ", "which ", "people ", "displaced ", "families, ", "from ", "New ", "New \t", "New York, ", "Al-", "Deir ez-",
    "Erbil 1,200; ", "1,200 in Erbil and ", "at least ", "one in ", "per cent of the ", "12 dead, ", "10 people (",
    "@a ", "http://a.", "• ", "* ", "1) ", "no fewer than ", "the number of ", "$1 ", "2016-", "2016 ", "12/8/2016 ",
    "Q1 ", "08:00 ", "€", "#1 ", "1\n", "A\n", "a,\n", "fami-\n", "10-", "10–15,",
    "- Alder: 31\n", "A: 9 people\n- B 4\n- C 5\n", "Dead Hurt\nA 1 2\n", "(dead / hurt)\nA: 1 / 2\n",
    "300 people fled and 56 per cent of them are women. ", "In 2012 floods killed 40. ",
    "Mosul | Erbil: 397 | 82\n", "In Arequipa 17 died and in Lima 3 died. ",
)  # fmt: skip


def hostile(count: int, seed: int = 3) -> Iterator[str]:
    """Yield texts of up to 20,000 code points: runs of a unit, of several mixed, with a tail that fits nothing."""
    chance = random.Random(seed)
    for number in range(count):
        length = chance.choice((40, 200, 1_000, 3_000)) if number % 200 else 20_000
        if number < len(UNITS) * 2:
            parts = [UNITS[number // 2]]
        elif number % 3:
            parts = [chance.choice(UNITS) for _ in range(chance.choice((2, 2, 3, 5, 40)))]
        else:
            parts = ["".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(32, 0x2100))))
                             for _ in range(chance.randrange(1, 60)))]  # fmt: skip
        head = chance.choice(("", "In 2016, 300 people fled ", "At least 12 "))
        tail = chance.choice(("", "x", "!", " 7 people", "\n9", "(", '"'))
        body = "".join(parts)
        yield (head + body * (length // len(body) + 1))[:length] + tail
